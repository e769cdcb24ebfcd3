import { describeWithMongo } from '../../../test/support/mongodb/server.js';
import { TestDatabase } from '../../../test/support/mongodb/store.js';
import type { MongoConnection } from './connection.js';
import { MongoKeys } from './keys.js';

describeWithMongo('the key store in MongoDB', (server) => {
  let database: TestDatabase;
  let connection: MongoConnection;
  beforeEach(async () => {
    database = new TestDatabase(server);
    connection = await database.connect();
  });
  afterEach(() => database.dispose());

  it('has keys at hand before it is asked, and waits only when there are none', async () => {
    const keys = await MongoKeys.open(connection, database.name, { batch: 8 });
    const handed = Array.from({ length: 9 }, () => keys.next());
    expect(handed.slice(0, 8).map((id) => typeof id)).toEqual(Array(8).fill('string'));
    expect(handed[8]).toBeInstanceOf(Promise);
    expect(await keys.find([await handed[8]!])).toHaveProperty('size', 1);
    await keys.close();
  });

  it('keeps nothing of a destroyed key in its collection but its id', async () => {
    const keys = await MongoKeys.open(connection, database.name, { batch: 4 });
    const id = await keys.next();
    await keys.destroy([id]);
    const row = await database.raw((db) => db.collection<{ _id: string }>('keys').findOne({ _id: id }));
    expect(row).toEqual({ _id: id, secret: null });
    await keys.close();
  });
});
