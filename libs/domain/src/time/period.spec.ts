import fc from 'fast-check';
import { Day } from './day.js';
import { EventDate } from './event-date.js';
import { holdsOn, isEmptyPeriod, outerBounds, overlaps, type Period } from './period.js';
import { choices, fuzzy, inWindow, ternaryOf, WINDOW } from './exact-choices.fixture.js';

const day = (text: string) => Day.parse(text);
const period = (from: string, to?: string): Period => ({
  from: EventDate.parse(from),
  ...(to !== undefined && { to: EventDate.parse(to) }),
});
const periods: fc.Arbitrary<Period> = fc
  .record({ from: fuzzy, to: fc.option(fuzzy, { nil: undefined }) })
  .map(({ from, to }) => (to ? { from, to } : { from }));

/** Every [from, to) with exact days that the bounds allow. */
const exactly = (p: Period) =>
  choices(p.from).flatMap((from) => (p.to ? choices(p.to) : ['9999-12-31']).map((to) => ({ from, to })));

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

  it('answers what every choice of days inside the bounds answers, and unknown where they differ', () => {
    fc.assert(
      fc.property(periods, inWindow, (p, on) => {
        expect(holdsOn(p, on)).toBe(ternaryOf(exactly(p).map(({ from, to }) => from <= on && on < to)));
        expect(isEmptyPeriod(p)).toBe(ternaryOf(exactly(p).map(({ from, to }) => to <= from)));
      }),
    );
  });

  it('certainly does not hold outside its outer bounds', () => {
    fc.assert(
      fc.property(periods, inWindow, (p, on) => {
        const { from, to } = outerBounds(p);
        if ((from !== null && on < from) || (to !== null && on >= to)) expect(holdsOn(p, on)).toBe(false);
      }),
    );
    expect(outerBounds(period('2011-11', '2012-04'))).toEqual({ from: '2011-11-01', to: '2012-04-30' });
    expect(outerBounds(period('[..2011-11-09]'))).toEqual({ from: null, to: null });
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

  it('overlap as every choice of days inside the bounds says, and unknown where they differ', () => {
    const shares = (a: { from: string; to: string }, b: { from: string; to: string }) =>
      WINDOW.some((on) => a.from <= on && on < a.to && b.from <= on && on < b.to);
    fc.assert(
      fc.property(periods, periods, (a, b) => {
        const pairs = exactly(a).flatMap((x) => exactly(b).map((y) => shares(x, y)));
        expect(overlaps(a, b)).toBe(ternaryOf(pairs));
        expect(overlaps(b, a)).toBe(overlaps(a, b));
      }),
      { numRuns: 60 },
    );
  });
});
