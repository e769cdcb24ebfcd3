import { MemoryDocuments, MemoryLog } from '@app/eventing';
import { projectorContract } from './projector.contract.js';

projectorContract('memory', async () => ({
  log: new MemoryLog(),
  newDocuments: async () => new MemoryDocuments(),
  dispose: async () => undefined,
}));
