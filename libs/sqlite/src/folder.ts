import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Database, sqliteCode } from './database.js';
import { DOCUMENTS_FILE } from './documents-file.js';
import { KEYS_FILE } from './keys-file.js';
import { LOG_FILE } from './log-file.js';
import { checkFolder, inspect } from './store-file.js';
import { StoreError, type Owner } from './store-error.js';

/** A data folder that this process has for itself until `close`, or until it ends in whatever way. */
export interface Folder {
  readonly path: string;
  readonly log: string;
  readonly documents: string;
  readonly keys: string;
  /** Tells others that come to this folder where its server is to be reached. */
  announce(url: string): void;
  /** After everything in it is closed. */
  close(): void;
}

/**
 * Takes a data folder. With `create` the folder itself is made where it is missing, but not those above it: a mistyped
 * path is not to become an empty store. Throws StoreError, with nothing touched.
 */
export function openFolder(folder: string, o: { create?: boolean } = {}): Folder {
  const path = resolve(folder);
  if (o.create) makeFolder(path);
  checkFolder(path);
  const files = { log: join(path, 'log.db'), documents: join(path, 'documents.db'), keys: join(path, 'keys.db') };
  const hasLog = inspect(files.log, LOG_FILE);
  const hasKeys = inspect(files.keys, KEYS_FILE);
  inspect(files.documents, DOCUMENTS_FILE);
  if (hasLog && !hasKeys) {
    throw new StoreError('file-missing', `${files.keys} is missing: without it the words in the log cannot be opened`);
  }
  const card = join(path, 'server.json');
  const lock = takeLock(join(path, 'lock'), card);
  const owner: Owner = { pid: process.pid, started: new Date().toISOString() };
  writeCard(card, owner);
  return {
    path,
    ...files,
    announce: (url) => writeCard(card, { ...owner, url }),
    close: () => {
      rmSync(card, { force: true });
      lock.close();
    },
  };
}

// An empty file under SQLite's exclusive lock, which is the operating system's and ends with the process.
function takeLock(path: string, card: string): Database {
  const database = Database.plain(path);
  try {
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database.close();
    if (sqliteCode(error) !== 'SQLITE_BUSY') throw error;
    throw inUse(path, readCard(card));
  }
}

function inUse(path: string, owner: Owner | undefined): StoreError {
  const by = owner ? ` (process ${owner.pid}, since ${owner.started})` : '';
  const where = owner?.url ? `; its server is at ${owner.url}` : '';
  return new StoreError('folder-in-use', `another process is using ${resolve(path, '..')}${by}${where}`, owner);
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code === 'ENOENT') throw new StoreError('folder-missing', `there is no folder ${resolve(path, '..')}`);
    throw new StoreError('folder-read-only', `the folder ${path} cannot be made by this user (${code})`);
  }
}

// Whole or not at all, since others read it at any moment.
function writeCard(path: string, owner: Owner): void {
  writeFileSync(`${path}.new`, JSON.stringify(owner));
  renameSync(`${path}.new`, path);
}

function readCard(path: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}
