import { MemoryKeys, type MemoryKeyStore } from '@app/eventing';
import { keysContract } from './keys.contract.js';

keysContract(
  'memory',
  async () => {
    const store: MemoryKeyStore = new Map();
    return {
      open: async () => new MemoryKeys(store),
      ids: async () => new Set(store.keys()),
      dispose: async () => undefined,
    };
  },
  { durable: false },
);
