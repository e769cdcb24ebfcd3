import type { Fact } from '../facts.js';
import { hasBegun, periodOf, type InForce, type Placed } from '../in-force.js';
import { holdsOn, isBefore, type Day } from '../time/index.js';

/**
 * By the day on which each is certain: a state met in being in 2012 comes after one met in being in 2011, though nobody
 * wrote down when either began. Of two certain from one day the later in the log comes after.
 */
export function isCertainLater(a: Placed, b: Placed): boolean {
  const [x, y] = [certainFrom(a), certainFrom(b)];
  return x === y ? a.recorded.position > b.recorded.position : x > y;
}

/** An undated state may be the newest of all, which leaves every other one in doubt. */
const certainFrom = ({ effectiveFrom }: Placed): string => effectiveFrom.latest ?? '9999-12-31';

/**
 * Those of several states of one thing that may hold on a day, where each takes the place of the one before it: a
 * frequency, a mandate, a phase. As `inForce`, but for states that the record meets in being, whose order is that of
 * the days on which they are certain.
 */
export function statesOn<F extends Fact>(states: readonly F[], day: Day): InForce<F> {
  const later = (state: F) => states.filter((other) => other !== state && isCertainLater(other, state));
  const isReplaced = (state: F) => later(state).some((other) => hasBegun(other, onDay(day)) === true);
  const possible = states.filter((state) => holdsOn(periodOf(state), day) !== false && !isReplaced(state));
  if (possible.length === 0) return { possible, nothing: true };
  // What has begun and not ended holds unless another took its place, which then holds unless that has ended.
  const goesOn = ({ effectiveTo }: F) => effectiveTo === undefined || isBefore(day, effectiveTo) === true;
  const isSure = possible.some(
    (state) =>
      hasBegun(state, onDay(day)) === true &&
      goesOn(state) &&
      later(state).every((other) => hasBegun(other, onDay(day)) === false || goesOn(other)),
  );
  return { possible, nothing: isSure ? false : 'unknown' };
}

const onDay = (day: Day) => ({ earliest: day, latest: day });
