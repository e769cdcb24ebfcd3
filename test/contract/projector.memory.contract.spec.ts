import { MemoryDocuments, MemoryDocumentsStore, MemoryLog, MemoryLogStore } from '@app/eventing';
import { projectorContract } from './projector.contract.js';

projectorContract('memory', async () => {
  const [events, docs] = [new MemoryLogStore(), new MemoryDocumentsStore()];
  return {
    open: async () => ({ log: new MemoryLog(events), documents: new MemoryDocuments(docs) }),
    dispose: async () => undefined,
  };
});
