import { describeWithMongo } from '../../../test/support/mongodb/server.js';
import { TestDatabase } from '../../../test/support/mongodb/store.js';
import { Table } from './table.js';

describeWithMongo('a collection', (server) => {
  let database: TestDatabase;
  beforeEach(() => void (database = new TestDatabase(server)));
  afterEach(() => database.dispose());

  it.each([1, 2, 5, 6, 100])('is counted in parts of %i', async (atOnce) => {
    const table = new Table<{ _id: string; even: boolean }>(await database.connect(), database.name, 'counted');
    await table.insert(Array.from({ length: 10 }, (_, i) => ({ _id: `row ${i}`, even: i % 2 === 0 })));
    expect(await table.count({ even: true }, atOnce)).toBe(5);
    expect(await table.count({}, atOnce)).toBe(10);
  });
});
