import { join } from 'node:path';
import { MemoryDocuments, MemoryKeys, MemoryLog } from '@app/eventing';
import { SqliteDocuments, SqliteKeys, SqliteLog } from '@app/sqlite';
import { newFolder } from '../support/folders.js';
import { effectsContract } from './effects.contract.js';

effectsContract('memory', async () => ({
  log: new MemoryLog(),
  keys: new MemoryKeys(),
  documents: new MemoryDocuments(),
  dispose: async () => undefined,
}));

effectsContract('SQLite', async () => {
  const folder = await newFolder();
  const onFatal = (error: Error): void => {
    throw error;
  };
  const log = await SqliteLog.open(join(folder.path, 'log.db'), { onFatal });
  const keys = await SqliteKeys.open(join(folder.path, 'keys.db'));
  const documents = SqliteDocuments.open(join(folder.path, 'read-models.db'));
  return {
    ...{ log, keys, documents },
    dispose: async () => {
      await log.close();
      await keys.close();
      await documents.close();
      await folder.dispose();
    },
  };
});
