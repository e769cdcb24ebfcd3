import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Key, KeyId } from '@app/eventing';
import { Database, sqliteCode } from './database.js';
import { KEYS_FILE } from './keys-file.js';
import { LOG_FILE } from './log-file.js';
import { SqliteLogReader } from './log-reader.js';
import { StoreError } from './store-error.js';
import type { FileKind } from './store-file.js';

/** What a data folder holds, to be read. */
export interface FolderReading {
  readonly log: SqliteLogReader;
  /** Every key, destroyed ones too. */
  keys(): AsyncIterable<readonly [KeyId, Key | 'destroyed']>;
  close(): Promise<void>;
}

/**
 * Opens a folder beside whoever has it: nothing is changed, nothing is held up, and the lock is left alone. What was
 * appended by then can be read; of later appends of another process nobody tells. Throws StoreError.
 */
export function readFolder(folder: string): FolderReading {
  const files = { log: join(resolve(folder), 'log.db'), keys: join(resolve(folder), 'keys.db') };
  check(files.log, LOG_FILE);
  const log = new SqliteLogReader(files.log);
  return { log, keys: () => keysIn(files.keys), close: () => log.close() };
}

async function* keysIn(path: string): AsyncIterable<readonly [KeyId, Key | 'destroyed']> {
  check(path, KEYS_FILE);
  const db = Database.reading(path);
  const page = db.prepare('SELECT id, secret FROM keys WHERE id > ? ORDER BY id LIMIT 1000');
  try {
    for (let after = '', more = true; more;) {
      const rows = page.all(after) as { id: KeyId; secret: Key | null }[];
      for (const { id, secret } of rows) yield [id, secret ?? 'destroyed'];
      more = rows.length > 0;
      after = rows.at(-1)?.id ?? after;
    }
  } finally {
    db.close();
  }
}

// As others see it, its WAL included: somebody may be upgrading it.
function check(path: string, kind: FileKind): void {
  if (!existsSync(path)) throw new StoreError('file-missing', `there is no ${path}`);
  try {
    const db = Database.reading(path);
    try {
      if (db.pragma('application_id') !== kind.applicationId) throw foreign(path);
      if (Number(db.pragma('user_version')) === kind.version) return;
    } finally {
      db.close();
    }
  } catch (error) {
    throw sqliteCode(error) === 'SQLITE_NOTADB' ? foreign(path) : error;
  }
  throw new StoreError('file-newer', `${path} is of another version of Throughline; its own program can read it`);
}

const foreign = (path: string): StoreError => new StoreError('file-foreign', `${path} is not of a Throughline`);
