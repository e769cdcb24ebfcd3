import { start } from './child.js';
import type { Round } from './harness.js';
import type { Load, Loading } from './load.process.js';

/** Sends requests from a process of its own, so that the load takes no time from either side's thread. */
export async function withLoad<T>(work: (run: (load: Load) => Promise<Round>) => Promise<T>): Promise<T> {
  const child = start<Loading>('load.process');
  try {
    return await work((load) => child.call('run', load));
  } finally {
    await child.end();
  }
}
