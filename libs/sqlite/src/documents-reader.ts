import { GenerationGone, position } from '@app/eventing';
import type {
  Doc, EventId, Generation, GenerationState, Page, Parked, Position, ProjectionState, Query, Skip,
} from '@app/eventing'; // prettier-ignore
import { Database, type Statement } from './database.js';
import { countSql, findSql } from './find-sql.js';
import { merge } from './merge.js';

type Asked = Omit<Query, 'after' | 'limit'>;

interface Place {
  readonly key: string;
  readonly id: string;
}
interface DocumentRow {
  readonly id: string;
  readonly json: string | null;
  readonly position: number;
}
type Found = Place & Omit<DocumentRow, 'json'> & ({ readonly json: string | null } | { readonly document: number });
interface StateRow {
  readonly projection: string;
  readonly number: number;
  readonly position: number;
  readonly event: EventId | null;
  readonly parked: string | null;
  readonly skips: string;
  readonly epoch: number;
  readonly holder: string | null;
  readonly beats: number;
  readonly replaced: number;
  readonly live: number;
  /** JSON. */
  readonly given: string;
}

/** Of the file, at most: pages that are mapped are read without a call of the system, and not copied. */
const MAPPED_BYTES = 1024 ** 3;

/** Before and behind every key, id and day. */
const [FIRST, LAST] = ['', '\u{10ffff}'];

const SQL = {
  generation: 'SELECT key FROM generations WHERE projection = ? AND number = ?',
  byId: 'SELECT id, json, position FROM documents WHERE generation = ? AND id = ?',
  json: 'SELECT json FROM documents WHERE key = ?',
  field: `SELECT f.key, g.position FROM generations g JOIN fields f ON f.generation = g.key
    WHERE g.projection = ? AND g.number = ? AND f.scope = ? AND f.field = ?`,
  size: 'SELECT count(*) AS count FROM documents WHERE generation = ? AND json IS NOT NULL',
  states: `SELECT g.projection, g.number, g.position, g.event, g.parked, g.skips, g.epoch, g.holder, g.beats, g.replaced,
      l.generation = g.key AS live,
      (SELECT json_group_array(highest ORDER BY highest) FROM numbers n WHERE n.projection = g.projection) AS given
    FROM live l JOIN generations g ON g.projection = l.projection ORDER BY g.projection, g.number`,
  version: 'PRAGMA data_version',
};

/** The reading half of `SqliteDocuments`. */
export class DocumentsReader {
  private readonly db: Database;
  private readonly sql: Record<keyof typeof SQL, Statement>;
  private readonly finds = new Map<string, Statement>();
  private known: { readonly version: number; readonly states: ReadonlyMap<string, ProjectionState> } | undefined;

  constructor(path: string) {
    this.db = Database.reading(path);
    this.db.exec(`PRAGMA mmap_size = ${MAPPED_BYTES}`);
    this.sql = this.db.prepareAll(SQL);
  }

  load(g: Generation, ids: readonly string[]): Map<string, Doc> {
    return this.db.snapshot(() => {
      const generation = this.keyOf(g);
      const docs = new Map<string, Doc>();
      for (const id of ids) {
        const doc = docOf(this.sql.byId.get(generation, id));
        if (doc) docs.set(id, doc);
      }
      return docs;
    });
  }

  find(g: Generation, q: Query): Page {
    return this.db.snapshot(() => {
      const places = this.places(g, q);
      const more = places.length > q.limit;
      if (more) places.pop();
      const docs = places.flatMap((place) => {
        const doc = docOf('json' in place ? place : this.withJson(place, q));
        return doc ? [{ ...doc, key: place.key }] : [];
      });
      const last = places.at(-1);
      return { docs, ...(more && last && { next: { key: last.key, id: last.id } }) };
    });
  }

  count(g: Generation, q: Asked, atMost: number): number | null {
    return this.db.snapshot(() => {
      const field = this.field(g, q);
      if (!field) return 0;
      const current = isCurrent(q, field.position);
      const statement = this.prepared(`count ${current} ${!!q.values}`, () => countSql(current, !!q.values));
      const bounds = { $from: q.keys?.from ?? FIRST, $to: q.keys?.to ?? LAST };
      const parameters = { $field: field.key, ...whenOf(q), $values: listOf(q), ...bounds, $limit: atMost + 1 };
      const { count } = statement.get(parameters) as { count: number };
      return count > atMost ? null : count;
    });
  }

  size(g: Generation): number {
    return this.db.snapshot(() => (this.sql.size.get(this.keyOf(g)) as { count: number }).count);
  }

  /** Read anew only where the file has changed since. */
  states(): ReadonlyMap<string, ProjectionState> {
    const { data_version: version } = this.sql.version.get() as { data_version: number };
    if (this.known?.version === version) return this.known.states;
    const states = statesOf(this.sql.states.all() as StateRow[]);
    this.known = { version, states };
    return states;
  }

  close(): void {
    this.db.close();
  }

  /** The documents behind `after`, each at the first of its entries; one more than the limit, where it goes on. */
  private places(g: Generation, q: Query): Found[] {
    const field = this.field(g, q);
    if (!field) return [];
    const current = isCurrent(q, field.position);
    const sources = (q.values ? [...new Set(q.values)] : [undefined]).map((value) =>
      this.entries(q, { field: field.key, current, value })[Symbol.iterator](),
    );
    const found = new Map<string, Found>();
    const turn = q.descending ? -1 : 1;
    const wanted = wantedOf(q);
    for (const place of merge(sources, (a, b) => turn * comparePlaces(a, b))) {
      if (!found.has(place.id)) found.set(place.id, place);
      if (found.size >= wanted) break;
    }
    return [...found.values()];
  }

  private withJson(place: Extract<Found, { document: number }>, { held }: Query): DocumentRow {
    if (held?.(place.id, position(place.position))) return { ...place, json: '' };
    return { ...place, ...(this.sql.json.get(place.document) as { json: string | null }) };
  }

  private *entries(q: Query, of: { field: number; current: boolean; value: string | undefined }): Iterable<Found> {
    const { descending = false, after } = q;
    const shape = {
      ...{ current: of.current, oneValue: of.value !== undefined, descending },
      ...{ continued: after !== undefined, withoutJson: q.held !== undefined },
    };
    const statement = this.prepared(Object.values(shape).join(), () => findSql(shape));
    const [first, last] = descending
      ? [q.keys?.to ?? LAST, q.keys?.from ?? FIRST]
      : [q.keys?.from ?? FIRST, q.keys?.to ?? LAST];
    const limit = q.limit + 1;
    const parameters = {
      ...{ $field: of.field, $value: of.value ?? null, $values: listOf(q), ...whenOf(q) },
      ...{ $first: first, $last: last, $afterKey: after?.key ?? null, $afterId: after?.id ?? null, $limit: limit },
    };
    let behind: Place = after ?? { key: first, id: descending ? LAST : FIRST };
    for (let more = true; more;) {
      const page = statement.all({ ...parameters, $key: behind.key, $id: behind.id }) as Found[];
      yield* page;
      more = page.length === limit;
      behind = page.at(-1) ?? behind;
    }
  }

  /** Throws GenerationGone. In the snapshot of what is read by it: the generation goes before the first of its rows. */
  private keyOf(g: Generation): number {
    const row = this.sql.generation.get(g.projection, g.number) as { key: number } | undefined;
    if (!row) throw new GenerationGone(g);
    return row.key;
  }

  /** Undefined where nothing is held under it. Throws GenerationGone. */
  private field(g: Generation, q: Asked): { key: number; position: number } | undefined {
    const row = this.sql.field.get(g.projection, g.number, q.scope, q.field) as
      { key: number; position: number } | undefined;
    if (!row) this.keyOf(g);
    return row;
  }

  private prepared(name: string, sql: () => string): Statement {
    const known = this.finds.get(name);
    if (known) return known;
    const statement = this.db.prepare(sql());
    statement.setAllowUnknownNamedParameters(true);
    this.finds.set(name, statement);
    return statement;
  }
}

const wantedOf = ({ limit, ends }: Query): number => (ends ? limit : limit + 1);

const isCurrent = (q: Asked, checkpoint: number): boolean => !q.openEnded && q.at.position >= checkpoint;

const listOf = (q: Asked): string | null => (q.values ? JSON.stringify(q.values) : null);

/** See documents-file.ts for unbounded days; an end that does not count is before all ends there are. */
const whenOf = ({ at: { effectiveAt, position }, openEnded }: Asked) => ({
  $position: Number(position),
  $until: openEnded ? -1 : Number(position),
  $day: effectiveAt ?? LAST,
  $end: openEnded ? FIRST : (effectiveAt ?? FIRST),
});

function docOf(row: unknown): Doc | undefined {
  const { id, json, position: at } = (row ?? { json: null }) as DocumentRow;
  return json === null ? undefined : { id, json, position: position(at) };
}

function statesOf(rows: readonly StateRow[]): ReadonlyMap<string, ProjectionState> {
  const states = new Map<string, ProjectionState>();
  for (const live of rows.filter((row) => row.live === 1)) {
    const others = rows.filter((row) => row.projection === live.projection && row !== live);
    const shown = others.map((row) => ({ generation: generationOf(row), ...progressOf(row) }));
    const given = JSON.parse(live.given) as number[];
    states.set(live.projection, { live: generationOf(live), ...progressOf(live), others: shown, given });
  }
  return states;
}

const generationOf = ({ projection, number }: StateRow): Generation => ({ projection, number });

function progressOf(row: StateRow): Omit<GenerationState, 'generation'> {
  const { position: at, event, parked, replaced, skips, epoch, holder, beats } = row;
  const [stopped] = parked === null ? [] : [readPlace<Parked>(JSON.parse(parked))];
  return {
    checkpoint: { position: position(at), eventId: event },
    ...(stopped && { parked: stopped }),
    ...(replaced === 1 && { replaced: true }),
    skips: (JSON.parse(skips) as unknown[]).map((skip) => readPlace<Skip>(skip)),
    lease: { epoch, holder, beats },
  };
}

/** JSON knows no bigint. */
const readPlace = <T extends { readonly at: Position }>(written: unknown): T => ({
  ...(written as T),
  at: position((written as { at: string }).at),
});

// By UTF-8 bytes, as SQLite compares.
const comparePlaces = (a: Place, b: Place): number => compareText(a.key, b.key) || compareText(a.id, b.id);
const compareText = (a: string, b: string): number => (a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b)));
