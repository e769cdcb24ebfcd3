import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { AppendAndDie } from '../processes/append-and-die.js';

/** Whether the process died before it had its answer. */
export async function appendAndDie(what: AppendAndDie): Promise<boolean> {
  const child = fork(join(__dirname, '../../../dist/workers/append-and-die.js'), { serialization: 'advanced' });
  let hasAnswer = false;
  child.once('message', () => (hasAnswer = true));
  child.send(what);
  await once(child, 'exit');
  if (!hasAnswer && child.signalCode !== 'SIGKILL') throw new Error(`it ended with ${child.exitCode}`);
  return !hasAnswer;
}
