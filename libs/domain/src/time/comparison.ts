import type { Bounds } from './bounds.js';
import type { Day } from './day.js';
import { not3, type Ternary } from './ternary.js';

/** An EventDate, or a day that is known. */
export type PointInTime = Bounds | Day;

const bounds = (point: PointInTime): Bounds => (typeof point === 'string' ? { earliest: point, latest: point } : point);

/**
 * Whether `a` is strictly before `b`, for every, no or some choice of days inside the bounds. The two are chosen apart:
 * a fuzzy date is not known to be on or before itself.
 */
export function isBefore(a: PointInTime, b: PointInTime): Ternary {
  const [x, y] = [bounds(a), bounds(b)];
  if (x.latest !== null && y.earliest !== null && x.latest < y.earliest) return true;
  if (x.earliest !== null && y.latest !== null && x.earliest >= y.latest) return false;
  return 'unknown';
}

export const isAfter = (a: PointInTime, b: PointInTime): Ternary => isBefore(b, a);
export const isOnOrBefore = (a: PointInTime, b: PointInTime): Ternary => not3(isBefore(b, a));
export const isOnOrAfter = (a: PointInTime, b: PointInTime): Ternary => not3(isBefore(a, b));

/** Whether the date is one of the days `from` to `to`, both inclusive. `from` must not be after `to`. */
export function isWithin(date: Bounds, from: Day, to: Day): Ternary {
  const { earliest, latest } = date;
  if ((latest !== null && latest < from) || (earliest !== null && earliest > to)) return false;
  return earliest !== null && latest !== null && earliest >= from && latest <= to ? true : 'unknown';
}

/** Certainly on or before the day: what `statedBy` takes. */
export const latestBoundOnOrBefore = (date: Bounds, day: Day): boolean => date.latest !== null && date.latest <= day;

/** Possibly on or before the day; those that `latestBoundOnOrBefore` leaves out only may be. */
export const earliestBoundOnOrBefore = (date: Bounds, day: Day): boolean =>
  date.earliest === null || date.earliest <= day;
