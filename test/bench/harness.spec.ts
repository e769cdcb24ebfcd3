import { compare, median, percentile } from './harness.js';

describe('the harness of the bench', () => {
  it('takes the middle of the rounds, or the mean of the middle two', () => {
    expect(median([5, 1, 9])).toBe(5);
    expect(median([8, 1, 9, 4])).toBe(6);
  });

  it('takes percentiles by the nearest rank', () => {
    const latencies = Array.from({ length: 200 }, (_, i) => i + 1);
    expect([0.5, 0.99, 1].map((part) => percentile(latencies, part))).toEqual([100, 198, 200]);
    expect(percentile([7], 0.99)).toBe(7);
  });

  it('lets both sides run in turn, the other one first in every second round, and counts no warm-up', async () => {
    const turns: string[] = [];
    const side = (name: string, rates: number[]) => async () => {
      turns.push(name);
      return { rate: rates.shift() as number, latencies: [1, 2] };
    };
    const row = await compare({
      ...{ name: 'row', unit: 'events/s', target: 0.5, rounds: 3, warmUps: 1 },
      ours: side('ours', [1000, 10, 30, 20]),
      ceiling: side('ceiling', [1, 40, 80, 60]),
    });
    expect(turns.join(' ')).toBe('ours ceiling ours ceiling ceiling ours ours ceiling');
    expect(row).toEqual({
      ...{ name: 'row', unit: 'events/s', target: 0.5 },
      ...{ ours: 20, ceiling: 60, ratio: 1 / 3, p50: 1, p99: 2 },
    });
  });
});
