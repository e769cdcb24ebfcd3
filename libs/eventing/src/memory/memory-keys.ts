import { randomBytes, randomUUID } from 'node:crypto';
import type { KeyId } from '@app/domain';
import type { Key, Keys } from '../ports.js';

export type MemoryKeyStore = Map<KeyId, Key | 'destroyed'>;

/** Keys that live as long as the process; for tests. */
export class MemoryKeys implements Keys {
  constructor(private readonly store: MemoryKeyStore = new Map()) {}

  next(): KeyId {
    const id = randomUUID() as KeyId;
    this.store.set(id, new Uint8Array(randomBytes(32)) as Key);
    return id;
  }

  async find(ids: readonly KeyId[]): Promise<Map<KeyId, Key | 'destroyed'>> {
    const found = ids.map((id) => [id, this.store.get(id)] as const);
    return new Map(found.filter((entry): entry is [KeyId, Key | 'destroyed'] => entry[1] !== undefined));
  }

  async destroy(ids: readonly KeyId[]): Promise<void> {
    for (const id of ids) if (this.store.has(id)) this.store.set(id, 'destroyed');
  }

  async *all(): AsyncIterable<readonly [KeyId, Key | 'destroyed']> {
    yield* this.store;
  }

  async put(keys: readonly (readonly [KeyId, Key | 'destroyed'])[]): Promise<void> {
    for (const [id, key] of keys) if (key === 'destroyed' || !this.store.has(id)) this.store.set(id, key);
  }

  async close(): Promise<void> {}
}
