import fc from 'fast-check';
import { addDays, Day, nextDay, previousDay } from './day.js';

const day = (text: string) => Day.parse(text);

describe('a day', () => {
  it.each(['2011-11-09', '2012-02-29', '2000-02-29', '0000-01-01', '9999-12-31'])('may be %s', (text) => {
    expect(Day.parse(text)).toBe(text);
  });

  it.each([
    '2011-02-30',
    '2011-02-29',
    '1900-02-29',
    '2011-13-01',
    '2011-11-9',
    '09/11/2011',
    '2011-11',
    '-0044-03-15',
  ])('is never %s', (text) => expect(Day.safeParse(text).success).toBe(false));

  it('is followed by the next real day', () => {
    expect(nextDay(day('2012-02-28'))).toBe('2012-02-29');
    expect(nextDay(day('2011-02-28'))).toBe('2011-03-01');
    expect(previousDay(day('2012-01-01'))).toBe('2011-12-31');
    expect(addDays(day('0099-12-31'), 1)).toBe('0100-01-01');
  });

  it('moves there and back, in the order of its strings', () => {
    const days = fc.integer({ min: 0, max: 700_000 }).map((n) => addDays(day('0030-01-01'), n));
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 40_000 }), (from, n) => {
        expect(addDays(addDays(from, n), -n)).toBe(from);
        expect(addDays(from, n) > from).toBe(true);
      }),
    );
  });

  it('does not move beyond the four-digit years', () => {
    expect(() => nextDay(day('9999-12-31'))).toThrow(RangeError);
    expect(() => previousDay(day('0000-01-01'))).toThrow(RangeError);
    expect(() => addDays(day('2011-11-09'), Infinity)).toThrow(RangeError);
  });
});
