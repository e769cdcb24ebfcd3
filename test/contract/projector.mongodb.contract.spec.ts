import { MemoryLog } from '@app/eventing';
import { MongoDocuments } from '@app/mongodb';
import { describeWithMongo } from '../support/mongodb/server.js';
import { TestDatabase } from '../support/mongodb/store.js';
import { projectorContract } from './projector.contract.js';

// Some of these make a store after another, and each step of them is a round trip.
jest.setTimeout(120_000);

const RUNS = 3;

describeWithMongo('on a server at hand', (server) => {
  projectorContract(
    'MongoDB',
    async () => {
      const database = new TestDatabase(server);
      const connection = await database.connect();
      const log = new MemoryLog();
      let stores = 0;
      return {
        log,
        newDocuments: async () => new MongoDocuments(connection, database.another(`${++stores}`)),
        dispose: async () => {
          await database.dispose();
          await log.close();
        },
      };
    },
    RUNS,
  );
});
