import { join } from 'node:path';
import { SqliteLog } from '@app/sqlite';
import { Child } from '../support/child.js';
import { newFolder } from '../support/folders.js';
import { eventLogContract } from './event-log.contract.js';

eventLogContract(
  'SQLite',
  async () => {
    const folder = await newFolder();
    const path = join(folder.path, 'log.db');
    return {
      open: () => SqliteLog.open(path, { onFatal: (error) => fail(error) }),
      appendAndDie: async (step, stream, events) => {
        const child = Child.start({ dieAtStep: step });
        await child.call('openLog', path);
        await child.call('append', stream, 'none', events).catch(() => undefined);
        const died = child.isDead;
        await child.kill();
        return died;
      },
      dispose: folder.dispose,
    };
  },
  { durable: true },
);
