import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { newFolder } from '../../../test/support/folders.js';
import { Database } from './database.js';
import { GroupCommit, type Append } from './group-commit.js';
import { LOG_FILE } from './log-file.js';
import { ensureFile } from './store-file.js';

const event = (data = '{}') => ({ id: randomUUID(), type: 'ActionRecorded', data, metadata: '{}' });
const append = (...events: ReturnType<typeof event>[]): Append => ({ stream: randomUUID(), expected: -1, events });

describe('a group of appends', () => {
  let dispose: () => Promise<void>;
  let db: Database;
  let writer: GroupCommit;
  let path: string;
  beforeEach(async () => {
    const folder = await newFolder();
    dispose = folder.dispose;
    path = join(folder.path, 'log.db');
    ensureFile(path, LOG_FILE);
    const writing = jest.spyOn(Database, 'writing');
    writer = new GroupCommit(path);
    db = writing.mock.results[0]?.value as Database;
    writing.mockRestore();
  });
  afterEach(async () => {
    writer.close();
    await dispose();
  });
  const streams = () => (db.prepare('SELECT count(*) AS n FROM streams').get() as { n: number }).n;
  const positions = () =>
    (db.prepare('SELECT position AS n FROM events ORDER BY position').all() as { n: number }[]).map(({ n }) => n);

  it('is one commit', () => {
    const commits = jest.spyOn(db, 'transaction');
    expect(writer.commit([append(event()), append(event(), event())])).toEqual([1, 3]);
    expect(commits).toHaveBeenCalledTimes(1);
    expect(db.pragma('synchronous')).toBe(2);
  });

  it('with an id that is taken loses that append only, and leaves no gap', () => {
    const [one] = [event()];
    expect(writer.commit([append(one)])).toEqual([1]);
    expect(writer.commit([append(event()), append(event(), one), append(event())])).toEqual([2, 'id-taken', 3]);
    expect(positions()).toEqual([1, 2, 3]);
    expect(streams()).toBe(3);
  });

  it('that finds no room is told so and leaves nothing, and what is small enough still goes in', () => {
    writer.commit([append(event())]);
    const pages = Number(db.pragma('page_count'));
    db.exec(`PRAGMA max_page_count = ${pages + 2}`);
    const large = append(event(JSON.stringify('x'.repeat(100_000))));
    expect(writer.commit([append(event()), large, append(event())])).toEqual([2, 'full', 3]);
    expect(positions()).toEqual([1, 2, 3]);
    db.exec('PRAGMA max_page_count = 1000000');
    expect(writer.commit([large])).toEqual([4]);
  });

  it('of which one finds no room, or an id taken, is refused whole where order counts', () => {
    const ordered = new GroupCommit(path, true);
    const taken = event();
    const group = [append(event()), append(taken), append(taken), append(event())];
    expect(ordered.commit(group)).toEqual(['id-taken', 'id-taken', 'id-taken', 'id-taken']);
    expect(positions()).toEqual([]);
    expect(ordered.commit(group.slice(0, 2))).toEqual([1, 2]);
    ordered.close();
  });

  it('that finds no room still gives the receipt of what was written before', () => {
    const written = append(event());
    writer.commit([written]);
    db.exec(`PRAGMA max_page_count = ${Number(db.pragma('page_count'))}`);
    const large = append(event(JSON.stringify('x'.repeat(100_000))));
    expect(writer.commit([written, large])).toEqual([1, 'full']);
  });

  it('whose commit fails in any other way throws, for nobody knows what was written', () => {
    jest.spyOn(db, 'transaction').mockImplementation(() => {
      throw Object.assign(new Error('disk I/O error'), { errcode: 1034 });
    });
    expect(() => writer.commit([append(event())])).toThrow('disk I/O error');
  });
});
