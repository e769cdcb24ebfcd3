import { isBefore, isOnOrBefore, type PointInTime } from './comparison.js';
import type { Day } from './day.js';
import type { EventDate } from './event-date.js';
import { and3, type Ternary } from './ternary.js';

/** Half-open: holds on `from`, no longer on `to`. Without `to` no end is on record. */
export interface Period {
  readonly from: EventDate;
  readonly to?: EventDate | undefined;
}

/** Whether it holds on that day, or on every day that a date may be; unknown inside a fuzzy bound. */
export function holdsOn(period: Period, at: PointInTime): Ternary {
  return and3(isOnOrBefore(period.from, at), isBeforeEnd(at, period));
}

/**
 * Whether some day belongs to both; periods that meet do not overlap. Their bounds are chosen apart: one that ends and
 * one that begins "in April 2012" possibly overlap.
 */
export function overlaps(a: Period, b: Period): Ternary {
  return and3(isBeforeEnd(a.from, b), isBeforeEnd(b.from, a), isBeforeEnd(a.from, a), isBeforeEnd(b.from, b));
}

/** Whether it holds on no day at all, because it ends on or before the day on which it begins. */
export const isEmptyPeriod = (period: Period): Ternary => (period.to ? isOnOrBefore(period.to, period.from) : false);

/** Earliest start and latest end (itself exclusive, like `to`); null is unbounded. Outside them it certainly does not hold. */
export function outerBounds(period: Period): { readonly from: Day | null; readonly to: Day | null } {
  return { from: period.from.earliest, to: period.to?.latest ?? null };
}

const isBeforeEnd = (point: PointInTime, period: Period): Ternary => (period.to ? isBefore(point, period.to) : true);
