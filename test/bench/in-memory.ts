import { position, revision, type Codec, type Entry, type Projection, type Stored } from '@app/eventing';
import { projections } from '@app/read-models';
import { createHash } from 'node:crypto';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { DOCUMENTS_FILE } from '../../libs/sqlite/src/documents-file.js';
import { ensureFile } from '../../libs/sqlite/src/store-file.js';

interface Row {
  readonly entry: Entry;
  readonly since: number;
  until: number | null;
}
interface Folded {
  doc: unknown;
  position: number;
  open: Map<string, Row>;
  readonly rows: Row[];
}

/**
 * The read models of a whole log, folded one event after the other with all documents in memory, and written in one
 * transaction at the end; the file is then the same as that of a projector. Gives the number of events.
 */
export function foldInMemory(log: string, documents: string, codec: Codec): number {
  const built = projections.map((projection) => ({ projection, docs: new Map<string, Folded>() }));
  const db = new DatabaseSync(log, { readOnly: true });
  const all = db.prepare(`SELECT position, s.id AS stream, revision, e.id, type, data, metadata
    FROM events e JOIN streams s ON s.key = e.stream ORDER BY position`);
  let last: Stored | undefined;
  for (const row of all.iterate() as Iterable<Stored>) {
    last = { ...row, position: position(row.position), revision: revision(row.revision) };
    const event = codec.read(last);
    for (const { projection, docs } of built) {
      for (const id of projection.documents(event)) docs.set(id, folded(projection, docs.get(id), event, id));
    }
  }
  if (!last) throw new Error('the log is empty');
  writeAll(documents, built, last);
  return Number(last.position);
}

function folded(
  projection: Projection,
  known: Folded | undefined,
  event: Parameters<Projection['fold']>[1],
  id: string,
): Folded {
  const at = Number(event.position);
  const doc = projection.fold(known?.doc, event, id);
  const thing = known ?? { doc, position: at, open: new Map<string, Row>(), rows: [] };
  const open = new Map<string, Row>();
  for (const entry of projection.entries(doc, id)) {
    const key = JSON.stringify(entry);
    const row = thing.open.get(key) ?? { entry, since: at, until: null };
    if (!thing.open.has(key)) thing.rows.push(row);
    open.set(key, row);
  }
  for (const [key, row] of thing.open) if (!open.has(key)) row.until = at;
  return Object.assign(thing, { doc, open, position: at });
}

interface Built {
  readonly projection: Projection;
  readonly docs: ReadonlyMap<string, Folded>;
}

function writeAll(path: string, built: readonly Built[], last: Stored): void {
  ensureFile(path, DOCUMENTS_FILE);
  const db = new DatabaseSync(path);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE');
  const indexes = withoutIndexes(db);
  const generation = db.prepare(
    'INSERT INTO generations (key, projection, number, epoch, position, event) VALUES (?, ?, ?, 1, ?, ?)',
  );
  const live = db.prepare('INSERT INTO live VALUES (?, ?)');
  for (const [i, { projection, docs }] of built.entries()) {
    generation.run(i + 1, projection.name, projection.version, Number(last.position), last.id);
    live.run(projection.name, i + 1);
    writeDocs(db, i + 1, docs);
  }
  for (const { sql } of indexes) db.exec(sql);
  db.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
}

/** Made at the end they cost a fraction: nobody asks before that. Gives what makes them. */
function withoutIndexes(db: DatabaseSyncInstance): { sql: string }[] {
  const indexes = db.prepare(`SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL`).all();
  for (const { name } of indexes as { name: string }[]) db.exec(`DROP INDEX ${name}`);
  return indexes as { sql: string }[];
}

function writeDocs(db: DatabaseSyncInstance, generation: number, docs: ReadonlyMap<string, Folded>): void {
  const document = db.prepare('INSERT INTO documents (generation, id, position, json) VALUES (?, ?, ?, ?)');
  const newField = db.prepare('INSERT INTO fields (generation, scope, field) VALUES (?, ?, ?)');
  const write = db.prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const fields = new Map<string, number>();
  for (const [id, { doc, position: at, rows }] of docs) {
    const key = Number(document.run(generation, id, at, JSON.stringify(doc)).lastInsertRowid);
    for (const { entry, since, until } of rows) {
      const name = `${entry.scope}\0${entry.field}`;
      const field = fields.get(name) ?? Number(newField.run(generation, entry.scope, entry.field).lastInsertRowid);
      fields.set(name, field);
      write.run(field, entry.value, entry.key, id, key, entry.from ?? '', entry.to ?? '~', since, until);
    }
  }
}

/** A digest of what a file of documents holds, whatever the numbers of its rows. */
export function contentOf(documents: string): string {
  const db = new DatabaseSync(documents, { readOnly: true });
  const hash = createHash('sha256');
  for (const sql of [
    `SELECT projection, g.position, id, d.position AS at, json FROM documents d JOIN generations g ON g.key = generation
      ORDER BY projection, id`,
    `SELECT projection, scope, f.field, value, e.key, id, starts, ends, since, until FROM entries e
      JOIN fields f ON f.key = e.field JOIN generations g ON g.key = generation ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10`,
  ]) {
    for (const row of db.prepare(sql).iterate()) hash.update(JSON.stringify(row));
  }
  db.close();
  return hash.digest('hex');
}
