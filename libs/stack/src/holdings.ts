import type { EventLog, Keys, LogReader } from '@app/eventing';
import { openFolder, readFolder, SqliteKeys, SqliteLog } from '@app/sqlite';
import { Closing } from './closing.js';
import type { StackConfig, StackOptions } from './stack.js';

/** What cannot be built again, without anything that answers from it: for moving it to another store. */
export interface Holdings {
  readonly log: EventLog;
  readonly keys: Keys;
  /** Appends that may wait together, in the order in which they were sent; see `importLog`. */
  readonly atOnce: number;
  close(): Promise<void>;
}

/** The same to be read, also beside a server that is running on it. */
export interface HoldingsReader {
  readonly log: LogReader;
  readonly keys: Pick<Keys, 'all'>;
  close(): Promise<void>;
}

type Config = Exclude<StackConfig, { kind: 'memory' }>;

/** Of the embedded log, which writes in order whatever waits. */
const TOGETHER = 1_000;

/** The folder is this process's own meanwhile; servers are shared. Throws as `openStack` does. */
export async function openHoldings(config: Config, options: StackOptions): Promise<Holdings> {
  if (config.kind === 'distributed') {
    const { openServers } = await import('./servers.js');
    return { ...(await openServers(config.servers, options)), atOnce: 1 };
  }
  const closing = new Closing();
  try {
    const folder = openFolder(config.folder, { create: config.create ?? false });
    closing.add(() => folder.close());
    // Keys first: a log without its keys is refused, so they must be there before it is.
    const keys = await SqliteKeys.open(folder.keys);
    closing.add(() => keys.close());
    const log = await SqliteLog.open(folder.log, { onFatal: options.onFatal, allOrNone: true });
    closing.add(() => log.close());
    return { log, keys, atOnce: TOGETHER, close: () => closing.run() };
  } catch (error) {
    await closing.run();
    throw error;
  }
}

/** Throws as `openStack` does; of a folder, only where it cannot be read. */
export async function readHoldings(config: Config, options: StackOptions): Promise<HoldingsReader> {
  if (config.kind === 'distributed') return openHoldings(config, options);
  const folder = readFolder(config.folder);
  return { log: folder.log, keys: { all: () => folder.keys() }, close: () => folder.close() };
}
