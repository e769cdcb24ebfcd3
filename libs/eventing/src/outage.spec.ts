import { Outage } from './outage.js';

describe('an outage', () => {
  let now = 1_000;
  const outage = (): Outage => new Outage({ elapsed: () => now });

  it('began with its first failure, whoever met it', () => {
    const one = outage();
    expect(one.failed()).toBe(1_000);
    now = 9_000;
    expect(one.failed()).toBe(1_000);
    now = 18_000;
    expect(one.failed()).toBe(1_000);
  });

  it('is over with an answer', () => {
    const one = outage();
    one.failed();
    one.answered();
    now += 1;
    expect(one.failed()).toBe(now);
  });

  it('is not known to last where nobody asked for long', () => {
    const one = outage();
    one.failed();
    now += 10_001;
    expect(one.failed()).toBe(now);
  });
});
