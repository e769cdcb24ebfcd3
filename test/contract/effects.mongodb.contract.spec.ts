import { MemoryLog } from '@app/eventing';
import { describeWithMongo } from '../support/mongodb/server.js';
import { TestDatabase } from '../support/mongodb/store.js';
import { effectsContract } from './effects.contract.js';

describeWithMongo('on a server at hand', (server) => {
  effectsContract('MongoDB', async () => {
    const database = new TestDatabase(server);
    const log = new MemoryLog();
    return {
      ...{ log, keys: await database.keys(), documents: await database.documents() },
      dispose: async () => {
        await log.close();
        await database.dispose();
      },
    };
  });
});
