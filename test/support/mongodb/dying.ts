import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Generation, Mark, Write } from '@app/eventing';
import type { MongoServer } from './server.js';
import { MongoProxy, type Fault } from './tcp-proxy.js';

const program = join(__dirname, '../../../dist/workers/mongodb-writer.js');
const COMMANDS = ['find', 'insert', 'update', 'delete', 'aggregate'];

export interface DyingCommit {
  readonly generation: Generation;
  readonly writes: readonly Write[];
  readonly through: Mark;
  /** One step before the server gets a command of the commit, one after it is done. */
  readonly fatal: number;
}

/** Lets a process claim and commit, and kills it at a step of the commit. False where it was done before it came to that. */
export async function commitAndDie(
  server: MongoServer,
  database: string,
  { generation, writes, through, fatal }: DyingCommit,
): Promise<boolean> {
  const proxy = await MongoProxy.open(server.url);
  const child: ChildProcess = fork(program, [proxy.url, database], { serialization: 'advanced' });
  const gone = once(child, 'exit');
  const said = async (): Promise<unknown> => (await once(child, 'message'))[0];
  child.send({ claim: generation });
  await said();
  let steps = 0;
  const isFatal = (): boolean => ++steps === fatal && child.kill('SIGKILL');
  const stepping: Fault = async (exchange) => {
    // Whatever else is on its way at that moment may come through or not: the dead do not ask.
    if (isFatal()) return;
    const answer = await exchange.pass();
    if (!isFatal()) exchange.reply(answer);
  };
  for (const command of COMMANDS) proxy.on({ command, times: Infinity }, stepping);
  child.send({ writes, through });
  const ended = await Promise.race([said(), gone.then(() => 'died')]);
  child.kill('SIGKILL');
  await gone;
  await proxy.close();
  return ended === 'died';
}
