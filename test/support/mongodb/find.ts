import { findFerretdb, startFerretdb } from './ferretdb.js';
import { startMongod } from './mongod.js';
import { ask, type RunningServer } from './running.js';

/** A server for the tests, or why there is none. */
export type Found = RunningServer | { readonly none: string; readonly named: boolean };

/**
 * The server that MONGODB_URL names, which is not ours to stop; otherwise a mongod of our own; otherwise FerretDB. A
 * server that is named and does not answer is an error, never replaced by another.
 */
export async function findServer(): Promise<Found> {
  const url = process.env['MONGODB_URL'];
  if (url) {
    return ask(url).then(
      (server): Found => ({ ...server, stop: async () => undefined }),
      (error: Error): Found => ({ none: `the server of MONGODB_URL does not answer: ${error.message}`, named: true }),
    );
  }
  const reasons: string[] = [];
  const program = findFerretdb();
  const ways = [startMongod, ...(program ? [() => startFerretdb(program)] : [])];
  for (const start of ways) {
    const found = await start().catch((error: Error) => void reasons.push(error.message.split('\n')[0]!));
    if (found) return found;
  }
  if (!program) reasons.push('no ferretdb in PATH or where Go installs');
  return { none: reasons.join('; '), named: false };
}
