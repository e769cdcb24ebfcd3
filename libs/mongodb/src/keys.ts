import { randomBytes } from 'node:crypto';
import { KeyPool, type Key, type KeyId, type Keys } from '@app/eventing';
import type { MongoConnection } from './connection.js';
import { Binary } from './driver.js';
import { Table } from './table.js';

export interface KeysOptions {
  /** Keys of one batch. Higher: fewer round trips where much is recorded; more that are never used after it ends. */
  readonly batch?: number;
}

interface KeyRow {
  readonly _id: string;
  /** Null: destroyed. */
  readonly secret: Binary | null;
}

const KEY_BYTES = 32;

/**
 * Keys in a database of their own, made in batches before anybody asks. A destroyed key is gone from the collection of
 * the majority before `destroy` answers; its bytes stay in the journal and the oplog until these roll over, and in
 * backups: both have to be kept for as short a time as an erasure may take.
 */
export class MongoKeys implements Keys {
  private readonly table: Table<KeyRow>;
  private readonly pool: KeyPool;

  private constructor(connection: MongoConnection, database: string, batch: number) {
    this.table = new Table(connection, database, 'keys');
    this.pool = new KeyPool(batch, (count) => this.make(count));
  }

  static async open(
    connection: MongoConnection,
    database: string,
    { batch = 256 }: KeysOptions = {},
  ): Promise<MongoKeys> {
    const keys = new MongoKeys(connection, database, batch);
    await keys.pool.fill();
    return keys;
  }

  next(): KeyId | Promise<KeyId> {
    return this.pool.next();
  }

  async find(ids: readonly KeyId[]): Promise<Map<KeyId, Key | 'destroyed'>> {
    return new Map((await this.table.byIds(ids)).map(keyOf));
  }

  async destroy(ids: readonly KeyId[]): Promise<void> {
    await this.table.updateAll(ids.map((_id) => ({ _id, update: { $set: { secret: null } } })));
  }

  async *all(): AsyncIterable<readonly [KeyId, Key | 'destroyed']> {
    for await (const row of this.table.all()) yield keyOf(row);
  }

  async put(keys: readonly (readonly [KeyId, Key | 'destroyed'])[]): Promise<void> {
    await this.table.insert(
      keys.map(([id, key]) => ({ _id: id, secret: key === 'destroyed' ? null : new Binary(key) })),
    );
    // Those that were there stay; destroyed on either side is destroyed.
    await this.destroy(keys.flatMap(([id, key]) => (key === 'destroyed' ? [id] : [])));
  }

  /** The connection is not its own. A batch under way is waited for. */
  async close(): Promise<void> {
    await this.pool.settled();
  }

  private async make(count: number): Promise<readonly KeyId[]> {
    const ids = Array.from({ length: count }, () => randomBytes(15).toString('base64url') as KeyId);
    // What is there already was put there by an earlier attempt, of which there was no answer: the ids are random.
    await this.table.insert(ids.map((_id) => ({ _id, secret: new Binary(randomBytes(KEY_BYTES)) })));
    return ids;
  }
}

const keyOf = ({ _id, secret }: KeyRow): [KeyId, Key | 'destroyed'] => [
  _id as KeyId,
  secret === null ? 'destroyed' : (new Uint8Array(secret.buffer) as Key),
];
