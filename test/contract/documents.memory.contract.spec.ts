import { MemoryDocuments, MemoryDocumentsStore } from '@app/eventing';
import { documentsContract } from './documents.contract.js';

documentsContract(
  'memory',
  async () => {
    const store = new MemoryDocumentsStore();
    return { open: async () => new MemoryDocuments(store), dispose: async () => undefined };
  },
  { durable: false },
);
