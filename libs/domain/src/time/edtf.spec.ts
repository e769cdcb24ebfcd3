import fc from 'fast-check';
import { addDays, Day, isDay } from './day.js';
import { readEdtf } from './edtf.js';

describe('the bounds of a date in EDTF', () => {
  it.each([
    // Plain dates
    ['2011-11-09', '2011-11-09', '2011-11-09'],
    ['2011-11', '2011-11-01', '2011-11-30'],
    ['2012-02', '2012-02-01', '2012-02-29'],
    ['2011', '2011-01-01', '2011-12-31'],
    ['0000', '0000-01-01', '0000-12-31'],
    ['201', '2010-01-01', '2019-12-31'],
    ['20', '2000-01-01', '2099-12-31'],
    // Uncertain, approximate, both; also of one part only
    ['2011-11~', '2011-11-01', '2011-11-30'],
    ['2011-11-09?', '2011-11-09', '2011-11-09'],
    ['2011%', '2011-01-01', '2011-12-31'],
    ['2011-~11-09', '2011-11-09', '2011-11-09'],
    // Unspecified digits
    ['201X', '2010-01-01', '2019-12-31'],
    ['2011-XX', '2011-01-01', '2011-12-31'],
    ['2011-XX-XX', '2011-01-01', '2011-12-31'],
    ['2011-1X', '2011-10-01', '2011-12-31'],
    ['2012-02-XX', '2012-02-01', '2012-02-29'],
    ['2011-XX-31', '2011-01-31', '2011-12-31'],
    ['201X-02-29', '2012-02-29', '2016-02-29'],
    ['XXXX', null, null],
    ['XXXX-12-25', null, null],
    // Not later, not earlier, one of
    ['[..2011-11-09]', null, '2011-11-09'],
    ['[..2011-11]', null, '2011-11-30'],
    ['[2011-11..]', '2011-11-01', null],
    ['[..2011..]', null, null],
    ['[2011-11-09..2011-12-03]', '2011-11-09', '2011-12-03'],
    ['[2012-01,2011-11]', '2011-11-01', '2012-01-31'],
    ['[2011, 2013..2014]', '2011-01-01', '2014-12-31'],
    ['[2010..2011,2013..]', '2010-01-01', null],
    ['[..2011-11-09~]', null, '2011-11-09'],
    // Some day within
    ['2011-11/2012-02', '2011-11-01', '2012-02-29'],
    ['2011-11-20/2011-11', '2011-11-20', '2011-11-30'],
    ['2011-11-09/2011-11-09', '2011-11-09', '2011-11-09'],
    ['2011/..', '2011-01-01', null],
    ['../2011', null, '2011-12-31'],
    ['2011/', '2011-01-01', null],
    ['/2011', null, '2011-12-31'],
    ['../..', null, null],
    ['2011~/2012-03?', '2011-01-01', '2012-03-31'],
    // Seasons, quarters, thirds and halves of a year
    ['2011-21', '2011-03-01', '2011-06-21'],
    ['2011-22', '2011-06-01', '2011-09-23'],
    ['2011-23', '2011-09-01', '2011-12-22'],
    ['2011-24', '2011-12-01', '2012-03-21'],
    ['2011-25', '2011-03-01', '2011-06-21'],
    ['2011-29', '2011-09-01', '2011-12-22'],
    ['2011-34', '2011-04-01', '2011-06-30'],
    ['2011-37', '2011-01-01', '2011-04-30'],
    ['2011-38', '2011-05-01', '2011-08-31'],
    ['2011-41', '2011-07-01', '2011-12-31'],
    ['2011-21~', '2011-03-01', '2011-06-21'],
    ['2011-21/2011-22', '2011-03-01', '2011-09-23'],
    ['201X-24', '2010-12-01', '2020-03-21'],
    ['XXXX-24', null, null],
  ])('%s are %s and %s', (edtf, earliest, latest) => {
    expect(readEdtf(edtf)).toEqual({ earliest, latest });
  });

  it.each([
    ['early 2011', 'is not EDTF'],
    ['', 'is not EDTF'],
    ['[..]', 'is not EDTF'],
    [' 2011', 'is not EDTF'],
    ['2011-13', 'is not EDTF'],
    ['2011-02-30', 'holds no day of the calendar'],
    ['2011-02-29', 'holds no day of the calendar'],
    ['[..2011-02-29]', 'holds no day of the calendar'],
    ['2011-02-29/2012', 'holds no day of the calendar'],
    ['9999-24', 'holds no day of the calendar'],
    ['2012-02/2011-11', 'ends before it begins'],
    ['[2012..2011]', 'ends before it begins'],
    ['{2011,2012}', 'is several dates'],
    ['2011-11-09T10:00:00Z', 'without a time of day'],
    ['2011-11-09T10:00:00Z/..', 'without a time of day'],
    ['-0044-03-15', 'in the years 0000 to 9999'],
    ['Y12345', 'in the years 0000 to 9999'],
    ['1950S2', 'in the years 0000 to 9999'],
  ])('"%s" are refused: %s', (edtf, why) => {
    expect(readEdtf(edtf)).toEqual({ problem: expect.stringContaining(why) });
  });

  it('of a date with unspecified digits are the first and last real day that fits them', () => {
    const start = Day.parse('1999-01-01');
    const days = fc.integer({ min: 0, max: 9_000 }).map((n) => addDays(start, n));
    fc.assert(
      fc.property(days, fc.uniqueArray(fc.constantFrom(3, 5, 6, 8, 9)), (day, hidden) => {
        const mask = [...day].map((c, i) => (hidden.some((h) => h === i) ? 'X' : c)).join('');
        const read = readEdtf(mask);
        // The grammar does not take every mask ("2011-04-3X"); what it takes is read right.
        if ('problem' in read) return expect(read.problem).toContain('is not EDTF');
        const year = Number(day.slice(0, 4));
        const fitting = [...everyDay(year - 9, year + 9)].filter((d) =>
          [...mask].every((c, i) => c === 'X' || c === d[i]),
        );
        return expect(read).toEqual({ earliest: fitting.at(0), latest: fitting.at(-1) });
      }),
      { numRuns: 40 },
    );
  });

  it('are the same by the fast path as by the grammar', () => {
    fc.assert(
      fc.property(fc.constantFrom('2011', '2011-11', '2011-11-09', '2012-02-29'), (date) => {
        // A set of one member is the same date, and no form that the fast path knows.
        expect(readEdtf(date)).toEqual(readEdtf(`[${date}]`));
        expect(readEdtf(`[..${date}]`)).toEqual(readEdtf(`../${date}`));
        expect(readEdtf(`[${date}..]`)).toEqual(readEdtf(`${date}/..`));
      }),
    );
  });
});

function* everyDay(from: number, to: number): Generator<string> {
  for (let year = from; year <= to; year++) {
    for (let i = 101; i <= 1231; i++) {
      const digits = String(i).padStart(4, '0');
      const day = `${year}-${digits.slice(0, 2)}-${digits.slice(2)}`;
      if (isDay(day)) yield day;
    }
  }
}
