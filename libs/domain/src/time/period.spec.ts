import { Day } from './day.js';
import { EventDate } from './event-date.js';
import { holdsOn, isEmptyPeriod, outerBounds, overlaps, type Period } from './period.js';

const day = (text: string) => Day.parse(text);
const period = (from: string, to?: string): Period => ({
  from: EventDate.parse(from),
  ...(to !== undefined && { to: EventDate.parse(to) }),
});
describe('a period', () => {
  const shadow = period('2011-11-09', '2012-04');

  it.each([
    ['before it begins', '2011-11-08', false],
    ['on its first day', '2011-11-09', true],
    ['on the eve of a fuzzy end', '2012-03-31', true],
    ['on the first day that may be its end', '2012-04-01', 'unknown'],
    ['inside the fuzzy end', '2012-04-15', 'unknown'],
    ['on the last day that may be its end', '2012-04-30', false],
    ['after it', '2012-05-01', false],
  ])('%s answers for that day: %s %s', (_name, on, answer) => expect(holdsOn(shadow, day(on))).toBe(answer));

  it('does not hold on the day on which it ends', () => {
    expect(holdsOn(period('2011-11-09', '2011-11-12'), day('2011-11-12'))).toBe(false);
    expect(holdsOn(period('2011-11-09', '2011-11-12'), day('2011-11-11'))).toBe(true);
  });

  it('met in being answers unknown for earlier days, and without an end holds on', () => {
    const metInBeing = period('[..2011-11-09]');
    expect(holdsOn(metInBeing, day('1990-01-01'))).toBe('unknown');
    expect(holdsOn(metInBeing, day('2011-11-09'))).toBe(true);
    expect(holdsOn(metInBeing, day('2099-01-01'))).toBe(true);
  });

  it('has outer bounds from its earliest start to its latest end', () => {
    expect(outerBounds(period('2011-11', '2012-04'))).toEqual({ from: '2011-11-01', to: '2012-04-30' });
    expect(outerBounds(period('[..2011-11-09]'))).toEqual({ from: null, to: null });
  });

  it('that ends before it begins is empty, and possibly so where the bounds meet', () => {
    expect(isEmptyPeriod(period('2011-11-09', '2011-11-09'))).toBe(true);
    expect(isEmptyPeriod(period('2011-11', '2011-11-30'))).toBe('unknown');
    expect(isEmptyPeriod(period('2011-11', '2011-12'))).toBe(false);
    expect(isEmptyPeriod(period('2011-11'))).toBe(false);
  });
});

describe('two periods', () => {
  it('that meet do not overlap', () => {
    expect(overlaps(period('2011-01-01', '2012-04-01'), period('2012-04-01'))).toBe(false);
    expect(overlaps(period('2011-01-01', '2012-04-02'), period('2012-04-01'))).toBe(true);
  });

  it('that end and begin in the same month possibly overlap', () => {
    expect(overlaps(period('2011-01-01', '2012-04'), period('2012-04'))).toBe('unknown');
  });

  it('with a year between certainly do not', () => {
    expect(overlaps(period('[..2011-11-09]', '2012-04'), period('2013-04'))).toBe(false);
  });
});
