import { position, recordedAtOf, revision } from '@app/eventing';
import type { Batch, EventId, Head, LogReader, Position, Revision, Stored, StreamId } from '@app/eventing';
import { Commits } from './commits.js';
import { Database, type Statement } from './database.js';

interface Row {
  readonly position: number;
  readonly stream: StreamId;
  readonly revision: number;
  readonly id: EventId;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** Events read at once. Between two reads the log may grow and its WAL be reused. */
const PAGE = 500;
const COLUMNS = 'position, s.id AS stream, revision, e.id, type, data, metadata';

/** Reads a log that another thread of this process writes; any number of them, in any thread. The file must exist. */
export class SqliteLogReader implements LogReader {
  private readonly db: Database;
  private readonly sql: Record<'stream' | 'log' | 'head' | 'at', Statement>;
  private readonly commits: Commits;
  private readonly closing = new AbortController();

  constructor(path: string) {
    this.db = Database.reading(path);
    this.sql = {
      stream: this.db.prepare(`SELECT ${COLUMNS} FROM streams s JOIN events e ON e.stream = s.key
        WHERE s.id = ? AND revision BETWEEN ? AND ? ORDER BY revision LIMIT ${PAGE}`),
      log: this.db.prepare(`SELECT ${COLUMNS} FROM events e JOIN streams s ON s.key = e.stream
        WHERE position > ? ORDER BY position LIMIT ?`),
      head: this.db.prepare('SELECT position, metadata FROM events ORDER BY position DESC LIMIT 1'),
      at: this.db.prepare('SELECT id FROM events WHERE position = ?'),
    };
    this.commits = new Commits(path);
  }

  async *read(stream: StreamId, o: { from?: Revision; until?: Revision } = {}): AsyncIterable<Stored> {
    const until = Number(o.until ?? Number.MAX_SAFE_INTEGER);
    for (let from = Number(o.from ?? 0), more = true; more; from += PAGE) {
      const rows = this.sql.stream.all(stream, from, until) as Row[];
      for (const row of rows) yield storedOf(row);
      more = rows.length === PAGE;
    }
  }

  async *subscribe(o: { after: Position; batch: number; signal: AbortSignal }): AsyncIterable<Batch> {
    const signal = AbortSignal.any([o.signal, this.closing.signal]);
    let through = o.after;
    for (let first = true; !signal.aborted; first = false) {
      const heard = this.commits.count;
      const rows = this.sql.log.all(Number(through), o.batch + 1) as Row[];
      const events = rows.slice(0, o.batch).map(storedOf);
      through = events.at(-1)?.position ?? through;
      if (first || events.length > 0) yield { events, through, caughtUp: rows.length <= o.batch };
      else await this.commits.after(heard, signal);
    }
  }

  async head(): Promise<Head> {
    const last = this.sql.head.get() as Pick<Row, 'position' | 'metadata'> | undefined;
    return last
      ? { position: position(last.position), at: new Date(recordedAtOf(last.metadata)) }
      : { position: position(0), at: new Date(0) };
  }

  async eventAt(at: Position): Promise<EventId | null> {
    return (this.sql.at.get(Number(at)) as { id: EventId } | undefined)?.id ?? null;
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.commits.close();
    this.db.close();
  }
}

const storedOf = (row: Row): Stored => ({ ...row, position: position(row.position), revision: revision(row.revision) });
