import { createHash } from 'node:crypto';
import type { Key, KeyId, Keys } from '@app/eventing';

const BATCH = 500;

/**
 * The same keys in the same order in whatever store, so that ids, digests and sealed words come out the same. Kept,
 * found and destroyed by the store; only what its own `next` would hand out is not seen here.
 */
export class SameKeys implements Keys {
  private readonly pool: KeyId[] = [];
  private made = 0;

  constructor(private readonly store: Keys) {}

  async next(): Promise<KeyId> {
    if (this.pool.length === 0) await this.fill();
    return this.pool.shift() as KeyId;
  }

  find: Keys['find'] = (ids) => this.store.find(ids);
  destroy: Keys['destroy'] = (ids) => this.store.destroy(ids);
  all: Keys['all'] = () => this.store.all();
  put: Keys['put'] = (keys) => this.store.put(keys);
  close: Keys['close'] = () => this.store.close();

  private async fill(): Promise<void> {
    const keys = Array.from({ length: BATCH }, () => keyOf(this.made++));
    await this.store.put(keys);
    this.pool.push(...keys.map(([id]) => id));
  }
}

function keyOf(n: number): readonly [KeyId, Key] {
  const id = createHash('sha256').update(`id ${n}`).digest().subarray(0, 15).toString('base64url');
  return [id as KeyId, new Uint8Array(createHash('sha256').update(`key ${n}`).digest()) as Key];
}
