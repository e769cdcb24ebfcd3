import type { ApiClient } from '@app/platform';
import { interruptible, watchBuild } from './watch.js';

const live = { generation: 1, position: '100', lag: 0, share: 1, skips: [], holder: null };
const building = { ...live, generation: 2, position: '50', lag: 9, share: 0.5, role: 'building' };

/** A server that tells these states, the last one again and again. */
function telling(...states: object[]): ApiClient {
  let at = 0;
  const get = () => {
    const body = { name: 'people', ...states[Math.min(at++, states.length - 1)] };
    return Promise.resolve({ ok: true, status: 200, body, etag: null });
  };
  return { get } as unknown as ApiClient;
}
const watch = (...states: object[]) => watchBuild(telling(...states), 'people', 2, new AbortController().signal);
const with_ = (...others: object[]) => ({ ...live, others });

describe('a build that is watched', () => {
  it.each([
    ['has caught up', with_({ ...building, lag: 0 })],
    ['is where the live one is, though much is being recorded', { ...with_({ ...building, position: '100' }), lag: 1 }],
    ['is live', { ...live, generation: 2, others: [] }],
  ])('is built when it %s', async (_, then) => {
    expect(await watch(with_(building), then)).toBe('built');
  });

  it('that parks ends the watching with where and why', async () => {
    const parked = { ...building, parked: { position: '51', error: 'no words', attempts: 4 } };
    await expect(watch(with_(building), with_(parked))).rejects.toThrow('generation 2 is parked at 51: no words');
  });

  it('that somebody drops ends it too', async () => {
    await expect(watch(with_(building), with_())).rejects.toThrow('generation 2 of people was dropped');
  });

  it('is left alone by whoever presses Ctrl-C', async () => {
    const left = interruptible((signal) => {
      const watching = watchBuild(telling(with_(building)), 'people', 2, signal);
      process.emit('SIGINT');
      return watching;
    });
    expect(await left).toBe('left');
  });
});
