import { foldSpace } from '../folding.js';
import type { Fact } from '../facts.js';
import { hasBegun, isPlan, isStatedFlatly } from '../in-force.js';
import { isPlanned } from '../source.js';
import { and3, holdsOn, isOnOrBefore, not3, or3, type Bounds, type Day, type Ternary } from '../time/index.js';
import type { RelationEnd, RelationType } from './relations.events.js';
import { withMoves } from './moves.js';
import type { RelationEnding, RelationFact, StructureState } from './structure.state.js';

/** A relation, or the denial of one, on a day. */
export interface RelationOn {
  readonly fact: RelationFact;
  /** False for what is to begin later, and was stated by that day. */
  readonly holds: Ternary;
  /** planned: intended, likely, possible or stated ahead of its date, and confirmed by nothing. */
  readonly status: 'in-force' | 'planned';
  /** Those that may have ended it, and plans to end it. */
  readonly endings: readonly RelationEnding[];
}

/**
 * Those that hold on a day, or may, and those that were put forward by then and are to begin later. A relation, and the
 * denial of one, is gone with either of its ends. `ended`: whether a body has ended by that day.
 */
export function relationsOn(
  facts: readonly Fact[],
  day: Day,
  ended: (bodyId: string) => Ternary = () => false,
): readonly RelationOn[] {
  const standing = facts.filter(({ withdrawn }) => !withdrawn);
  const recorded = { relations: standing.filter(isRelation), endings: standing.filter(isEnding) };
  const { relations, endings } = withMoves(recorded, standing);
  const endingsOf = endingsBy(endings);
  const isGone = ({ data: { from, to } }: RelationFact) =>
    or3(...[from, to].map(({ kind, id }) => kind === 'body' && ended(id)));
  return relations.flatMap((fact) => relationOn(fact, endingsOf(fact), isGone(fact), day) ?? []);
}

function relationOn(
  fact: RelationFact,
  own: readonly RelationEnding[],
  isGone: Ternary,
  day: Day,
): RelationOn | undefined {
  if (isGone === true) return undefined;
  const ended = own.filter(isMeant).map((ending) => {
    const begun = hasBegun(ending, on(day));
    return isPlan(ending) && begun ? 'unknown' : begun;
  });
  const period = { from: fact.effectiveFrom, to: fact.effectiveTo };
  const holds = and3(holdsOn(period, day), not3(isGone), ...ended.map(not3));
  // A plan is none before it was put forward, though nobody recorded when it begins.
  if (holds === 'unknown' && isPlan(fact) && isOnOrBefore(fact.statedOn, day) === false) return undefined;
  if (holds !== false) return { fact, holds, status: isPlan(fact) ? 'planned' : 'in-force', endings: own };
  return isAhead(fact, day) ? { fact, holds, status: 'planned', endings: own } : undefined;
}

/**
 * An end that is intended, likely or possible ends nothing until it is confirmed; one stated ahead of its day leaves
 * open from then on whether it came about.
 */
const isMeant = ({ certainty }: RelationEnding): boolean => !isPlanned(certainty);

/** It certainly begins later, and was stated by that day. */
export const isAhead = ({ effectiveFrom, statedOn }: Fact, day: Day): boolean =>
  isOnOrBefore(effectiveFrom, day) === false && isOnOrBefore(statedOn, day) === true;

const on = (day: Day): Bounds => ({ earliest: day, latest: day });

export const isRelation = (fact: Fact): fact is RelationFact =>
  fact.type === 'RelationStated' || fact.type === 'RelationDenied';
export const isEnding = (fact: Fact): fact is RelationEnding => fact.type === 'RelationEnded';

export const endKey = ({ kind, id }: RelationEnd): string => `${kind}/${id}`;

/** What a relation or a denial says, of a fact or of a command. */
export interface Edge {
  readonly type: RelationType;
  readonly from: RelationEnd;
  readonly to: RelationEnd;
  readonly scope?: string | undefined;
}

/** Both say something of the same relation: of one that has no direction, either way round. */
export function areOpposed(a: Edge, b: Edge): boolean {
  if (a.type !== b.type) return false;
  const [from, to] = [endKey(b.from), endKey(b.to)];
  const along = endKey(a.from) === from && endKey(a.to) === to;
  return along || (a.type === 'linksWith' && endKey(a.from) === to && endKey(a.to) === from);
}

/** A relation or a denial without a scope is of the whole, and so of every scope. */
export const shareScope = (a: Edge, b: Edge): boolean =>
  a.scope === undefined || b.scope === undefined || foldSpace(a.scope) === foldSpace(b.scope);

/** Days on which something holds; `to` is exclusive, and null where no end is on record. */
export interface Span {
  readonly from: Day;
  readonly to: Day | null;
}

interface Dated {
  readonly effectiveFrom: Bounds;
  readonly effectiveTo?: Bounds | undefined;
}

/** None where there is no day of which it is certain. An ending that may not have come about makes days uncertain. */
export function certainSpan({ effectiveFrom, effectiveTo }: Dated, endings: readonly Dated[]): Span | undefined {
  const { latest: from } = effectiveFrom;
  const ends = [...(effectiveTo ? [effectiveTo] : []), ...endings.map((ending) => ending.effectiveFrom)];
  if (from === null || ends.some(({ earliest }) => earliest === null)) return undefined;
  const [to = null] = ends.map(({ earliest }) => earliest as Day).sort();
  return to !== null && to <= from ? undefined : { from, to };
}

const FIRST_DAY = '0000-01-01' as Day;

/** None where it certainly holds on no day. What was to end it, stated ahead of its day, may not have. */
export function possibleSpan(fact: RelationFact, endings: readonly RelationEnding[]): Span | undefined {
  const firm = endings.filter((ending) => !isPlan(ending)).map(({ effectiveFrom }) => effectiveFrom);
  const ends = [...(fact.effectiveTo ? [fact.effectiveTo] : []), ...firm];
  const from = fact.effectiveFrom.earliest ?? FIRST_DAY;
  const [to = null] = ends.flatMap(({ latest }) => latest ?? []).sort();
  return to !== null && to <= from ? undefined : { from, to };
}

export const isIn = ({ from, to }: Span, day: Day): boolean => from <= day && (to === null || day < to);

/** The first day that lies in both. */
export function firstShared(a: Span, b: Span): Day | undefined {
  const day = a.from > b.from ? a.from : b.from;
  return isIn(a, day) && isIn(b, day) ? day : undefined;
}

/** A relation or a denial that is said without reserve, with days on which it certainly holds, or may. */
export interface SpannedEdge extends Edge {
  readonly span: Span;
  readonly fact: RelationFact;
}

type Related = Pick<StructureState, 'relations' | 'endings' | 'restructures'>;

/** Those among the relations and denials that are certain on some day, with what restructures made of them. */
export const certainEdgesIn = (state: Related): SpannedEdge[] => edgesIn(state, certainSpan);

/** The same with the days on which they may hold. */
export const possibleEdgesIn = (state: Related): SpannedEdge[] => edgesIn(state, possibleSpan);

function edgesIn(state: Related, spanOf: (fact: RelationFact, endings: readonly RelationEnding[]) => Span | undefined) {
  const { relations, endings } = withMoves(state, state.restructures);
  const endingsOf = endingsBy(endings);
  return relations.filter(isStatedFlatly).flatMap((fact): SpannedEdge[] => {
    const span = spanOf(fact, endingsOf(fact).filter(isMeant));
    return span ? [{ ...fact.data, span, fact }] : [];
  });
}

/** The endings of each relation; those that restructures made of several at once are told apart by their ends. */
export function endingsBy(endings: readonly RelationEnding[]): (relation: RelationFact) => readonly RelationEnding[] {
  const byId = new Map<string, RelationEnding[]>();
  for (const ending of endings) byId.set(ending.data.relation, [...(byId.get(ending.data.relation) ?? []), ending]);
  return ({ type, data, recorded }) => {
    const own = byId.get(recorded.id) ?? [];
    const isSame = ({ data: { from, to } }: RelationEnding) =>
      endKey(from) === endKey(data.from) && endKey(to) === endKey(data.to);
    return recorded.type === type ? own : own.filter(isSame);
  };
}
