import { once } from 'node:events';
import type { Documents, EventLog, Keys } from '@app/eventing';
import { EventStoreDbLog, LogUnavailable, RecordsExpire } from '@app/eventstoredb';
import { openMongo, type MongoStores } from '@app/mongodb';
import { hostsIn } from './hosts.js';
import { Stopped } from './stopped.js';

/** How often it is told that a server does not answer. */
const SILENCE_MS = 60_000;
/** A server that is there by then was not waited for. */
const SOON_MS = 1_000;

/** Where the servers of the distributed stack are. */
export interface ServersConfig {
  readonly log: {
    readonly url: string;
    readonly credentials?: { readonly username: string; readonly password: string };
    readonly caFile?: string;
    readonly prefix: string;
  };
  readonly documents: { readonly url: string; readonly database: string };
  readonly keys: { readonly url: string; readonly database: string };
}

/** At the start a server is waited for, and is there then. Later it may not answer for a while; it is asked again. */
export interface ServerNews {
  readonly server: 'EventStoreDB' | 'MongoDB';
  /** Its hosts. */
  readonly at: string;
  readonly is: 'awaited' | 'there' | 'silent';
}

export interface ServersOptions {
  readonly onFatal: (error: Error) => void;
  /** Once for each server that has to be waited for, and once when it is there; later, once a minute at most. */
  readonly onServer?: (news: ServerNews) => void;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
}

export interface Servers {
  readonly log: EventLog;
  readonly documents: Documents;
  readonly keys: Keys;
  /** Housekeeping, for whoever brings read models along; may take long, and nobody need wait for it. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Waits for all of them at once, for as long as it takes. Throws what no waiting mends (a wrong password, records that
 * would expire), and what `signal` aborts with.
 */
export async function openServers(config: ServersConfig, options: ServersOptions): Promise<Servers> {
  const { signal } = options;
  const givenUp = new AbortController();
  let fault: unknown;
  const orGiveUp = (error: unknown): undefined => {
    fault ??= error;
    givenUp.abort();
  };
  const within = { ...options, signal: signal ? AbortSignal.any([signal, givenUp.signal]) : givenUp.signal };
  const opening = [openLog(config, within).catch(orGiveUp), openStores(config, within).catch(orGiveUp)] as const;
  const all = Promise.all(opening);
  const close = async (): Promise<void> => {
    const [log, stores] = await all;
    await log?.close();
    await stores?.close();
  };
  await Promise.race([all, ...(signal ? [abortOf(signal)] : [])]);
  if (signal?.aborted) {
    // An attempt under way may take its time to end, and nobody waits for that.
    void close().catch(() => undefined);
    throw signal.reason;
  }
  const [log, stores] = await all;
  if (log && stores)
    return { ...{ log, documents: stores.documents, keys: stores.keys }, sweep: () => stores.sweep(), close };
  await close();
  throw fault;
}

const abortOf = (signal: AbortSignal): Promise<unknown> => (signal.aborted ? Promise.resolve() : once(signal, 'abort'));

const isPlain = (error: Error): boolean => error instanceof RecordsExpire || error instanceof LogUnavailable;

type Within = ServersOptions & { readonly signal: AbortSignal };

async function openLog({ log: config }: ServersConfig, { onFatal, signal, onServer }: Within): Promise<EventLog> {
  const news = new News({ server: 'EventStoreDB', at: hostsIn(config.url) }, onServer);
  return news.until(
    EventStoreDbLog.open(config, {
      onFatal: (error) => onFatal(isPlain(error) ? new Stopped(error.message) : error),
      onTrouble: () => news.troubled(),
      signal,
    }),
  );
}

async function openStores({ documents, keys }: ServersConfig, { signal, onServer }: Within): Promise<MongoStores> {
  const at = [...new Set([hostsIn(documents.url), hostsIn(keys.url)])].join(' and ');
  const news = new News({ server: 'MongoDB', at }, onServer);
  return news.until(
    openMongo({
      ...{ url: documents.url, database: documents.database, keysUrl: keys.url, keysDatabase: keys.database },
      signal,
      onWaiting: () => news.troubled(),
    }),
  );
}

/** Trouble is told of once, though it is met again and again. */
class News {
  private isOpen = false;
  private isAwaited = false;
  private toldAt = -Infinity;

  constructor(
    private readonly whose: Pick<ServerNews, 'server' | 'at'>,
    private readonly tell?: (news: ServerNews) => void,
  ) {}

  /** A first attempt may take long before it fails. */
  async until<T>(opening: Promise<T>): Promise<T> {
    const timer = setTimeout(() => this.awaited(), SOON_MS);
    try {
      const opened = await opening;
      if (this.isAwaited) this.tell?.({ ...this.whose, is: 'there' });
      this.isOpen = true;
      return opened;
    } finally {
      clearTimeout(timer);
    }
  }

  troubled(): void {
    if (this.isOpen) this.silent();
    else this.awaited();
  }

  private awaited(): void {
    if (!this.isAwaited) this.tell?.({ ...this.whose, is: 'awaited' });
    this.isAwaited = true;
  }

  private silent(): void {
    if (performance.now() - this.toldAt < SILENCE_MS) return;
    this.toldAt = performance.now();
    this.tell?.({ ...this.whose, is: 'silent' });
  }
}
