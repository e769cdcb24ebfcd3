import { MemoryKeys, MemoryLog, MemoryLogStore, type MemoryKeyStore } from '@app/eventing';
import { runnerContract } from './runner.contract.js';

runnerContract('memory', async () => {
  const events = new MemoryLogStore();
  const keys: MemoryKeyStore = new Map();
  return {
    open: async () => ({ log: new MemoryLog(events), keys: new MemoryKeys(keys) }),
    dispose: async () => undefined,
  };
});
