import { MemoryLog, MemoryLogStore } from '@app/eventing';
import { eventLogContract } from './event-log.contract.js';

eventLogContract(
  'memory',
  async () => {
    const store = new MemoryLogStore();
    return { open: async () => new MemoryLog(store), dispose: async () => undefined };
  },
  { durable: false },
);
