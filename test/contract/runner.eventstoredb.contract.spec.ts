import { MemoryKeys, type MemoryKeyStore } from '@app/eventing';
import { eventStoreDbNode } from '../support/eventstoredb/node.js';
import { runnerContract } from './runner.contract.js';

runnerContract('EventStoreDB', async () => {
  const node = await eventStoreDbNode();
  const keys: MemoryKeyStore = new Map();
  return {
    open: async () => ({ log: await node.open(), keys: new MemoryKeys(keys) }),
    dispose: () => node.dispose(),
  };
});
