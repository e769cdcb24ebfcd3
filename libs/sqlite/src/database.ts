// The only file that names the driver: what it does is the node:sqlite API, so that it can be exchanged here.
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';

export type { StatementSyncInstance as Statement } from '@photostructure/sqlite';

/** SQLite's result codes, https://sqlite.org/rescode.html, as far as we tell them apart. */
const FULL = 13;
const CONSTRAINT = 19;

/** Longest wait for another connection, in ms: those of this process hold a lock for one short transaction. */
const PATIENCE_MS = 10_000;

/**
 * One connection. Keep it for as long as its statements are in use: the driver closes it when it is collected, whether
 * or not they still are.
 */
export class Database {
  private readonly db: DatabaseSyncInstance;

  private constructor(location: string, readOnly: boolean, timeout: number) {
    this.db = new DatabaseSync(location, { readOnly, timeout, enableDoubleQuotedStringLiterals: false });
  }

  /**
   * A connection that writes, in WAL mode. `FULL`: a commit is on the disk before it answers. `NORMAL`: a power cut may
   * take the last commits, whole ones and in order; for what can be built again.
   */
  static writing(path: string, synchronous: 'FULL' | 'NORMAL'): Database {
    const database = new Database(path, false, PATIENCE_MS);
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}`);
    if (synchronous === 'FULL') database.assertFull();
    return database;
  }

  static reading(path: string): Database {
    return new Database(path, true, PATIENCE_MS);
  }

  /** Journal in a file beside it, no waiting: for a lock, and for a file that is being made. */
  static plain(path: string): Database {
    return new Database(path, false, 0);
  }

  /** Reads the file as it lies there, without locks or a trace; what stands in a WAL beside it is not seen. */
  static untouched(path: string): Database {
    const uri = path.replaceAll('%', '%25').replaceAll('?', '%3f').replaceAll('#', '%23');
    return new Database(`file:${uri}?immutable=1`, true, 0);
  }

  prepare(sql: string): StatementSyncInstance {
    return this.db.prepare(sql);
  }

  prepareAll<K extends string>(sql: Readonly<Record<K, string>>): Record<K, StatementSyncInstance> {
    const entries = Object.entries<string>(sql).map(([name, text]) => [name, this.prepare(text)]);
    return Object.fromEntries(entries) as Record<K, StatementSyncInstance>;
  }

  exec(sql: string): void {
    this.db.exec(sql);
  }

  pragma(name: string): unknown {
    return Object.values((this.db.prepare(`PRAGMA ${name}`).get() ?? {}) as object)[0];
  }

  /** All of `work` or nothing; nothing of it may wait. */
  transaction<T>(work: () => T): T {
    this.db.exec('BEGIN IMMEDIATE');
    return this.finish(work);
  }

  /** Several reads of one state. */
  snapshot<T>(work: () => T): T {
    this.db.exec('BEGIN');
    return this.finish(work);
  }

  /** After a failure SQLite may have rolled back by itself. */
  rollback(): void {
    if (this.db.isTransaction) this.db.exec('ROLLBACK');
  }

  /** Moves all of the WAL into the file and leaves it empty. False where somebody is reading it. */
  emptyWal(): boolean {
    return this.pragma('wal_checkpoint(TRUNCATE)') === 0;
  }

  /**
   * The driver cannot finalise statements: a connection that has prepared some goes on holding its files until they are
   * collected, or their thread ends. So whoever writes empties the WAL before it closes.
   */
  close(): void {
    if (this.db.isOpen) this.db.close();
  }

  private finish<T>(work: () => T): T {
    try {
      const result = work();
      this.db.exec('COMMIT');
      return result;
    } catch (error) {
      this.rollback();
      throw error;
    }
  }

  // The driver is built to fall back to NORMAL with the first use of the WAL, and only then: so we write, and look.
  private assertFull(): void {
    this.transaction(() => this.exec(`PRAGMA user_version = ${Number(this.pragma('user_version'))}`));
    if (this.pragma('synchronous') !== 2) throw new Error('SQLite does not keep synchronous=FULL: commits may be lost');
  }
}

/** No room, on the disk or by `max_page_count`. */
export const isFull = (error: unknown): boolean => primaryCode(error) === FULL;
export const isConstraint = (error: unknown): boolean => primaryCode(error) === CONSTRAINT;
/** The file is locked, damaged, not a database, …: SQLite's name for it, undefined where it is no error of SQLite. */
export const sqliteCode = (error: unknown): string | undefined =>
  (error as { sqliteCodeName?: string } | undefined)?.sqliteCodeName;

const primaryCode = (error: unknown): number | undefined => {
  const code = (error as { errcode?: number } | undefined)?.errcode;
  return code === undefined ? undefined : code & 0xff;
};
