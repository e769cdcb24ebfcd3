import fc from 'fast-check';
import { isAfter, isBefore, isOnOrAfter, isOnOrBefore, isWithin } from './comparison.js';
import { addDays, Day } from './day.js';
import { EventDate } from './event-date.js';
import { holdsOn, isEmptyPeriod, outerBounds, overlaps, type Period } from './period.js';
import type { Ternary } from './ternary.js';

/** The days to choose from. Bounds keep away from both ends, so that an unbounded date has choices beyond any bound. */
const WINDOW: readonly Day[] = Array.from({ length: 9 }, (_, i) => addDays(Day.parse('2011-11-05'), i));

const days = fc.constantFrom(...WINDOW.slice(1, -1));
const dates: fc.Arbitrary<EventDate> = fc
  .tuple(fc.tuple(days, days), fc.boolean(), fc.boolean())
  .map(([pair, openBelow, openAbove]) => {
    const [from, to] = pair.toSorted();
    return EventDate.parse(`${openBelow ? '..' : from}/${openAbove ? '..' : to}`);
  });
const periods: fc.Arbitrary<Period> = fc.record({ from: dates, to: fc.option(dates, { nil: undefined }) });

/** Every day in the window on which the date may be. */
const choices = ({ earliest, latest }: EventDate): Day[] =>
  WINDOW.filter((day) => (earliest === null || day >= earliest) && (latest === null || day <= latest));

const pairs = <A, B>(as: readonly A[], bs: readonly B[]) => as.flatMap((a) => bs.map((b) => [a, b] as const));

/** Every exact [from, to) that the bounds of a period allow. */
const exactly = (p: Period) => pairs(choices(p.from), p.to ? choices(p.to) : ['9999-12-31' as Day]);

/** What the answers, one for each choice, come to. */
const ternaryOf = (answers: readonly boolean[]): Ternary => {
  const distinct = [...new Set(answers)];
  return distinct.length === 1 ? distinct[0]! : 'unknown';
};

describe('an answer about fuzzy dates is that of every choice of days inside the bounds, or unknown', () => {
  it('when two dates are compared', () => {
    fc.assert(
      fc.property(dates, dates, (a, b) => {
        const chosen = pairs(choices(a), choices(b));
        expect(isBefore(a, b)).toBe(ternaryOf(chosen.map(([x, y]) => x < y)));
        expect(isAfter(a, b)).toBe(ternaryOf(chosen.map(([x, y]) => x > y)));
        expect(isOnOrBefore(a, b)).toBe(ternaryOf(chosen.map(([x, y]) => x <= y)));
        expect(isOnOrAfter(a, b)).toBe(ternaryOf(chosen.map(([x, y]) => x >= y)));
      }),
    );
  });

  it('when a date is sought between two days', () => {
    fc.assert(
      fc.property(dates, days, days, (date, x, y) => {
        const [from, to] = x < y ? [x, y] : [y, x];
        expect(isWithin(date, from, to)).toBe(ternaryOf(choices(date).map((day) => from <= day && day <= to)));
      }),
    );
  });

  it('when a period holds on a day', () => {
    fc.assert(
      fc.property(periods, days, (period, on) => {
        expect(holdsOn(period, on)).toBe(ternaryOf(exactly(period).map(([from, to]) => from <= on && on < to)));
      }),
    );
  });

  it('when a period is empty', () => {
    fc.assert(
      fc.property(periods, (period) => {
        expect(isEmptyPeriod(period)).toBe(ternaryOf(exactly(period).map(([from, to]) => to <= from)));
      }),
    );
  });

  it('when two periods overlap', () => {
    const shareADay = ([aFrom, aTo]: readonly [Day, Day], [bFrom, bTo]: readonly [Day, Day]) =>
      WINDOW.some((on) => aFrom <= on && on < aTo && bFrom <= on && on < bTo);
    fc.assert(
      fc.property(periods, periods, (a, b) => {
        const chosen = pairs(exactly(a), exactly(b));
        expect(overlaps(a, b)).toBe(ternaryOf(chosen.map(([x, y]) => shareADay(x, y))));
      }),
      { numRuns: 60 },
    );
  });
});

it('a period certainly does not hold outside its outer bounds', () => {
  fc.assert(
    fc.property(periods, days, (period, on) => {
      const { from, to } = outerBounds(period);
      if ((from !== null && on < from) || (to !== null && on >= to)) expect(holdsOn(period, on)).toBe(false);
    }),
  );
});
