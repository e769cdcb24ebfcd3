import { commitAndDie } from '../support/mongodb/dying.js';
import { describeWithMongo } from '../support/mongodb/server.js';
import { TestDatabase } from '../support/mongodb/store.js';
import { documentsContract } from './documents.contract.js';

describeWithMongo('on a server at hand', (server) => {
  documentsContract(
    'MongoDB',
    async () => {
      const database = new TestDatabase(server);
      return {
        open: () => database.documents(),
        commitAndDie: (fatal, generation, writes, through) =>
          commitAndDie(server, database.name, { generation, writes, through, fatal }),
        dispose: () => database.dispose(),
      };
    },
    { durable: true },
  );
});
