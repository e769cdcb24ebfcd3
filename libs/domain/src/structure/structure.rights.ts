import { accept, commandType, record, refuse, type Command, type Decision } from '../decider.js';
import { refuseEndedBody } from './body-ended.js';
import type { RelationEnd } from './relations.events.js';
import {
  ContactPointPayload, ContactPointSet, DecisionRightPayload, DecisionRightStated, IdentityPayload, IdentityStated,
} from './rights.events.js'; // prettier-ignore
import { refuseNoBody, type StructureState } from './structure.state.js';

/** Contacts that differ stand side by side: whom one asks is no claim that others could contradict. */
const setContact = (name: string, kind: RelationEnd['kind']) =>
  commandType({
    name,
    records: ContactPointSet,
    roles: ['secretary', 'chair'],
    body: ContactPointPayload,
    decide: (state: StructureState, command) => {
      const of = endInPath(kind, command);
      return refuseNoEnd(state, of) ?? accept(record(ContactPointSet, command, { of, ...command.body }));
    },
  });

/** Statements that conflict are what the record says: they are listed under conflicts, and never refused. */
const stateDecisionRight = commandType({
  name: 'StateDecisionRight',
  records: DecisionRightStated,
  roles: ['secretary', 'chair'],
  body: DecisionRightPayload,
  decide: (state: StructureState, command, refs) =>
    refuseNoBody(state, command.target) ??
    refuseEndedBody(refs.own(), command.target, command) ??
    accept(record(DecisionRightStated, command, { bodyId: command.target, ...command.body })),
});

const identify = (name: string, kind: RelationEnd['kind']) =>
  commandType({
    name,
    records: IdentityStated,
    roles: ['secretary', 'chair'],
    body: IdentityPayload,
    decide: (state: StructureState, command) => {
      const of = endInPath(kind, command);
      const missing = refuseNoEnd(state, of);
      if (missing) return missing;
      if (command.body.other?.id === of.id) {
        return refuse('identified-with-itself', 'Two entries are compared, not one with itself.', {
          pointers: ['/other'],
        });
      }
      return accept(record(IdentityStated, command, { of, ...command.body }));
    },
  });

/** An amendment finds either of two commands by the body, which is the same for both; of what it is, the event says. */
const endInPath = (kind: RelationEnd['kind'], { target, amends }: Command): RelationEnd =>
  amends ? (amends.data as { readonly of: RelationEnd }).of : { kind, id: target };

function refuseNoEnd(state: StructureState, { kind, id }: RelationEnd): Extract<Decision, { ok: false }> | undefined {
  if (kind === 'body') return refuseNoBody(state, id);
  return state.organisations.has(id) ? undefined : refuse('not-found', `There is no organisation ${id}.`);
}

export const rightCommands = [
  setContact('SetBodyContact', 'body'),
  setContact('SetOrganisationContact', 'organisation'),
  stateDecisionRight,
  identify('IdentifyBody', 'body'),
  identify('IdentifyOrganisation', 'organisation'),
] as const;
