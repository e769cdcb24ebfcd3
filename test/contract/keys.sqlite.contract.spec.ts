import { join } from 'node:path';
import type { KeyId } from '@app/domain';
import { SqliteKeys } from '@app/sqlite';
import { Database } from '../../libs/sqlite/src/database.js';
import { Child } from '../support/child.js';
import { newFolder } from '../support/folders.js';
import { keysContract } from './keys.contract.js';

keysContract(
  'SQLite',
  async () => {
    const folder = await newFolder();
    const path = join(folder.path, 'keys.db');
    return {
      open: () => SqliteKeys.open(path),
      ids: async () => idsIn(path),
      process: async () => {
        const child = Child.start();
        await child.call('openKeys', path);
        return { next: (count) => child.call('nextKeys', count) as Promise<KeyId[]>, kill: () => child.kill() };
      },
      dispose: folder.dispose,
    };
  },
  { durable: true },
);

function idsIn(path: string): Set<KeyId> {
  const database = Database.reading(path);
  const rows = database.prepare('SELECT id FROM keys').all() as { id: KeyId }[];
  database.close();
  return new Set(rows.map(({ id }) => id));
}
