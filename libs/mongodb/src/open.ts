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
  close(): Promise<void>;
}

/** Opens both stores; waits, for as long as it takes, for their primaries. Throws what `signal` aborts with. */
export async function openMongo(config: MongoConfig): Promise<MongoStores> {
  const { url, keysUrl = url, database } = config;
  const connection = await MongoConnection.open(config);
  const opened = [connection];
  const close = async (): Promise<void> => {
    for (const each of opened) await each.close();
  };
  try {
    const forKeys = keysUrl === url ? connection : await MongoConnection.open({ ...config, url: keysUrl });
    if (forKeys !== connection) opened.push(forKeys);
    const keys = await openKeys(forKeys, config);
    const documents = new MongoDocuments(connection, database);
    return {
      ...{ documents, keys },
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

/** Keys are made at the start: a primary that goes away again just then is waited for too. */
async function openKeys(connection: MongoConnection, config: MongoConfig): Promise<MongoKeys> {
  const { signal, onWaiting, keysDatabase } = config;
  for (;;) {
    signal?.throwIfAborted();
    try {
      return await MongoKeys.open(connection, keysDatabase, config);
    } catch (error) {
      if (!(error instanceof MongoUnavailable)) throw error;
      onWaiting?.(error.message);
      await pause(AGAIN_MS, undefined, signal && { signal }).catch(() => undefined);
    }
  }
}
