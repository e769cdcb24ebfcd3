import type { Fact } from '../facts.js';
import { inForce, isStatedFlatly } from '../in-force.js';
import { holdsOn, nextDay, onDay, type Day, type EventDate } from '../time/index.js';
import {
  isHeading,
  type Cap,
  type CapException,
  type PriorityListState,
  type StageChange,
} from './priority-list.state.js';
import { certainStage, mayBeAdopted, stagesOf } from './stages.js';

/** How many priorities there are on a day beside how many there may be: by what is certain, and by what is possible. */
export interface CapCount {
  readonly day: Day;
  /** Headings are not counted. */
  readonly adopted: readonly StageChange[];
  readonly mayBeAdopted: readonly StageChange[];
  /** Infinite where there may be no cap in numbers. */
  readonly mostAllowed: number;
  /** Infinite where no cap in numbers is on record. */
  readonly leastAllowed: number;
  readonly caps: readonly Cap[];
  readonly exceptions: readonly CapException[];
}

/**
 * Counts a list on any day. What is stated flatly counts from its date on, though it was stated ahead of it: a board
 * that decides in May what holds from June must keep to the cap of June.
 */
export function counting(list: PriorityListState): (day: Day) => CapCount {
  const counted = list.entries.filter((entry) => !isHeading(entry)).map(({ recorded }) => stagesOf(list, recorded.id));
  const flat = list.caps.filter(isStatedFlatly);
  return (day) => {
    const at = onDay(day);
    const { possible: caps, nothing } = inForce(list.caps, at, isStatedFlatly);
    const isSure = nothing === false && inForce(flat, at).nothing === false;
    const numbers = caps.map(({ data }) => data.max ?? Infinity);
    const exceptions = list.exceptions.filter((exception) => holds(exception, day) !== false);
    const certain = exceptions.filter((exception) => isStatedFlatly(exception) && holds(exception, day) === true);
    return {
      day,
      adopted: counted.flatMap((steps) => certainStage(steps, at, isStatedFlatly) ?? []).filter(adopts),
      mayBeAdopted: counted.filter((steps) => mayBeAdopted(steps, at)).flatMap((steps) => steps.filter(adopts)),
      mostAllowed: isSure ? Math.max(...numbers) + extra(exceptions) : Infinity,
      leastAllowed: Math.min(Infinity, ...numbers) + extra(certain),
      caps,
      exceptions,
    };
  };
}

const adopts = ({ type }: Fact): boolean => type === 'PriorityAdopted';
const holds = ({ effectiveFrom, effectiveTo }: Fact, day: Day) =>
  holdsOn({ from: effectiveFrom, to: effectiveTo }, day);
const extra = (exceptions: readonly CapException[]): number =>
  exceptions.reduce((sum, { data }) => sum + data.extra, 0);

/** How many more are adopted on that day than may be, as far as that is certain. */
export const excess = ({ adopted, mostAllowed }: CapCount): number => Math.max(0, entriesIn(adopted) - mostAllowed);

/** Whether there may be more than may be. */
export const mayExceed = ({ mayBeAdopted: adopted, leastAllowed }: CapCount): boolean =>
  entriesIn(adopted) > leastAllowed;

export const entriesIn = (adopted: readonly StageChange[]): number =>
  new Set(adopted.map(({ data }) => data.entryId)).size;

/**
 * The days on which there can come to be more than may be for certain: an adoption becomes certain on the latest day
 * that it may be of, a cap then too, and an exception has certainly ended on the latest day that its end may be of.
 */
export function decisiveDays({ stages, caps, exceptions }: PriorityListState): readonly Day[] {
  const begun = [...stages.filter(adopts), ...caps].map(({ effectiveFrom }) => effectiveFrom.latest);
  const ended = exceptions.map(({ effectiveTo }) => effectiveTo?.latest ?? null);
  return inOrder([...begun, ...ended]);
}

const inOrder = (days: readonly (Day | null)[]): Day[] => [...new Set(days.filter((day) => day !== null))].sort();

const LAST = '9999-12-31';

/**
 * The days on which the answer to how many there are, or may be, can change, in their order: between two of them it
 * stays as it was. A date changes it on its first and on its last day, and on the day after each.
 */
export function turningDays({ stages, caps, exceptions }: PriorityListState): readonly Day[] {
  const dates = [...stages, ...caps, ...exceptions].flatMap(datesOf);
  const days = inOrder(dates.flatMap(({ earliest, latest }) => [earliest, latest]));
  return inOrder(days.flatMap((day) => (day < LAST ? [day, nextDay(day)] : [day])));
}

const datesOf = ({ effectiveFrom, effectiveTo }: Fact): EventDate[] => [
  effectiveFrom,
  ...(effectiveTo ? [effectiveTo] : []),
];
