import { hull, type Bounds } from './bounds.js';
import { isBefore, isWithin } from './comparison.js';
import type { Day } from './day.js';
import type { FuzzyDate } from './fuzzy-date.js';
import { or3, type Ternary } from './ternary.js';

const isDue = (date: FuzzyDate) => date.role === 'due';
const isHard = (date: FuzzyDate) => date.strictness === 'hard';

/** The bounds of those that have any. Words without a reading ("before the next meeting") give no date to judge by. */
const dated = (dates: readonly FuzzyDate[]): Bounds[] =>
  dates
    .filter((date) => date.earliest !== undefined || date.latest !== undefined)
    .map((date) => ({ earliest: date.earliest ?? null, latest: date.latest ?? null }));

/**
 * Whether any due date falls on one of the days `from` to `to`, both inclusive: true if the bounds of one lie wholly
 * within, unknown ("possibly") if they reach in. Horizons, starts, ends and dates without bounds do not count.
 */
export function isDueBetween(list: readonly FuzzyDate[], from: Day, to: Day): Ternary {
  return or3(...dated(list.filter(isDue)).map((due) => isWithin(due, from, to)));
}

/**
 * Whether a due date has passed by the morning of `day`; on the due day itself it has not. Hard dates decide where
 * there are any: a missed preference is no missed deadline, and leaves a deadline without bounds unknown.
 */
export function isOverdueOn(list: readonly FuzzyDate[], day: Day): Ternary {
  const due = list.filter(isDue);
  const passed = (dates: readonly FuzzyDate[]) => or3(...dated(dates).map((date) => isBefore(date, day)));
  const hard = due.filter(isHard);
  if (hard.length === 0) return passed(due);
  if (dated(hard).length > 0) return passed(hard);
  return passed(due) === false ? false : 'unknown';
}

/** Earliest and latest day on which anything may be due, null where unbounded; undefined if no due date has bounds. */
export function dueBounds(list: readonly FuzzyDate[]): Bounds | undefined {
  const [first, ...others] = dated(list.filter(isDue));
  return first && others.reduce(hull, first);
}
