import type { Instant, Recorded } from '@app/domain';
import { position } from '@app/domain';
import { clockProjection } from './projection.js';

const recorded = (at: string, n: number) => ({ recordedAt: at as Instant, position: position(n) }) as Recorded;

it('the clock never goes back: an instant means the last position by the running maximum', () => {
  const first = clockProjection.fold(undefined, recorded('2020-01-15T12:00:00.000Z', 1), 'clock');
  const second = clockProjection.fold(first, recorded('2020-01-15T11:00:00.000Z', 2), 'clock');
  expect(second).toEqual({ instant: '2020-01-15T12:00:00.000Z', position: '2' });
  const keys = [first, second].map((clock) => clockProjection.entries(clock, 'clock')[0]?.key ?? '');
  expect([...keys].sort()).toEqual(keys);
});
