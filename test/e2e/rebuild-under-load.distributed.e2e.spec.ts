import { distributedStack } from '../support/distributed.js';
import { describeWithMongo } from '../support/mongodb/server.js';
import { rebuildUnderLoad } from './support/rebuild-under-load.js';
import { serve } from './support/server.js';

jest.setTimeout(180_000);

describeWithMongo('on servers', (server) => {
  rebuildUnderLoad('distributed', async () => serve(await distributedStack(server)), { tries: 30 });
});
