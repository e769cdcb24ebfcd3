import { join } from 'node:path';
import { DiskFull, KeyPool } from '@app/eventing';
import type { Key, KeyId, Keys } from '@app/eventing';
import { Database, type Statement } from './database.js';
import { KEYS_FILE } from './keys-file.js';
import type { KeysWriterData, KeysWriterReply, KeysWriterRequest } from './keys-writer.js';
import { ensureFile } from './store-file.js';
import { Thread } from './thread.js';

export interface KeysOptions {
  /** Keys of one batch. Higher: fewer syncs of the disk where much is recorded; more that are never used after it ends. */
  readonly batch?: number;
}

type Writer = Thread<KeysWriterRequest, KeysWriterReply>;
interface Waiting {
  readonly resolve: (reply: KeysWriterReply) => void;
  readonly reject: (error: Error) => void;
}

/** Keys in a file of their own, made in batches by a thread of their own before anybody asks. */
export class SqliteKeys implements Keys {
  private readonly pool: KeyPool;
  private readonly waiting: Waiting[] = [];
  private readonly select: Statement;
  private readonly page: Statement;

  private constructor(
    private readonly db: Database,
    private readonly writer: Writer,
    batch: number,
  ) {
    this.pool = new KeyPool(batch, async (make) => ((await this.ask({ make })) as { made: readonly KeyId[] }).made);
    this.select = db.prepare('SELECT secret FROM keys WHERE id = ?');
    this.page = db.prepare('SELECT id, secret FROM keys WHERE id > ? ORDER BY id LIMIT 1000');
    writer.onReply((reply) => this.waiting.shift()?.resolve(reply));
    writer.onError((error) => {
      for (const { reject } of this.waiting.splice(0)) reject(error);
    });
  }

  /** Makes the file where it is missing. Throws StoreError. */
  static async open(path: string, { batch = 256 }: KeysOptions = {}): Promise<SqliteKeys> {
    ensureFile(path, KEYS_FILE);
    const writer: Writer = await Thread.start(join(__dirname, 'keys-writer'), { path } satisfies KeysWriterData);
    const keys = new SqliteKeys(Database.reading(path), writer, batch);
    await keys.pool.fill();
    return keys;
  }

  next(): KeyId | Promise<KeyId> {
    return this.pool.next();
  }

  async find(ids: readonly KeyId[]): Promise<Map<KeyId, Key | 'destroyed'>> {
    const found = new Map<KeyId, Key | 'destroyed'>();
    for (const id of ids) {
      const row = this.select.get(id) as { secret: Key | null } | undefined;
      if (row) found.set(id, row.secret ?? 'destroyed');
    }
    return found;
  }

  async destroy(ids: readonly KeyId[]): Promise<void> {
    await this.ask({ destroy: ids });
  }

  async *all(): AsyncIterable<readonly [KeyId, Key | 'destroyed']> {
    for (let after = '', more = true; more;) {
      const rows = this.page.all(after) as { id: KeyId; secret: Key | null }[];
      for (const { id, secret } of rows) yield [id, secret ?? 'destroyed'];
      more = rows.length > 0;
      after = rows.at(-1)?.id ?? after;
    }
  }

  async put(keys: readonly (readonly [KeyId, Key | 'destroyed'])[]): Promise<void> {
    await this.ask({ put: keys.map(([id, key]) => [id, key === 'destroyed' ? null : key]) });
  }

  async close(): Promise<void> {
    this.db.close();
    await this.writer.end();
  }

  private async ask(request: KeysWriterRequest): Promise<KeysWriterReply> {
    const reply = await new Promise<KeysWriterReply>((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.writer.send(request);
    });
    if (!('failed' in reply)) return reply;
    const reason = `the key store failed: ${reply.failed}`;
    throw reply.isFull ? new DiskFull(reason) : new Error(reason);
  }
}
