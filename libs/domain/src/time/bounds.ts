import type { Day } from './day.js';

/** The outermost days of one point in time, inclusive; null where no bound is known on that side. */
export interface Bounds {
  readonly earliest: Day | null;
  readonly latest: Day | null;
}

/** Whether both days are known and the first comes after the second. */
export const isReversed = ({ earliest, latest }: Bounds): boolean =>
  earliest !== null && latest !== null && earliest > latest;

/** Whether every day within `inner` is within `outer`. */
export function enclose(outer: Bounds, inner: Bounds): boolean {
  const below = outer.earliest === null || (inner.earliest !== null && outer.earliest <= inner.earliest);
  const above = outer.latest === null || (inner.latest !== null && outer.latest >= inner.latest);
  return below && above;
}

/** The narrowest bounds that enclose both. */
export function hull(a: Bounds, b: Bounds): Bounds {
  return {
    earliest: a.earliest && b.earliest && (a.earliest < b.earliest ? a.earliest : b.earliest),
    latest: a.latest && b.latest && (a.latest > b.latest ? a.latest : b.latest),
  };
}
