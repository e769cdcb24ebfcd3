import type { KeyId } from '@app/domain';
import { describeWithMongo } from '../support/mongodb/server.js';
import { TestDatabase } from '../support/mongodb/store.js';
import { keysContract } from './keys.contract.js';

// FerretDB looks at every row where many are asked for.
jest.setTimeout(60_000);

describeWithMongo('on a server at hand', (server) => {
  keysContract(
    'MongoDB',
    async () => {
      const database = new TestDatabase(server);
      return {
        open: () => database.keys(),
        ids: () =>
          database.raw(async (db) => {
            const rows = await db.collection<{ _id: KeyId }>('keys').find().toArray();
            return new Set(rows.map(({ _id }) => _id));
          }),
        dispose: () => database.dispose(),
      };
    },
    { durable: false },
  );
});
