import type { Fact } from '../facts.js';
import { inForce, isFirm, mayLieBetween, type Placed } from '../in-force.js';
import type { Bounds } from '../time/index.js';
import type { CourseEvent } from './action.events.js';

export type Course = Fact<CourseEvent>;
export type Progress = 'open' | 'completed' | 'withdrawn';

export const progressOf = ({ type }: Course): Progress =>
  type === 'ActionCompleted' ? 'completed' : type === 'ActionWithdrawn' ? 'withdrawn' : 'open';

const closes = (change: Course) => progressOf(change) !== 'open';

/** What closed it, where it is closed for certain on every day that the date may be. */
export function closedAt(course: readonly Course[], at: Bounds): readonly Course[] | undefined {
  const { possible, nothing } = inForce(course, at, isFirm);
  return nothing === false && possible.every(closes) ? possible : undefined;
}

/** What opened it, where nothing on record may have closed it by that date. */
export function openAt(course: readonly Course[], at: Bounds): readonly Course[] | undefined {
  const { possible } = inForce(course, at, isFirm);
  return possible.some(closes) ? undefined : possible;
}

/**
 * A closing of that type, whatever its date, after or before which the action cannot have been reopened: another one
 * at `place` would be the same closing twice.
 */
export function closingTwice(course: readonly Course[], type: Course['type'], place: Placed): Course | undefined {
  const reopenings = course.filter((change) => change.type === 'ActionReopened');
  return course.find(
    (closing) =>
      closing.type === type &&
      isFirm(closing) &&
      reopenings.every((reopening) => !mayLieBetween(reopening, closing, place)),
  );
}
