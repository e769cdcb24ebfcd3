import { StaleLease, versionOf } from '@app/eventing';
import type { Entry, Generation, Lease, Mark, Parked, Position, Skip, Write } from '@app/eventing';
import { Database, type Statement } from './database.js';

/** As '' and '~' an unbounded start and end compare like days: before and behind all of them. */
const UNBOUNDED = { start: '', end: '~' };

/** Rows deleted in one transaction, so that a large generation does not hold up those that write meanwhile. */
const DROPPED_AT_ONCE = 5_000;

/** Of pages. Higher: a rebuild of many documents reads less of what it wrote. */
const CACHE_KIB = 64 * 1024;

/** Pages of the WAL, 32 MB: a rebuild writes the same pages again and again, and each goes into the file once. */
const CHECKPOINT_PAGES = 8_000;

const SQL = {
  held: 'SELECT key FROM generations WHERE projection = ? AND number = ? AND epoch = ?',
  generation: 'SELECT key FROM generations WHERE projection = ? AND number = ?',
  document: `INSERT INTO documents (generation, id, position, json) VALUES (?, ?, ?, ?)
    ON CONFLICT (generation, id) DO UPDATE SET position = excluded.position, json = excluded.json
    WHERE documents.position < excluded.position RETURNING key`,
  field: 'SELECT key FROM fields WHERE generation = ? AND scope = ? AND field = ?',
  newField: 'INSERT INTO fields (generation, scope, field) VALUES (?, ?, ?)',
  open: 'INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  close: `UPDATE entries SET until = ?
    WHERE field = ? AND value = ? AND key = ? AND id = ? AND starts = ? AND ends = ? AND until IS NULL`,
  remove: 'DELETE FROM entries WHERE document = ?',
  advance: 'UPDATE generations SET position = ?, event = ? WHERE key = ? AND position < ?',
  epoch: 'UPDATE epochs SET last = last + 1 RETURNING last',
  create: 'INSERT INTO generations (projection, number, epoch) VALUES (?, ?, 0) ON CONFLICT DO NOTHING',
  given: `INSERT INTO numbers VALUES (?, ?, ?)
    ON CONFLICT (projection, version) DO UPDATE SET highest = max(highest, excluded.highest)`,
  epochOf: 'SELECT epoch FROM generations WHERE projection = ? AND number = ?',
  claim: 'UPDATE generations SET epoch = ?, holder = ?, beats = 0 WHERE projection = ? AND number = ?',
  renew: 'UPDATE generations SET beats = beats + 1 WHERE key = ?',
  release: 'UPDATE generations SET holder = NULL WHERE projection = ? AND number = ? AND epoch = ?',
  park: 'UPDATE generations SET parked = ? WHERE key = ?',
  stopped: 'SELECT key, parked, skips FROM generations WHERE projection = ? AND number = ?',
  unpark: 'UPDATE generations SET parked = NULL, skips = ? WHERE key = ?',
  firstLive: 'INSERT INTO live VALUES (?, ?) ON CONFLICT DO NOTHING',
  nextLive: `UPDATE live SET generation = n.key FROM generations l, generations n
    WHERE live.generation = l.key AND n.key = ? AND l.projection = ? AND l.number = ? AND n.parked IS NULL AND (n.position >= l.position OR l.parked ->> '$.diverged')`,
  replaced: 'UPDATE generations SET replaced = number = ? WHERE projection = ? AND number IN (?, ?)',
  isLive: 'SELECT 1 FROM live WHERE generation = ?',
  dropEntries: `DELETE FROM entries WHERE rowid IN
    (SELECT rowid FROM entries WHERE field = ? LIMIT ${DROPPED_AT_ONCE})`,
  dropDocuments: `DELETE FROM documents WHERE key IN
    (SELECT key FROM documents WHERE generation = ? LIMIT ${DROPPED_AT_ONCE})`,
  fieldsOf: 'SELECT key FROM fields WHERE generation = ?',
  dropFields: 'DELETE FROM fields WHERE generation = ?',
  dropGeneration: 'DELETE FROM generations WHERE key = ?',
  noteDropped: 'INSERT INTO dropped VALUES (?)',
  dropped: 'SELECT generation FROM dropped',
  forgetDropped: 'DELETE FROM dropped WHERE generation = ?',
};

/** What `Documents.commit` is given. */
export interface Commit {
  readonly lease: Lease;
  readonly writes: readonly Write[];
  readonly through: Mark;
}

/** The writing half of `SqliteDocuments`. */
export class DocumentsWriter {
  private readonly db: Database;
  private readonly sql: Record<keyof typeof SQL, Statement>;
  /** Keys of rows of `fields`; few, since they are of partnerships and kinds of questions. */
  private readonly fields = new Map<string, number>();

  constructor(path: string) {
    // A power cut may take the last commits, but checkpoint and documents go together, and the log has it all.
    this.db = Database.writing(path, 'NORMAL');
    this.db.exec(`PRAGMA cache_size = -${CACHE_KIB}; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    this.sql = this.db.prepareAll(SQL);
  }

  /**
   * One transaction where nothing fails; otherwise each commit has one of its own, so that none suffers from another.
   * Gives why a commit failed, in the order of the commits.
   */
  commit(commits: readonly Commit[]): (Error | undefined)[] {
    try {
      this.transaction(() => commits.forEach((one) => this.apply(one)));
      return commits.map(() => undefined);
    } catch (error) {
      return commits.length > 1 ? commits.flatMap((one) => this.commit([one])) : [error as Error];
    }
  }

  create(g: Generation): void {
    this.transaction(() => this.make(g));
  }

  claim(g: Generation, { holder = 'alone', after }: { holder?: string; after?: number } = {}): Lease {
    return this.transaction(() => {
      this.make(g);
      const { epoch } = this.sql.epochOf.get(g.projection, g.number) as { epoch: number };
      if (after !== undefined && after !== epoch) throw new StaleLease({ generation: g, epoch: after });
      const { last } = this.sql.epoch.get() as { last: number };
      this.sql.claim.run(last, holder, g.projection, g.number);
      return { generation: g, epoch: last };
    });
  }

  renew(lease: Lease): void {
    this.transaction(() => this.sql.renew.run(this.held(lease)));
  }

  release({ generation: { projection, number }, epoch }: Lease): void {
    this.transaction(() => this.sql.release.run(projection, number, epoch));
  }

  park(lease: Lease, parked: Parked): void {
    this.transaction(() => this.sql.park.run(written(parked), this.held(lease)));
  }

  unpark(g: Generation, at: Position, skip?: Skip): boolean {
    return this.transaction(() => {
      const row = this.sql.stopped.get(g.projection, g.number) as
        { key: number; parked: string | null; skips: string } | undefined;
      if (!row?.parked || (JSON.parse(row.parked) as { at: string }).at !== String(at)) return false;
      const skips = skip ? `${row.skips.slice(0, -1)}${row.skips === '[]' ? '' : ','}${written(skip)}]` : row.skips;
      this.sql.unpark.run(skips, row.key);
      return true;
    });
  }

  promote(projection: string, from: Generation | 'none', to: Generation): boolean {
    return this.transaction(() => {
      const key = this.keyOf(to);
      if (key === undefined) return false;
      if (from === 'none') return this.sql.firstLive.run(projection, key).changes === 1;
      if (this.sql.nextLive.run(key, projection, from.number).changes === 0) return false;
      this.sql.replaced.run(from.number, projection, from.number, to.number);
      return true;
    });
  }

  /** The generation is gone with the first step; see `sweep` for the others. Throws where it is live. */
  drop(g: Generation): void {
    this.transaction(() => {
      const key = this.keyOf(g);
      if (key === undefined) return;
      if (this.sql.isLive.get(key)) throw new Error(`${g.projection} ${g.number} is live and cannot be dropped`);
      this.sql.dropGeneration.run(key);
      this.sql.noteDropped.run(key);
    });
    this.fields.clear();
  }

  /**
   * Deletes what is left of generations that were dropped, in steps, each a transaction: whoever runs it lets others
   * write in between. One that was broken off is finished by the next.
   */
  *sweep(): Iterable<void> {
    for (const { generation } of this.sql.dropped.all() as { generation: number }[]) {
      for (const field of this.sql.fieldsOf.all(generation) as { key: number }[]) {
        yield* this.deleteAll('dropEntries', field.key);
      }
      yield* this.deleteAll('dropDocuments', generation);
      this.transaction(() => {
        this.sql.dropFields.run(generation);
        this.sql.forgetDropped.run(generation);
      });
    }
  }

  close(): void {
    this.db.emptyWal();
    this.db.close();
  }

  private apply({ lease, writes, through }: Commit): void {
    const generation = this.held(lease);
    const rows = writes.flatMap((write) => this.write(generation, write));
    // In the order of the index, where neighbours then share its pages: thousands take a third less time.
    for (const row of rows.sort(compareRows)) this.sql.open.run(...row);
    const position = Number(through.position);
    this.sql.advance.run(position, through.eventId, generation, position);
  }

  /** Everything but the entries that it opens, which come back as rows. */
  private write(generation: number, { id, json, position, opened, closed }: Write): EntryRow[] {
    const row = this.sql.document.get(generation, id, Number(position), json) as { key: number } | undefined;
    // It has this write already, or a later one.
    if (!row) return [];
    if (json === null) this.sql.remove.run(row.key);
    for (const { entry, until } of closed) {
      this.sql.close.run(Number(until), this.field(generation, entry), ...placeOf(entry, id), ...daysOf(entry));
    }
    return opened.map(({ entry, since, until }) => {
      const [field, place, days] = [this.field(generation, entry), placeOf(entry, id), daysOf(entry)];
      return [field, ...place, row.key, ...days, Number(since), until === undefined ? null : Number(until)];
    });
  }

  private make(g: Generation): void {
    if (this.sql.create.run(g.projection, g.number).changes === 0) return;
    this.sql.given.run(g.projection, versionOf(g), g.number);
  }

  private held(lease: Lease): number {
    const { projection, number } = lease.generation;
    const row = this.sql.held.get(projection, number, lease.epoch) as { key: number } | undefined;
    if (!row) throw new StaleLease(lease);
    return row.key;
  }

  private keyOf({ projection, number }: Generation): number | undefined {
    return (this.sql.generation.get(projection, number) as { key: number } | undefined)?.key;
  }

  private field(generation: number, { scope, field }: Entry): number {
    const name = [generation, scope, field].join('\0');
    const known = this.fields.get(name);
    if (known !== undefined) return known;
    const row = this.sql.field.get(generation, scope, field) as { key: number } | undefined;
    const key = row?.key ?? Number(this.sql.newField.run(generation, scope, field).lastInsertRowid);
    this.fields.set(name, key);
    return key;
  }

  private *deleteAll(statement: 'dropEntries' | 'dropDocuments', key: number): Iterable<void> {
    while (Number(this.transaction(() => this.sql[statement].run(key)).changes) > 0) yield;
  }

  private transaction<T>(work: () => T): T {
    try {
      return this.db.transaction(work);
    } catch (error) {
      // Fields made in what was rolled back are not there.
      this.fields.clear();
      throw error;
    }
  }
}

/** JSON knows no bigint. */
const written = (place: Parked | Skip): string => JSON.stringify({ ...place, at: String(place.at) });

/** A row of `entries`, its columns in their order. */
type EntryRow = [number, string, string, string, number, string, string, number, number | null];

const compareRows = (a: EntryRow, b: EntryRow): number =>
  a[0] - b[0] || compareText(a[1], b[1]) || compareText(a[2], b[2]) || compareText(a[3], b[3]);
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const placeOf = (entry: Entry, id: string): [string, string, string] => [entry.value, entry.key, id];
const daysOf = ({ from, to }: Entry): [string, string] => [from ?? UNBOUNDED.start, to ?? UNBOUNDED.end];
