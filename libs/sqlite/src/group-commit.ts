import { LRUCache } from 'lru-cache';
import { Database, isConstraint, isFull, type Statement } from './database.js';

/** An append on its way to the thread that writes. `expected` -1: the stream must not exist. */
export interface Append {
  readonly stream: string;
  readonly expected: number;
  readonly events: readonly {
    readonly id: string;
    readonly type: string;
    readonly data: string;
    readonly metadata: string;
  }[];
}

/** Position of the last event of the append, or a definite no: the revision that the stream has, …. */
export type Answer = number | { readonly actual: number } | 'full' | 'id-taken';

interface Head {
  readonly key: number;
  readonly revision: number;
}

/** Of pages. Ids are random, so each append touches another page of their index; lower: more of them are read again. */
const CACHE_KIB = 64 * 1024;

/** Streams whose heads are kept; of others the head is read when they are written to. */
const KEPT_HEADS = 100_000;

/**
 * Writes groups of appends, each group in one transaction. What it throws means that nobody knows whether the group
 * was written: it must not be used after that.
 */
export class GroupCommit {
  private readonly db: Database;
  private readonly sql: Record<'head' | 'stream' | 'event' | 'ids', Statement>;
  private readonly heads = new LRUCache<string, Head>({ max: KEPT_HEADS });
  private last: number;

  /** `allOrNone`: a group of which one finds no room, or an id taken, is refused whole. */
  constructor(
    path: string,
    private readonly allOrNone = false,
  ) {
    this.db = Database.writing(path, 'FULL');
    // Checkpoints are the checkpointer's: they would make appends wait for the sync of the whole file.
    this.db.exec(`PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -${CACHE_KIB}`);
    this.sql = {
      head: this.db.prepare(
        'SELECT key, (SELECT max(revision) FROM events WHERE stream = streams.key) AS revision FROM streams WHERE id = ?',
      ),
      stream: this.db.prepare('INSERT INTO streams (id) VALUES (?)'),
      event: this.db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)'),
      ids: this.db.prepare(
        'SELECT id, position FROM events WHERE stream = ? AND revision > ? ORDER BY revision LIMIT ?',
      ),
    };
    const { last } = this.db.prepare('SELECT coalesce(max(position), 0) AS last FROM events').get() as { last: number };
    this.last = last;
  }

  /** Position of the last event in the log. */
  get head(): number {
    return this.last;
  }

  /** Answers in the order of the appends, when all are on the disk. */
  commit(group: readonly Append[]): Answer[] {
    const answers: Answer[] = [];
    const moved = new Map<string, Head>();
    let { last } = this;
    try {
      this.db.transaction(() => {
        for (const append of group) {
          const answer = this.write(append, moved, last);
          if (typeof answer === 'number') last = Math.max(last, answer);
          answers.push(answer);
        }
      });
    } catch (error) {
      return this.afterFailure(error, group);
    }
    this.last = last;
    for (const [stream, head] of moved) this.heads.set(stream, head);
    return answers;
  }

  close(): void {
    this.db.close();
  }

  /** The transaction has been rolled back; of these two failures we know that nothing was written. */
  private afterFailure(error: unknown, group: readonly Append[]): Answer[] {
    if (!isFull(error) && !isConstraint(error)) throw error;
    if (group.length > 1 && !this.allOrNone) return group.flatMap((append) => this.commit([append]));
    return group.map(() => (isFull(error) ? 'full' : 'id-taken'));
  }

  private write({ stream, expected, events }: Append, moved: Map<string, Head>, last: number): Answer {
    const head = moved.get(stream) ?? this.heads.get(stream) ?? this.readHead(stream);
    const actual = head?.revision ?? -1;
    if (expected !== actual) return (head && this.repeated(head, expected, events)) ?? { actual };
    const key = head?.key ?? Number(this.sql.stream.run(stream).lastInsertRowid);
    let revision = actual;
    let position = last;
    for (const { id, type, data, metadata } of events) {
      this.sql.event.run(++position, key, ++revision, id, type, data, metadata);
    }
    moved.set(stream, { key, revision });
    return position;
  }

  private readHead(stream: string): Head | undefined {
    return this.sql.head.get(stream) as Head | undefined;
  }

  /** The position of the last, where these very events follow `expected` already. */
  private repeated(head: Head, expected: number, events: Append['events']): number | undefined {
    const there = this.sql.ids.all(head.key, expected, events.length) as { id: string; position: number }[];
    const isSame = there.length === events.length && there.every(({ id }, i) => id === events[i]?.id);
    return isSame ? there.at(-1)?.position : undefined;
  }
}
