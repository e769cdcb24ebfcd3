import { join } from 'node:path';
import { SqliteDocuments, SqliteLog } from '@app/sqlite';
import { newFolder } from '../support/folders.js';
import { projectorContract } from './projector.contract.js';

const RUNS = 5;

projectorContract(
  'SQLite',
  async () => {
    const folder = await newFolder();
    const onFatal = (error: Error): void => {
      throw error;
    };
    const log = await SqliteLog.open(join(folder.path, 'log.db'), { onFatal });
    const opened: SqliteDocuments[] = [];
    return {
      log,
      newDocuments: async () => {
        const documents = SqliteDocuments.open(join(folder.path, `read-models-${opened.length}.db`));
        opened.push(documents);
        return documents;
      },
      dispose: async () => {
        for (const documents of opened) await documents.close();
        await log.close();
        await folder.dispose();
      },
    };
  },
  RUNS,
);
