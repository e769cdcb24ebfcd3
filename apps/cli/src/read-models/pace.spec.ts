import { duration, Pace } from './pace.js';

describe('the pace of a rebuild', () => {
  it('is reckoned from where it was first seen, and so is the time that is left', () => {
    const pace = new Pace();
    expect(pace.at(1_000, 5_000, 0)).toEqual({ perSecond: 0, left: undefined });
    expect(pace.at(3_000, 5_000, 4_000)).toEqual({ perSecond: 500, left: 4 });
  });

  it('tells no time while nothing moves', () => {
    const pace = new Pace();
    pace.at(10, 20, 0);
    expect(pace.at(10, 20, 9_000).left).toBeUndefined();
  });

  it.each([
    [0.2, '1 s'],
    [200, '3 min 20 s'],
    [3_900, '1 h 5 min'],
  ])('%d seconds are %s', (seconds, words) => {
    expect(duration(seconds)).toBe(words);
  });
});
