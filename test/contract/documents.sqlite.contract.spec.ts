import { join } from 'node:path';
import { SqliteDocuments } from '@app/sqlite';
import { Child } from '../support/child.js';
import { newFolder } from '../support/folders.js';
import { documentsContract } from './documents.contract.js';

documentsContract(
  'SQLite',
  async () => {
    const folder = await newFolder();
    const path = join(folder.path, 'documents.db');
    return {
      open: async () => SqliteDocuments.open(path),
      commitAndDie: async (step, g, writes, through) => {
        const child = Child.start({ dieAtStep: step });
        await child.call('openDocuments', path);
        await child.call('claimAndCommit', g, writes, through).catch(() => undefined);
        const died = child.isDead;
        await child.kill();
        return died;
      },
      dispose: folder.dispose,
    };
  },
  { durable: true },
);
