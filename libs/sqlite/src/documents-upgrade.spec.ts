import { join } from 'node:path';
import { GenerationGone, position, type Day, type EventId, type Query } from '@app/eventing';
import { newFolder } from '../../../test/support/folders.js';
import { Database } from './database.js';
import { SqliteDocuments } from './documents.js';
import { DOCUMENTS_FILE } from './documents-file.js';

/** The tables of version 1, as they were. */
const VERSION_1 = `
  CREATE TABLE generations (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    projection TEXT NOT NULL,
    number INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    event TEXT,
    parked TEXT,
    UNIQUE (projection, number)
  ) STRICT;
  CREATE TABLE live (projection TEXT PRIMARY KEY, generation INTEGER NOT NULL REFERENCES generations (key)) STRICT;
  CREATE TABLE epochs (last INTEGER NOT NULL) STRICT;
  INSERT INTO epochs VALUES (0);
  CREATE TABLE documents (
    key INTEGER PRIMARY KEY,
    generation INTEGER NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    json TEXT,
    UNIQUE (generation, id)
  ) STRICT;
  CREATE TABLE fields (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    generation INTEGER NOT NULL,
    scope TEXT NOT NULL,
    field TEXT NOT NULL,
    UNIQUE (generation, scope, field)
  ) STRICT;
  CREATE TABLE entries (
    field INTEGER NOT NULL,
    value TEXT NOT NULL,
    key TEXT NOT NULL,
    id TEXT NOT NULL,
    document INTEGER NOT NULL,
    starts TEXT NOT NULL,
    ends TEXT NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER
  ) STRICT;
  CREATE INDEX entries_ever ON entries (field, value, key, id);
  CREATE INDEX entries_open ON entries (field, value, key, id, starts, ends, document) WHERE until IS NULL;
  CREATE INDEX entries_of_document ON entries (document, field);`;

/** What version 2 added to them. */
const VERSION_2 = `
  ALTER TABLE generations ADD COLUMN skips TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE generations ADD COLUMN holder TEXT;
  ALTER TABLE generations ADD COLUMN beats INTEGER NOT NULL DEFAULT 0;
  CREATE TABLE dropped (generation INTEGER PRIMARY KEY) STRICT;`;

const ACTIONS = { projection: 'actions', number: 1_000_000 };
const PEOPLE = { projection: 'people', number: 1_000_000 };
const parked = { at: '8', eventId: 'e8', error: 'TypeError', attempts: 5 };

/** One read model that got on, and one that was parked. */
const RECORDS = `
  UPDATE epochs SET last = 2;
  INSERT INTO generations (key, projection, number, epoch, position, event, parked) VALUES
    (1, 'actions', 1000000, 1, 7, 'e7', NULL),
    (2, 'people', 1000000, 2, 5, 'e5', '${JSON.stringify(parked)}');
  INSERT INTO live VALUES ('actions', 1), ('people', 2);
  INSERT INTO documents VALUES (1, 1, 'a', 7, '{"is":"a"}'), (2, 2, 'p', 5, '{"is":"p"}');
  INSERT INTO fields VALUES (1, 1, 'somewhere', 'owner');
  INSERT INTO entries VALUES (1, 'x', 'k', 'a', 1, '', '~', 7, NULL);`;

describe.each([
  [1, VERSION_1],
  [2, `${VERSION_1} ${VERSION_2}`],
])('read models in a file of version %i', (version, tables) => {
  let dispose: () => Promise<void>;
  let documents: SqliteDocuments;
  let path: string;
  beforeEach(async () => {
    const folder = await newFolder();
    ({ dispose } = folder);
    path = join(folder.path, 'documents.db');
    const file = Database.plain(path);
    file.exec(`PRAGMA application_id = ${DOCUMENTS_FILE.applicationId}; PRAGMA user_version = ${version}`);
    file.exec(`${tables} ${RECORDS}`);
    file.close();
    documents = SqliteDocuments.open(path);
  });
  afterEach(async () => {
    await documents.close();
    await dispose();
  });
  const query: Query = {
    ...{ scope: 'somewhere', field: 'owner', values: ['x'], limit: 10 },
    at: { effectiveAt: '2011-11-09' as Day, position: position(9) },
  };

  it('are where they were, and nobody writes them', async () => {
    const states = await documents.states();
    const lease = (epoch: number) => ({ epoch, holder: null, beats: 0 });
    expect(Object.fromEntries(states)).toEqual({
      actions: {
        ...{ live: ACTIONS, checkpoint: { position: 7n, eventId: 'e7' }, skips: [], lease: lease(1), others: [] },
        given: [ACTIONS.number],
      },
      people: {
        ...{ live: PEOPLE, checkpoint: { position: 5n, eventId: 'e5' }, skips: [], lease: lease(2), others: [] },
        parked: { ...parked, at: 8n },
        given: [PEOPLE.number],
      },
    });
    expect((await documents.load(PEOPLE, ['p'])).get('p')).toEqual({ id: 'p', position: 5n, json: '{"is":"p"}' });
    expect((await documents.find(ACTIONS, query)).docs).toMatchObject([{ id: 'a', json: '{"is":"a"}' }]);
  });

  it('go on from there, under a lease later than any that was given before', async () => {
    const lease = await documents.claim(ACTIONS, { holder: 'one', after: 1 });
    expect(lease.epoch).toBeGreaterThan(2);
    await documents.renew(lease);
    const entry = { scope: 'somewhere', field: 'owner', value: 'x', key: 'l', from: null, to: null };
    const at = position(9);
    const write = { id: 'b', json: '{"is":"b"}', position: at, opened: [{ entry, since: at }], closed: [] };
    await documents.commit(lease, [write], { position: at, eventId: 'e9' as EventId });
    expect((await documents.find(ACTIONS, query)).docs.map(({ id }) => id)).toEqual(['a', 'b']);
    expect((await documents.states()).get('actions')).toMatchObject({
      checkpoint: { position: 9n, eventId: 'e9' },
      lease: { epoch: lease.epoch, holder: 'one', beats: 1 },
    });
  });

  it('pass over the event before which they are parked, once somebody says so', async () => {
    const skip = { at: position(8), eventId: 'e8' as EventId, reason: 'Written by a test' };
    expect(await documents.unpark(PEOPLE, position(8), skip)).toBe(true);
    const people = (await documents.states()).get('people');
    expect(people).toMatchObject({ skips: [skip] });
    expect(people).not.toHaveProperty('parked');
  });

  it('can be built anew, promoted and dropped', async () => {
    const next = { ...PEOPLE, number: PEOPLE.number + 1 };
    await documents.commit(await documents.claim(next), [], { position: position(5), eventId: 'e5' as EventId });
    expect(await documents.promote('people', PEOPLE, next)).toBe(true);
    await documents.drop(PEOPLE);
    expect((await documents.states()).get('people')).toMatchObject({ live: next, others: [], given: [next.number] });
    await expect(documents.load(PEOPLE, ['p'])).rejects.toThrow(GenerationGone);
  });

  it('are in a file that has the tables of one that is made today', async () => {
    const fresh = join(path, '..', 'fresh.db');
    await SqliteDocuments.open(fresh).close();
    expect(tablesOf(path)).toEqual(tablesOf(fresh));
  });
});

/** Version, and the columns of every table. */
function tablesOf(path: string): object {
  const file = Database.reading(path);
  const columns = file
    .prepare(
      `SELECT t.name AS "table", c.name, c.type, c."notnull", c.dflt_value, c.pk
       FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY t.name, c.name`,
    )
    .all();
  const version = file.pragma('user_version');
  file.close();
  return { version, columns };
}
