import fc from 'fast-check';
import {
  earliestBoundOnOrBefore,
  isAfter,
  isBefore,
  isOnOrAfter,
  isOnOrBefore,
  isWithin,
  latestBoundOnOrBefore,
} from './comparison.js';
import { Day } from './day.js';
import { EventDate } from './event-date.js';
import { choices, fuzzy, inWindow, ternaryOf } from './exact-choices.fixture.js';

const day = (text: string) => Day.parse(text);
const date = (edtf: string) => EventDate.parse(edtf);

describe('comparing fuzzy dates', () => {
  it.each([
    ['2011-10', '2011-11', true],
    ['2011-11', '2011-10', false],
    ['2011-11', '2011-11-30', 'unknown'],
    ['2011-11', '2011-11-01', false],
    ['2011-11-09', '2011-11-09', false],
    ['2011-11', '2011-11', 'unknown'],
    ['[..2011-11-09]', '2011-11-10', true],
    ['[..2011-11-09]', '1900', 'unknown'],
    ['2011/..', '2012', 'unknown'],
    ['2013/..', '2012', false],
    ['../..', '2012', 'unknown'],
  ])('%s is before %s: %s', (a, b, answer) => expect(isBefore(date(a), date(b))).toBe(answer));

  it('answers what every choice of days inside the bounds answers, and unknown where they differ', () => {
    fc.assert(
      fc.property(fuzzy, fuzzy, (a, b) => {
        const pairs = choices(a).flatMap((x) => choices(b).map((y) => [x, y] as const));
        expect(isBefore(a, b)).toBe(ternaryOf(pairs.map(([x, y]) => x < y)));
        expect(isAfter(a, b)).toBe(ternaryOf(pairs.map(([x, y]) => x > y)));
        expect(isOnOrBefore(a, b)).toBe(ternaryOf(pairs.map(([x, y]) => x <= y)));
        expect(isOnOrAfter(a, b)).toBe(ternaryOf(pairs.map(([x, y]) => x >= y)));
      }),
    );
  });

  it('takes a day for a date', () => {
    expect(isBefore(date('2011-11'), day('2011-12-01'))).toBe(true);
    expect(isBefore(day('2011-11-15'), date('2011-11'))).toBe('unknown');
  });

  it('places a date between two days, both inclusive', () => {
    fc.assert(
      fc.property(fuzzy, inWindow, inWindow, (a, x, y) => {
        const [from, to] = x < y ? [x, y] : [y, x];
        expect(isWithin(a, from, to)).toBe(ternaryOf(choices(a).map((d) => from <= d && d <= to)));
      }),
    );
  });

  it('tells what is certainly on or before a day from what only may be', () => {
    const on = day('2011-11-15');
    const taken = (edtf: string) => [latestBoundOnOrBefore(date(edtf), on), earliestBoundOnOrBefore(date(edtf), on)];
    expect(taken('2011-11-15')).toEqual([true, true]);
    expect(taken('2011-11')).toEqual([false, true]);
    expect(taken('[..2011-11-09]')).toEqual([true, true]);
    expect(taken('../..')).toEqual([false, true]);
    expect(taken('2011-12')).toEqual([false, false]);
  });
});
