import type { KeyId } from '@app/domain';
import { KeyPool } from './keypool.js';

const BATCH = 8;

/** A pool whose batches are made when the test says so. */
function pool() {
  const asked: { readonly count: number; readonly done: () => void; readonly fail: (error: Error) => void }[] = [];
  let made = 0;
  const keys = new KeyPool(BATCH, (count) => {
    const { promise, resolve, reject } = withResolvers<readonly KeyId[]>();
    const ids = () => Array.from({ length: count }, () => `key ${++made}` as KeyId);
    asked.push({ count, done: () => resolve(ids()), fail: reject });
    return promise;
  });
  const filled = async (): Promise<void> => {
    const filling = keys.fill();
    asked.at(-1)!.done();
    await filling;
  };
  const take = (count: number) => Array.from({ length: count }, () => keys.next());
  return { keys, asked, filled, take };
}

describe('a pool of keys', () => {
  it('begins the next batch when less than half of one is left, and hands out the rest meanwhile', async () => {
    const { asked, filled, take } = pool();
    await filled();
    void take(BATCH / 2);
    expect(asked).toHaveLength(1);
    expect(take(BATCH / 2).every((key) => typeof key === 'string')).toBe(true);
    expect(asked.map(({ count }) => count)).toEqual([BATCH, BATCH]);
  });

  it('makes one batch at a time for all that wait, and hands out each key once', async () => {
    const { keys, asked, take } = pool();
    const waiting = take(3 * BATCH);
    const handed: KeyId[] = [];
    for (const each of waiting) void Promise.resolve(each).then((id) => handed.push(id));
    for (let batches = 1; handed.length < waiting.length; batches++) {
      expect(asked).toHaveLength(batches);
      asked.at(-1)!.done();
      await keys.settled();
      await new Promise(setImmediate);
    }
    expect(new Set(handed).size).toBe(3 * BATCH);
  });

  it('hands out what was made first before what was made since', async () => {
    const { keys, asked, filled, take } = pool();
    await filled();
    const first = take(BATCH - 1);
    asked.at(-1)!.done();
    await keys.settled();
    expect(new Set([...first, ...take(1)])).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `key ${n}`)));
  });

  it('says that a batch failed to those that wait for it alone, and the next to ask has it tried again', async () => {
    const { keys, asked, filled, take } = pool();
    await filled();
    void take(BATCH);
    const [waiting] = take(1);
    asked.at(-1)!.fail(new Error('no room'));
    await expect(waiting).rejects.toThrow('no room');
    const next = keys.next();
    expect(asked).toHaveLength(3);
    asked.at(-1)!.done();
    expect(await next).toBe('key 16');
  });

  it('has a batch that failed before anybody waited tried again, while there are keys to hand out', async () => {
    const { keys, asked, filled, take } = pool();
    await filled();
    void take(BATCH / 2 + 1);
    asked.at(-1)!.fail(new Error('no room'));
    await keys.settled();
    expect(typeof keys.next()).toBe('string');
    expect(asked).toHaveLength(3);
  });
});

function withResolvers<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((yes, no) => ([resolve, reject] = [yes, no]));
  return { promise, resolve, reject };
}
