import { accept, commandType, record, refuse, type Aggregate, type Command, type Decision } from '../decider.js';
import { foldName } from '../folding.js';
import { placeOf } from '../in-force.js';
import { certainlyMeet } from './names.js';
import { relationCommands } from './structure.relations.js';
import { restructureCommands } from './structure.restructures.js';
import { rightCommands } from './structure.rights.js';
import { seatCommands } from './structure.seats.js';
import { standingCommands } from './structure.standing.js';
import { evolve, initial, type StructureState } from './structure.state.js';
import { refuseUnsound } from './tree.js';
import {
  BodyEstablished, BodyNamed, BodyNamePayload, BodyPayload, OrganisationIntroduced, OrganisationNamed,
  OrganisationNamePayload, OrganisationPayload, structureEvents,
  type NameKind,
} from './structure.events.js'; // prettier-ignore

interface Named {
  readonly name: string;
  readonly kind: NameKind;
  readonly distinctFrom?: readonly string[] | undefined;
  readonly maybeSameAs?: readonly string[] | undefined;
}

/**
 * A name in use for another living body, over days that certainly meet, unless one of the two is said to be another
 * than the other, or perhaps the same. Acronyms and misprints are shared freely.
 */
function refuseTakenName(state: StructureState, command: Command, bodyId: string, named: Named): Decision | undefined {
  if (!isName(named)) return undefined;
  const folded = foldName(named.name);
  const { effectiveFrom, effectiveTo } = command;
  const said = { of: bodyId, kind: named.kind, fact: { ...placeOf(command), effectiveFrom, effectiveTo } };
  const told = [...(named.distinctFrom ?? []), ...(named.maybeSameAs ?? [])];
  const taken = state.namings
    .filter((other) => state.bodies.has(other.of) && other.of !== bodyId)
    .filter((other) => isName(other) && foldName(other.name) === folded)
    .filter((other) => certainlyMeet(said, other, state.namings))
    .filter(({ of }) => !told.includes(of) && !speaksOf(state, of, bodyId) && !speaksOf(state, bodyId, of));
  if (taken.length === 0) return undefined;
  return refuse('body-name-taken', 'A body of this name is on record: say that this is another, or perhaps the same.', {
    pointers: ['/name'],
    details: { bodies: [...new Set(taken.map(({ of }) => of))] },
    evidence: taken.map(({ fact }) => fact),
  });
}

const isName = ({ kind }: { readonly kind: NameKind }): boolean => kind === 'primary' || kind === 'alias';

/** Whether facts about `bodyId` say how it stands to `other`, a body of the same name. */
function speaksOf(state: StructureState, bodyId: string, other: string): boolean {
  return state.namings.some(({ of, fact }) => {
    if (of !== bodyId || (fact.type !== 'BodyEstablished' && fact.type !== 'BodyNamed')) return false;
    return [...(fact.data.distinctFrom ?? []), ...(fact.data.maybeSameAs ?? [])].includes(other);
  });
}

const establishBody = commandType({
  name: 'EstablishBody',
  records: BodyEstablished,
  roles: ['secretary'],
  body: BodyPayload,
  decide: (state: StructureState, command) => {
    const { name, kind, memberOf } = command.body;
    if (command.effectiveTo) {
      return refuse('ends-by-restructure', 'A body ends only by a restructure, which says what becomes of its work.', {
        pointers: ['/effectiveTo'],
      });
    }
    const whole = memberOf === undefined ? undefined : state.bodies.get(memberOf);
    if (memberOf !== undefined && whole?.data.kind !== 'class') {
      return refuse('not-a-class', 'Only a class of bodies has members of this sort.', {
        pointers: ['/memberOf'],
        evidence: whole ? [whole] : [],
      });
    }
    // A body that is established now has none: this is an amendment.
    const members = [...state.bodies.values()].filter(({ data }) => data.memberOf === command.target);
    if (kind !== 'class' && members.length > 0) {
      return refuse('not-a-class', 'It has members, and only a class of bodies has any.', {
        pointers: ['/kind'],
        evidence: members,
      });
    }
    return (
      refuseTakenName(state, command, command.target, { ...command.body, name, kind: 'primary' }) ??
      accept(record(BodyEstablished, command, { bodyId: command.target, ...command.body }))
    );
  },
});

const nameBody = commandType({
  name: 'NameBody',
  records: BodyNamed,
  roles: ['secretary'],
  body: BodyNamePayload,
  decide: (state: StructureState, command) => {
    const bodyId = command.target;
    if (!state.bodies.has(bodyId)) return refuse('not-found', `There is no body ${bodyId}.`);
    return (
      refuseTakenName(state, command, bodyId, command.body) ??
      accept(record(BodyNamed, command, { bodyId, ...command.body }))
    );
  },
});

const introduceOrganisation = commandType({
  name: 'IntroduceOrganisation',
  records: OrganisationIntroduced,
  roles: ['secretary'],
  body: OrganisationPayload,
  decide: (_state: StructureState, command) =>
    accept(record(OrganisationIntroduced, command, { organisationId: command.target, ...command.body })),
});

const nameOrganisation = commandType({
  name: 'NameOrganisation',
  records: OrganisationNamed,
  roles: ['secretary'],
  body: OrganisationNamePayload,
  decide: (state: StructureState, command) => {
    const organisationId = command.target;
    return state.organisations.has(organisationId)
      ? accept(record(OrganisationNamed, command, { organisationId, ...command.body }))
      : refuse('not-found', `There is no organisation ${organisationId}.`);
  },
});

export const structureAggregate: Aggregate<StructureState> = {
  kind: 'structure',
  events: structureEvents,
  initial,
  evolve,
  upholds: refuseUnsound,
  commands: [
    establishBody, nameBody, introduceOrganisation, nameOrganisation, ...standingCommands, ...relationCommands,
    ...seatCommands, ...rightCommands, ...restructureCommands,
  ], // prettier-ignore
};
