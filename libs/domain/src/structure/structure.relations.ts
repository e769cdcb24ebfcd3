import { z } from 'zod';
import { accept, commandType, record, refuse, type Command, type Decision } from '../decider.js';
import type { Fact } from '../facts.js';
import { isFirm } from '../in-force.js';
import { isPlanned } from '../source.js';
import { isOnOrBefore } from '../time/index.js';
import { refuseEndedBody } from './body-ended.js';
import { certainEdgesIn, certainSpan, endKey, type Edge } from './relations.js';
import {
  RelationDenied,
  RelationEnded,
  RelationPayload,
  RelationStated,
  type RelationEnd,
} from './relations.events.js';
import { refuseNoBody, type RelationFact, type StructureState } from './structure.state.js';
import { refuseDenial, refuseRelation } from './tree.js';

type Relating = Command<z.output<typeof RelationPayload>>;

const stateRelation = commandType({
  name: 'StateRelation',
  records: RelationStated,
  roles: ['secretary', 'chair'],
  body: RelationPayload,
  decide: (state: StructureState, command, refs) =>
    refuseEdge(state, command, refs.own(), refuseRelation) ?? accept(record(RelationStated, command, edgeOf(command))),
});

const denyRelation = commandType({
  name: 'DenyRelation',
  records: RelationDenied,
  roles: ['secretary', 'chair'],
  body: RelationPayload,
  decide: (state: StructureState, command, refs) =>
    refuseEdge(state, command, refs.own(), refuseDenial) ?? accept(record(RelationDenied, command, edgeOf(command))),
});

const endRelation = commandType({
  name: 'EndRelation',
  records: RelationEnded,
  roles: ['secretary', 'chair'],
  body: z.strictObject({}),
  decide: (state: StructureState, command) => {
    const relation = state.relations.find(({ recorded }) => recorded.id === command.member);
    if (!relation || !isOf(relation, command.target)) {
      return refuse('not-found', `The body has no relation ${command.member}.`);
    }
    const { from, to } = relation.data;
    return (
      refuseEnding(state, command, relation) ??
      accept(record(RelationEnded, command, { relation: relation.recorded.id, from, to }))
    );
  },
});

const isOf = ({ data: { from, to } }: RelationFact, bodyId: string): boolean =>
  [from, to].some(({ kind, id }) => kind === 'body' && id === bodyId);

/**
 * From the body in the path, or to it. In an amendment the end that is not named stays what it was: which of two bodies
 * stood in the path is not on record.
 */
function edgeOf({ target, amends, body: { type, scope, from, to } }: Relating): Edge {
  const own: RelationEnd = { kind: 'body', id: target };
  const kept = (amends as RelationFact | undefined)?.data ?? { from: own, to: own };
  return { type, ...(scope !== undefined && { scope }), from: from ?? kept.from, to: to ?? kept.to };
}

function refuseEdge(
  state: StructureState,
  command: Relating,
  facts: readonly Fact[],
  refuseBeside: typeof refuseRelation,
): Decision | undefined {
  const missing = refuseNoBody(state, command.target);
  if (missing) return missing;
  const edge = edgeOf(command);
  const pointers = [command.body.to ? '/to' : '/from'];
  if (endKey(edge.from) === endKey(edge.to)) {
    return refuse('relation-to-itself', 'A relation is between two.', { pointers });
  }
  if (edge.from.kind !== 'body' && edge.to.kind !== 'body') {
    return refuse('relation-of-no-body', 'One end of a relation is a body.', { pointers });
  }
  // What is likely, possible or disputed may well contradict what is on record.
  if (isPlanned(command.certainty) || command.certainty === 'disputed') return undefined;
  const meant = endingsOf(state, command.eventId).filter((ending) => !isPlanned(ending.certainty));
  const span = certainSpan(command, meant);
  return refuseEndedEnd(facts, edge, command) ?? (span && refuseBeside(certainEdgesIn(state), { ...edge, span }));
}

/** A relation, and the denial of one, is of two that are there. */
function refuseEndedEnd(facts: readonly Fact[], { from, to }: Edge, command: Relating): Decision | undefined {
  const bodies = [from, to].filter(({ kind }) => kind === 'body');
  const refused = bodies.map(({ id }) => {
    const other = id === command.target ? undefined : id === to.id ? '/to' : '/from';
    return refuseEndedBody(facts, id, command, other === undefined ? [] : [other]);
  });
  return refused.find((one) => one !== undefined);
}

const endingsOf = ({ endings }: StructureState, relation: string) =>
  endings.filter(({ data }) => data.relation === relation);

function refuseEnding(state: StructureState, command: Command, relation: RelationFact): Decision | undefined {
  const { effectiveFrom } = command;
  if (isOnOrBefore(effectiveFrom, relation.effectiveFrom) === true) {
    return refuse('ends-before-it-begins', `It begins on ${relation.effectiveFrom.edtf}.`, {
      pointers: ['/effectiveFrom'],
      evidence: [relation],
    });
  }
  const ended = [
    ...endingsOf(state, relation.recorded.id).filter(
      (ending) => isFirm(ending) && isOnOrBefore(ending.effectiveFrom, effectiveFrom) === true,
    ),
    ...(relation.effectiveTo && isOnOrBefore(relation.effectiveTo, effectiveFrom) === true ? [relation] : []),
  ];
  if (ended.length === 0) return undefined;
  return refuse('relation-ended', 'It has ended by then.', { pointers: ['/effectiveFrom'], evidence: ended });
}

export const relationCommands = [stateRelation, denyRelation, endRelation] as const;
