import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import { Database, sqliteCode } from './database.js';
import { StoreError } from './store-error.js';

/** What a file of ours says of itself, https://sqlite.org/pragma.html#pragma_application_id. */
export interface FileKind {
  /** 'TL' and a number of its own, so that no file is taken for another. */
  readonly applicationId: number;
  /** `user_version`: raised with every change of the schema. */
  readonly version: number;
  readonly schema: string;
  /** What leads from version 1 to 2, from 2 to 3, …: each in one transaction, when the file is next opened. */
  readonly upgrades?: readonly string[];
  /** Permissions of the file and of what SQLite puts beside it. */
  readonly mode: number;
}

/**
 * Looks at a file without a trace: false where there is none. Throws StoreError where it is not ours to open. A file
 * that SQLite has open in this process must not be opened by other means: closing it would drop SQLite's locks.
 */
export function inspect(path: string, kind: FileKind): boolean {
  if (!existsSync(path)) return false;
  const [applicationId, version] = readHeader(path);
  if (applicationId !== kind.applicationId) throw foreign(path);
  refuseNewer(path, Number(version), kind);
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
  } catch {
    throw new StoreError('folder-read-only', `${path} cannot be written by this user`);
  }
  return true;
}

/** Makes the file where it is missing: whole or not at all, whenever the process stops. Throws StoreError. */
export function ensureFile(path: string, kind: FileKind): void {
  if (inspect(path, kind)) return upgrade(path, kind);
  checkFolder(dirname(path));
  const making = `${path}.new`;
  for (const left of [making, `${making}-journal`]) rmSync(left, { force: true });
  closeSync(openSync(making, 'wx', kind.mode));
  const database = Database.plain(making);
  database.exec(`PRAGMA synchronous = FULL; PRAGMA application_id = ${kind.applicationId}`);
  database.exec(`PRAGMA user_version = ${kind.version}; ${kind.schema}`);
  database.close();
  renameSync(making, path);
  syncFolder(dirname(path));
}

/** Throws StoreError. */
export function checkFolder(folder: string): void {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new StoreError('folder-missing', `there is no folder ${folder}`);
  }
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    throw new StoreError('folder-read-only', `the folder ${folder} cannot be written by this user`);
  }
}

function readHeader(path: string): [unknown, unknown] {
  try {
    const database = Database.untouched(path);
    try {
      return [database.pragma('application_id'), database.pragma('user_version')];
    } finally {
      database.close();
    }
  } catch (error) {
    if (sqliteCode(error) === undefined) throw error;
    throw foreign(path);
  }
}

// An upgrade that has not reached the file itself yet stands in the WAL, where `inspect` does not look.
function upgrade(path: string, kind: FileKind): void {
  const version = versionOf(path);
  refuseNewer(path, version, kind);
  if (version === kind.version) return;
  const database = Database.writing(path, 'FULL');
  try {
    database.transaction(() => {
      for (const step of kind.upgrades?.slice(version - 1) ?? []) database.exec(step);
      database.exec(`PRAGMA user_version = ${kind.version}`);
    });
  } finally {
    database.close();
  }
}

function versionOf(path: string): number {
  const database = Database.reading(path);
  try {
    return Number(database.pragma('user_version'));
  } finally {
    database.close();
  }
}

function refuseNewer(path: string, version: number, kind: FileKind): void {
  if (version <= kind.version) return;
  throw new StoreError('file-newer', `${path} was written by a newer version of Throughline; nothing was changed`);
}

// Without it the name of the new file may be gone after a power cut, and all that was written to it since.
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

const foreign = (path: string): StoreError =>
  new StoreError('file-foreign', `${path} is not the ${basename(path)} of a Throughline; nothing was changed`);
