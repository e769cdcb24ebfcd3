import type { Fact } from '../facts.js';
import { isOnOrBefore } from '../time/index.js';
import { changesIn, type MadeChange } from './restructures.js';
import type { RelationEnding, RelationFact } from './structure.state.js';

interface Edges {
  readonly relations: readonly RelationFact[];
  readonly endings: readonly RelationEnding[];
}

/**
 * The relations on record with what restructures made of them: whoever moves, or leaves the structure, stands no longer
 * under those bodies under which it stood, and who moves stands under the new one. What a restructure says so is given
 * as a relation or an ending of the same dates, on the evidence of the restructure; intended ones stay intended.
 */
export function withMoves({ relations, endings }: Edges, restructures: readonly Fact[]): Edges {
  return changesIn(restructures).reduce(moved, { relations, endings });
}

function moved(edges: Edges, made: MadeChange): Edges {
  const { kind, original: [id] = [], under } = made.change;
  if (id === undefined || (kind !== 'move' && kind !== 'leave-structure')) return edges;
  const left = edges.relations.filter((relation) => isUnder(relation, id) && !beginsAfter(relation, made));
  const begun = kind === 'move' && under !== undefined ? [asRelation(made, id, under)] : [];
  return {
    relations: [...edges.relations, ...begun],
    endings: [...edges.endings, ...left.map((relation) => asEnding(made, relation))],
  };
}

const isUnder = ({ type, data }: RelationFact, id: string): boolean =>
  type === 'RelationStated' && data.type === 'subOrganizationOf' && data.from.kind === 'body' && data.from.id === id;

const beginsAfter = ({ effectiveFrom }: RelationFact, { fact }: MadeChange): boolean =>
  isOnOrBefore(effectiveFrom, fact.effectiveFrom) === false;

const asRelation = ({ fact, certainty }: MadeChange, id: string, under: string): RelationFact => ({
  ...fact,
  certainty,
  type: 'RelationStated',
  data: { type: 'subOrganizationOf', from: { kind: 'body', id }, to: { kind: 'body', id: under } },
});

const asEnding = ({ fact, certainty }: MadeChange, { recorded, data: { from, to } }: RelationFact): RelationEnding => ({
  ...fact,
  certainty,
  type: 'RelationEnded',
  data: { relation: recorded.id, from, to },
});
