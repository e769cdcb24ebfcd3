import { refuse, type Decision } from '../decider.js';
import type { Day } from '../time/index.js';
import {
  areOpposed, certainEdgesIn, endKey, firstShared, isIn, shareScope,
  type SpannedEdge, type Edge, type Span,
} from './relations.js'; // prettier-ignore
import type { RelationFact, StructureState } from './structure.state.js';

/** A relation or a denial, and the days of which it is certain: of a fact, or of a command. */
export type NewEdge = Edge & { readonly span: Span };
type Refused = Extract<Decision, { ok: false }>;

/** Relations of `subOrganizationOf` that would make a body part of itself, and a day on which all of them hold. */
export interface Circle {
  readonly day: Day;
  readonly facts: readonly RelationFact[];
}

const isWithin = ({ type }: Edge): boolean => type === 'subOrganizationOf';
const isStated = ({ fact }: SpannedEdge): boolean => fact.type === 'RelationStated';

/** Refuses a relation that certainly cannot stand beside those that are on record. */
export function refuseRelation(edges: readonly SpannedEdge[], edge: NewEdge): Refused | undefined {
  const circle = isWithin(edge) ? circleWith(edges.filter(isStated).filter(isWithin), edge) : undefined;
  if (circle) return refuseCircle(circle);
  const denials = edges.filter((other) => !isStated(other) && isOpposed(other, edge));
  return denials.length > 0 ? refuseOpposed('The record denies this relation for the same time.', denials) : undefined;
}

/** Refuses a denial of what is certainly on record for the same time. */
export function refuseDenial(edges: readonly SpannedEdge[], edge: NewEdge): Refused | undefined {
  const stated = edges.filter((other) => isStated(other) && isOpposed(other, edge));
  return stated.length > 0 ? refuseOpposed('The record states this relation for the same time.', stated) : undefined;
}

/** What no sequence of commands may lead to, whatever becomes certain and whatever is withdrawn. */
export function refuseUnsound(_before: StructureState, after: StructureState): Refused | undefined {
  const edges = certainEdgesIn(after);
  const circle = anyCircle(edges.filter(isStated).filter(isWithin));
  if (circle) return refuseCircle(circle);
  const denials = edges.filter((edge) => !isStated(edge));
  for (const edge of denials.length > 0 ? edges.filter(isStated) : []) {
    const opposed = denials.filter((denial) => isOpposed(denial, edge));
    if (opposed.length > 0) return refuseOpposed('A relation would stand beside its denial.', [edge, ...opposed]);
  }
  return undefined;
}

/** Whether the two certainly contradict each other on some day, of which one is a denial. */
const isOpposed = (a: SpannedEdge, b: NewEdge): boolean =>
  areOpposed(a, b) && shareScope(a, b) && firstShared(a.span, b.span) !== undefined;

/** What would close a circle with the new edge, in order from its far end. */
function circleWith(edges: readonly SpannedEdge[], edge: NewEdge): Circle | undefined {
  // What holds together on some day does so on the day on which the last of it begins.
  const starts = [edge.span.from, ...edges.map(({ span }) => span.from)].filter((day) => isIn(edge.span, day));
  for (const day of [...new Set(starts)].sort()) {
    const facts = pathOn(edges, day, endKey(edge.to), endKey(edge.from));
    if (facts) return { day, facts };
  }
  return undefined;
}

/** The relations that lead from one end to another on that day. */
function pathOn(edges: readonly SpannedEdge[], day: Day, from: string, to: string): RelationFact[] | undefined {
  const next = byKey(edges.filter(({ span }) => isIn(span, day)), ({ from }) => endKey(from)); // prettier-ignore
  const cameBy = new Map<string, SpannedEdge | undefined>([[from, undefined]]);
  for (const here of cameBy.keys()) {
    for (const edge of next.get(here) ?? []) {
      if (!cameBy.has(endKey(edge.to))) cameBy.set(endKey(edge.to), edge);
    }
  }
  if (!cameBy.has(to)) return undefined;
  const path: RelationFact[] = [];
  for (let edge = cameBy.get(to); edge; edge = cameBy.get(endKey(edge.from))) path.unshift(edge.fact);
  return path;
}

/** Every relation that closes a circle once, in the order of the days on which they do. */
export function circlesAmong(edges: readonly SpannedEdge[]): readonly Circle[] {
  const circles: Circle[] = [];
  let left = edges.filter(isStated).filter(isWithin);
  for (let circle = anyCircle(left); circle; circle = anyCircle(left)) {
    circles.push(circle);
    const [closing] = circle.facts;
    left = left.filter(({ fact }) => fact !== closing);
  }
  return circles;
}

function anyCircle(edges: readonly SpannedEdge[]): Circle | undefined {
  const starts = new Set(edges.map(({ span }) => span.from));
  for (const day of [...starts].sort()) {
    let left = edges.filter(({ span }) => isIn(span, day));
    // What nothing leads into is in no circle; nor is what nothing leads into once that is gone.
    for (let before = Infinity; left.length < before;) {
      before = left.length;
      const entered = new Set(left.map(({ to }) => endKey(to)));
      left = left.filter(({ from }) => entered.has(endKey(from)));
    }
    if (left.length > 0) return { day, facts: circleIn(left) };
  }
  return undefined;
}

/** A circle among relations of which each begins where another ends. */
function circleIn(edges: readonly SpannedEdge[]): RelationFact[] {
  const into = new Map(edges.map((edge) => [endKey(edge.to), edge]));
  const path: SpannedEdge[] = [];
  let edge = edges[0];
  for (; edge && !path.includes(edge); edge = into.get(endKey(edge.from))) path.unshift(edge);
  return path.slice(0, path.indexOf(edge as SpannedEdge) + 1).map(({ fact }) => fact);
}

function byKey<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const map = new Map<string, T[]>();
  for (const item of items) {
    const same = map.get(keyOf(item));
    if (same) same.push(item);
    else map.set(keyOf(item), [item]);
  }
  return map;
}

const refuseCircle = ({ day, facts }: Circle): Refused =>
  refuse('relation-cycle', `It would make a body part of itself on ${day}.`, {
    pointers: ['/type'],
    details: { on: day },
    evidence: facts,
  });

const refuseOpposed = (message: string, edges: readonly SpannedEdge[]): Refused =>
  refuse('relation-and-denial', message, { pointers: ['/type'], evidence: edges.map(({ fact }) => fact) });
