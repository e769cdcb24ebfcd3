import fc from 'fast-check';
import { addDays, Day } from './day.js';
import type { EventDate } from './event-date.js';
import type { Ternary } from './ternary.js';

/** The days that tests choose from; an unbounded date is tried on all of them. */
export const WINDOW: readonly Day[] = Array.from({ length: 9 }, (_, i) => addDays(Day.parse('2011-11-05'), i));

export const inWindow = fc.constantFrom(...WINDOW.slice(1, -1));

/** A date whose bounds, where it has them, keep one day away from the ends of the window. */
export const fuzzy: fc.Arbitrary<EventDate> = fc
  .tuple(inWindow, inWindow, fc.boolean(), fc.boolean())
  .map(([a, b, openBelow, openAbove]) => {
    const earliest = openBelow ? null : a < b ? a : b;
    const latest = openAbove ? null : a < b ? b : a;
    return { edtf: `${earliest ?? '..'}/${latest ?? '..'}`, earliest, latest };
  });

/** Every day in the window on which the date may be. */
export const choices = ({ earliest, latest }: EventDate): Day[] =>
  WINDOW.filter((day) => (earliest === null || day >= earliest) && (latest === null || day <= latest));

/** What a list of answers, one for each choice, comes to. */
export function ternaryOf(answers: readonly boolean[]): Ternary {
  return answers.every((answer) => answer === answers[0]) ? (answers[0] ?? 'unknown') : 'unknown';
}
