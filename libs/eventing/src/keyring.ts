import { LRUCache } from 'lru-cache';
import type { KeyId } from '@app/domain';
import type { Key, Keys } from './ports.js';

const KEPT_MS = 30_000;
const KEPT_KEYS = 20_000;

/** The key store does not know a key that the log names: it is not this log's, or an old copy. */
export class KeyUnknown extends Error {
  constructor(id: KeyId) {
    super(`the key store has never held key ${id}: is it the one that belongs to this log?`);
  }
}

export type KeyState = Key | 'destroyed';

/**
 * Keys in use, kept at most 30 s, so that a key destroyed by another process is gone from this one within that time
 * even where the news of it is lost. What destroys keys here calls `forget`.
 */
export class Keyring {
  private readonly cache: LRUCache<KeyId, KeyState>;
  private forgettings = 0;

  /** `clock` counts milliseconds and never goes back. */
  constructor(
    private readonly keys: Keys,
    clock: { now(): number } = performance,
  ) {
    this.cache = new LRUCache({ max: KEPT_KEYS, ttl: KEPT_MS, ttlResolution: 0, perf: clock });
  }

  /** Grows with every `forget`: what was opened with keys found before it must not be kept. */
  get generation(): number {
    return this.forgettings;
  }

  /** Undefined where one of them is not in the cache. */
  cached(ids: Iterable<KeyId>): Map<KeyId, KeyState> | undefined {
    const found = new Map<KeyId, KeyState>();
    for (const id of ids) {
      const key = this.cache.get(id);
      if (key === undefined) return undefined;
      found.set(id, key);
    }
    return found;
  }

  /** Throws KeyUnknown. */
  async find(ids: Iterable<KeyId>): Promise<Map<KeyId, KeyState>> {
    const wanted = new Set(ids);
    const cached = this.cached(wanted);
    if (cached) return cached;
    const { generation } = this;
    const found = await this.keys.find([...wanted]);
    for (const id of wanted) if (!found.has(id)) throw new KeyUnknown(id);
    if (generation !== this.generation) return this.find(wanted);
    for (const [id, key] of found) this.cache.set(id, key);
    return found;
  }

  next(): Promise<KeyId> | KeyId {
    return this.keys.next();
  }

  forget(ids: Iterable<KeyId>): void {
    this.forgettings++;
    for (const id of ids) this.cache.delete(id);
  }
}
