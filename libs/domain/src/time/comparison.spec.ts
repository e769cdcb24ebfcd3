import { earliestBoundOnOrBefore, isBefore, isWithin, latestBoundOnOrBefore } from './comparison.js';
import { Day } from './day.js';
import { EventDate } from './event-date.js';

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

  it('takes a day for a date', () => {
    expect(isBefore(date('2011-11'), day('2011-12-01'))).toBe(true);
    expect(isBefore(day('2011-11-15'), date('2011-11'))).toBe('unknown');
  });

  it('places a date between two days, both inclusive', () => {
    const within = (edtf: string) => isWithin(date(edtf), day('2011-11-01'), day('2011-11-30'));
    expect(['2011-11', '2011-11-30', '2011-12', '2011-10', '2011', '[..2011-11-09]'].map(within)).toEqual([
      true,
      true,
      false,
      false,
      'unknown',
      'unknown',
    ]);
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
