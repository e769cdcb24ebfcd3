import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import type { NewEvent } from '@app/eventing';
import { LOG_FILE } from '../../libs/sqlite/src/log-file.js';

interface Waiting {
  readonly stream: string;
  readonly expected: number;
  readonly events: readonly NewEvent[];
  readonly resolve: (position: number) => void;
  readonly reject: (error: Error) => void;
}

/** The smallest log that keeps the promise: same schema and settings, exact revisions, one COMMIT per event-loop turn. */
export class BareLog {
  private readonly db: DatabaseSyncInstance;
  private readonly sql: Record<'stream' | 'event', StatementSyncInstance>;
  private readonly heads = new Map<string, { key: number; revision: number }>();
  private turn: Waiting[] = [];
  private last = 0;

  constructor(path: string) {
    this.db = new DatabaseSync(path);
    // Only after a write: the driver is built to fall back to NORMAL with the first one in WAL mode.
    this.db.exec(`PRAGMA journal_mode = WAL; ${LOG_FILE.schema} PRAGMA synchronous = FULL; PRAGMA cache_size = -65536`);
    this.sql = {
      stream: this.db.prepare('INSERT INTO streams (id) VALUES (?)'),
      event: this.db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)'),
    };
  }

  /** The position of the last event. `expected` -1: the stream must not exist. */
  append(stream: string, expected: number, events: readonly NewEvent[]): Promise<number> {
    return new Promise((resolve, reject) => {
      if (this.turn.length === 0) setImmediate(() => this.commit());
      this.turn.push({ stream, expected, events, resolve, reject });
    });
  }

  close(): void {
    this.db.close();
  }

  private commit(): void {
    const { turn } = this;
    this.turn = [];
    this.db.exec('BEGIN IMMEDIATE');
    const settled = turn.map((waiting) => this.write(waiting));
    this.db.exec('COMMIT');
    for (const settle of settled) settle();
  }

  private write({ stream, expected, events, resolve, reject }: Waiting): () => void {
    let head = this.heads.get(stream);
    if ((head?.revision ?? -1) !== expected) return () => reject(new Error(`${stream} is at ${head?.revision ?? -1}`));
    if (!head)
      this.heads.set(stream, (head = { key: Number(this.sql.stream.run(stream).lastInsertRowid), revision: -1 }));
    for (const { id, type, data, metadata } of events) {
      this.sql.event.run(++this.last, head.key, ++head.revision, id, type, data, metadata);
    }
    const position = this.last;
    return () => resolve(position);
  }
}
