import { join } from 'node:path';
import { SqliteKeys, SqliteLog } from '@app/sqlite';
import { newFolder } from '../support/folders.js';
import { runnerContract } from './runner.contract.js';

runnerContract('SQLite', async () => {
  const folder = await newFolder();
  const onFatal = (error: Error): void => {
    throw error;
  };
  // One process owns the folder; the runners of the others have stale caches all the same.
  const log = await SqliteLog.open(join(folder.path, 'log.db'), { onFatal });
  const keys = await SqliteKeys.open(join(folder.path, 'keys.db'));
  return {
    open: async () => ({ log, keys }),
    dispose: async () => {
      await log.close();
      await keys.close();
      await folder.dispose();
    },
  };
});
