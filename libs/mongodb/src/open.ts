import { setTimeout as pause } from 'node:timers/promises';
import { MongoConnection, MongoUnavailable, type ConnectionOptions } from './connection.js';
import { MongoDocuments } from './documents.js';
import { MongoKeys, type KeysOptions } from './keys.js';

/** Behind an attempt that has waited for its patience already. */
const AGAIN_MS = 1_000;

export interface MongoConfig extends ConnectionOptions, KeysOptions {
  readonly database: string;
  /** Where keys are, if not there: whoever has both them and the log can read the words. */
  readonly keysUrl?: string;
  readonly keysDatabase: string;
}

export interface MongoStores {
  readonly documents: MongoDocuments;
  readonly keys: MongoKeys;
  /** Drops collections that others have left behind; may take long, and nobody need wait for it. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

/** Opens both stores; waits, for as long as it takes, for their primaries. Throws what `signal` aborts with. */
export async function openMongo(config: MongoConfig): Promise<MongoStores> {
  const { url, keysUrl = url, database, keysDatabase } = config;
  const connection = await MongoConnection.open(config);
  const opened = [connection];
  const close = async (): Promise<void> => {
    for (const each of opened) await each.close();
  };
  try {
    const forKeys = keysUrl === url ? connection : await MongoConnection.open({ ...config, url: keysUrl });
    if (forKeys !== connection) opened.push(forKeys);
    const documents = new MongoDocuments(connection, database);
    const keys = await patiently(config, () => MongoKeys.open(forKeys, keysDatabase, config));
    return {
      ...{ documents, keys },
      sweep: () => documents.sweep(),
      close: async () => {
        await keys.close();
        await documents.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A primary that goes away again during what is done at the start is waited for too. */
async function patiently<T>({ signal, onWaiting }: ConnectionOptions, work: () => Promise<T>): Promise<T> {
  for (;;) {
    signal?.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof MongoUnavailable)) throw error;
      onWaiting?.(error.message);
      await pause(AGAIN_MS, undefined, signal && { signal }).catch(() => undefined);
    }
  }
}
