import { Outage } from './outage.js';

describe('the patience with an outage', () => {
  let now: number;
  let outage: Outage;
  beforeEach(() => {
    now = 1_000;
    outage = new Outage(15_000, { elapsed: () => now });
  });

  it('is counted from its first failure, whoever met it', () => {
    expect(outage.failed()).toBe(16_000);
    now = 9_000;
    expect(outage.failed()).toBe(16_000);
    now = 18_000;
    expect(outage.failed()).toBe(16_000);
  });

  it('begins anew after an answer', () => {
    outage.failed();
    outage.answered();
    now += 1;
    expect(outage.failed()).toBe(now + 15_000);
  });

  it('begins anew where nobody asked for long', () => {
    outage.failed();
    now += 10_001;
    expect(outage.failed()).toBe(now + 15_000);
  });
});
