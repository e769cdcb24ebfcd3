import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { position, type Day, type Query } from '@app/eventing';
import { newFolder } from '../../../test/support/folders.js';
import { Database } from './database.js';
import { SqliteDocuments } from './documents.js';
import { findSql, type FindShape } from './find-sql.js';

describe('the SQLite documents', () => {
  let path: string;
  let dispose: () => Promise<void>;
  let documents: SqliteDocuments;
  beforeEach(async () => {
    const folder = await newFolder();
    ({ dispose } = folder);
    path = join(folder.path, 'documents.db');
    documents = SqliteDocuments.open(path);
  });
  afterEach(async () => {
    await documents.close();
    await dispose();
  });
  const G = { projection: 'actions', number: 1 };
  const query: Query = {
    ...{ scope: 'p', field: 'owner', values: ['x'], limit: 10 },
    at: { effectiveAt: '2011-11-09' as Day, position: position(9) },
  };
  const write = (id: string, at: number) => ({
    ...{ id, json: '{}', position: position(at), closed: [] },
    opened: [{ since: position(at), entry: { scope: 'p', field: 'owner', value: 'x', key: id, from: null, to: null } }],
  });

  it('are read while another is in the middle of writing them', async () => {
    const lease = await documents.claim(G);
    await documents.commit(lease, [write('a', 1)], { position: position(1), eventId: null });
    const other = Database.writing(path, 'NORMAL');
    other.exec('BEGIN IMMEDIATE; UPDATE documents SET json = \'{"half":true}\'');
    expect((await documents.find(G, query)).docs).toMatchObject([{ id: 'a', json: '{}' }]);
    other.exec('COMMIT');
    expect((await documents.find(G, query)).docs).toMatchObject([{ id: 'a', json: '{"half":true}' }]);
    other.close();
  });

  it('shows states that another process has changed', async () => {
    const lease = await documents.claim(G);
    await documents.promote('actions', 'none', G);
    const reader = SqliteDocuments.open(path);
    expect((await reader.states()).get('actions')?.checkpoint.position).toBe(0n);
    await documents.commit(lease, [], { position: position(3), eventId: null });
    expect((await reader.states()).get('actions')?.checkpoint.position).toBe(3n);
    expect(await reader.states()).toBe(await reader.states());
    await reader.close();
  });

  it('has nothing of a generation whose drop was broken off, and deletes the rest of it in the next process', async () => {
    const NEXT = { projection: 'actions', number: 2 };
    await documents.claim(G);
    await documents.promote('actions', 'none', G);
    const next = await documents.claim(NEXT);
    const many = Array.from({ length: 12_000 }, (_, i) => write(String(i), i + 1));
    await documents.commit(next, many, { position: position(12_000), eventId: null });
    const dropping = documents.drop(NEXT);
    await documents.close();
    await dropping;
    documents = SqliteDocuments.open(path);
    expect((await documents.states()).get('actions')?.others).toEqual([]);
    expect(await documents.promote('actions', G, NEXT)).toBe(false);
    const rows = Database.reading(path);
    const left = rows.prepare('SELECT (SELECT count(*) FROM documents) + (SELECT count(*) FROM entries) AS left');
    expect(left.get()).not.toEqual({ left: 0 });
    await documents.claim(G);
    while ((left.get() as { left: number }).left > 0) await new Promise(setImmediate);
    rows.close();
  });

  it('does not make a generation live while it is being dropped', async () => {
    const NEXT = { projection: 'actions', number: 2 };
    await documents.claim(G);
    await documents.promote('actions', 'none', G);
    await documents.claim(NEXT);
    const dropping = documents.drop(NEXT);
    expect(await documents.promote('actions', G, NEXT)).toBe(false);
    await dropping;
    expect((await documents.states()).get('actions')).toMatchObject({ live: G, others: [] });
  });

  it('commits the others of a turn where one of them fails', async () => {
    const [stale, mine] = [await documents.claim(G), await documents.claim(G)];
    const other = await documents.claim({ projection: 'meetings', number: 1 });
    const through = { position: position(1), eventId: null };
    const outcomes = await Promise.allSettled([
      documents.commit(stale, [write('a', 1)], through),
      documents.commit(mine, [write('b', 1)], through),
      documents.commit(other, [write('c', 1)], through),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect([...(await documents.load(G, ['a', 'b'])).keys()]).toEqual(['b']);
    expect([...(await documents.load(other.generation, ['c'])).keys()]).toEqual(['c']);
  });

  it('leave out the JSON of what the caller holds at that position', async () => {
    const lease = await documents.claim(G);
    await documents.commit(lease, [write('a', 1), write('b', 2)], { position: position(2), eventId: null });
    const held = (id: string, at: bigint) => (id === 'a' && at === 1n) || (id === 'b' && at === 1n);
    const { docs } = await documents.find(G, { ...query, held });
    expect(docs).toMatchObject([
      { id: 'a', json: '', position: 1n },
      { id: 'b', json: '{}', position: 2n },
    ]);
  });

  it('takes up where a commit failed half-way, with fields that it had only just met', async () => {
    const lease = await documents.claim(G);
    const broken = { ...write('b', 2), json: Symbol('no text') as unknown as string };
    await expect(
      documents.commit(lease, [write('a', 1), broken], { position: position(2), eventId: null }),
    ).rejects.toThrow();
    await documents.commit(lease, [write('a', 1), write('b', 2)], { position: position(2), eventId: null });
    expect((await documents.find(G, query)).docs.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  describe('a page of one value', () => {
    const plan = (shape: Partial<FindShape>): string => {
      const database = Database.reading(path);
      const usual = { current: true, oneValue: true, descending: false, continued: false, withoutJson: false };
      const sql = findSql({ ...usual, ...shape });
      const rows = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[];
      database.close();
      return rows.map(({ detail }) => detail).join('\n');
    };

    it.each([{}, { descending: true }, { continued: true }, { withoutJson: true }])(
      'of today reads the index of open entries in order: %j',
      (shape) => {
        expect(plan(shape)).toMatch(/^SEARCH e USING INDEX entries_open \(field=\? AND value=\? .*\(key,id\)[<>]/);
        expect(plan(shape)).not.toContain('TEMP B-TREE FOR ORDER BY');
      },
    );

    it.each([{}, { descending: true }, { continued: true }])(
      'of the past reads the index of all in order: %j',
      (shape) => {
        expect(plan({ ...shape, current: false })).toMatch(
          /^SEARCH e USING INDEX entries_ever \(field=\? AND value=\? .*\(key,id\)[<>]/,
        );
        expect(plan({ ...shape, current: false })).not.toContain('TEMP B-TREE FOR ORDER BY');
      },
    );

    it('that continues asks the entries of each document alone whether it was shown', () => {
      expect(plan({ continued: true })).toContain('SEARCH p USING INDEX entries_of_document (document=? AND field=?)');
    });
  });

  it('stand whole in their file, apart from its WAL, when they are closed', async () => {
    await documents.commit(await documents.claim(G), [write('a', 1)], { position: position(1), eventId: null });
    await documents.close();
    copyFileSync(path, `${path}.copy`);
    documents = SqliteDocuments.open(`${path}.copy`);
    expect((await documents.load(G, ['a'])).size).toBe(1);
  });
});
