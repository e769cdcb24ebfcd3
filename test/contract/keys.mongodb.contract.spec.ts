import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { KeyId } from '@app/domain';
import { describeWithMongo, type MongoServer } from '../support/mongodb/server.js';
import { TestDatabase } from '../support/mongodb/store.js';
import { keysContract } from './keys.contract.js';

const program = join(__dirname, '../../dist/workers/mongodb-keys.js');

async function start(server: MongoServer, database: string) {
  const child = fork(program, [server.url, database]);
  const gone = once(child, 'exit');
  const said = async (): Promise<unknown> => {
    const [message] = await Promise.race([once(child, 'message'), gone.then(() => [undefined])]);
    if (message === undefined) throw new Error('the process died before it answered');
    return message;
  };
  await said();
  return {
    next: async (count: number): Promise<KeyId[]> => {
      child.send(count);
      return (await said()) as KeyId[];
    },
    kill: async (): Promise<void> => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

describeWithMongo('on a server at hand', (server) => {
  keysContract(
    'MongoDB',
    async () => {
      const database = new TestDatabase(server);
      return {
        open: () => database.keys(),
        ids: () =>
          database.raw(async (db) => {
            const rows = await db.collection<{ _id: KeyId }>('keys').find().toArray();
            return new Set(rows.map(({ _id }) => _id));
          }),
        process: () => start(server, database.name),
        dispose: () => database.dispose(),
      };
    },
    { durable: true },
  );
});
