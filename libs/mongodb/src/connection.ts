import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { ambient, DiskFull, Outage, StoreUnavailable } from '@app/eventing';
import { isFull, isPassing, MongoClient, type Collection, type Document } from './driver.js';

export interface ConnectionOptions {
  /** Connection string, with credentials and TLS where they are wanted. */
  readonly url: string;
  /** Gives up waiting for a server. */
  readonly signal?: AbortSignal;
  /** Told each time that it met trouble, and which: no server answers, there is no primary, it has stepped down. */
  readonly onWaiting?: (reason: string) => void;
  /**
   * How long operations are tried again while there is no primary, counted from when it was first missed. Higher: an
   * election, usually over within 12 s, is not seen by anybody; lower: whoever asks hears of a lost server sooner.
   */
  readonly patienceMs?: number;
  /** How long one answer may take before its connection is given up. */
  readonly answerMs?: number;
}

/** What the server is; asked once. */
export interface Server {
  readonly kind: 'mongodb' | 'ferretdb';
  readonly version: string;
  /** It is one of a set, and knows what the majority of it has. */
  readonly replicated: boolean;
}

/** No primary answered for as long as it was tried; whether the last attempt was written is not known. */
export class MongoUnavailable extends StoreUnavailable {
  constructor(what: string, cause: unknown) {
    super(`MongoDB has no primary that could ${what}: ${reasonOf(cause)}`, { cause });
  }
}

const SHORTEST_MS = 20;
const LONGEST_MS = 1_000;

/** The way to one MongoDB deployment, for all that is kept there. */
export class MongoConnection {
  private readonly outage: Outage;

  private constructor(
    private readonly client: MongoClient,
    readonly server: Server,
    private readonly options: ConnectionOptions,
    private readonly closing: AbortController,
  ) {
    this.outage = new Outage(options.patienceMs);
  }

  /** Waits, for as long as it takes, for a primary. Throws what `signal` aborts with, and what waiting cannot mend. */
  static async open(options: ConnectionOptions): Promise<MongoConnection> {
    const closing = new AbortController();
    // Everything that waits for a primary listens, and lets go as soon as it has waited: no limit on how many do.
    setMaxListeners(0, closing.signal);
    for (let attempt = 1; ; attempt++) {
      options.signal?.throwIfAborted();
      const client = clientOf(options);
      const onAbort = (): void => void client.close().catch(() => undefined);
      options.signal?.addEventListener('abort', onAbort, { once: true });
      try {
        return new MongoConnection(client, await askOf(client), options, closing);
      } catch (error) {
        await client.close();
        options.signal?.throwIfAborted();
        if (!isPassing(error)) throw error;
        options.onWaiting?.(reasonOf(error));
        await pause(backOff(attempt), undefined, options).catch(() => undefined);
      } finally {
        options.signal?.removeEventListener('abort', onAbort);
      }
    }
  }

  collection<T extends Document>(database: string, name: string): Collection<T> {
    // Only a set knows a majority; of one server, what it has written is all there is.
    const level = this.server.replicated ? 'majority' : 'local';
    return this.client.db(database).collection<T>(name, { readConcern: { level } });
  }

  /** The names of all in that database. */
  async collections(database: string): Promise<string[]> {
    const list = () => this.client.db(database).listCollections({}, { nameOnly: true }).toArray();
    return (await this.run(`list the collections of ${database}`, list)).map(({ name }) => name);
  }

  /**
   * Carries out what may be repeated, again and again while there is no primary, up to the patience; once where that is
   * used up already. Throws MongoUnavailable, DiskFull, and what is no passing trouble.
   */
  async run<T>(what: string, work: () => Promise<T>): Promise<T> {
    const began = ambient.elapsed();
    for (let attempt = 1; ; attempt++) {
      try {
        const done = await work();
        this.outage.answered();
        return done;
      } catch (error) {
        if (isFull(error) || !isPassing(error)) {
          this.outage.answered();
          throw isFull(error) ? new DiskFull(`MongoDB has no room: ${reasonOf(error)}`) : error;
        }
        if (this.closing.signal.aborted) throw new MongoUnavailable(what, error);
        this.options.onWaiting?.(reasonOf(error));
        const until = Math.min(began + this.outage.patienceMs, this.outage.failed());
        const wait = backOff(attempt);
        if (ambient.elapsed() + wait > until) throw new MongoUnavailable(what, error);
        await pause(wait, undefined, { signal: this.closing.signal }).catch(() => undefined);
      }
    }
  }

  /** Ends what is waiting for a primary, and every connection. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.client.close();
  }
}

/** Everything is written to the majority and its journals before it is answered, and read from there. */
function clientOf({ url, answerMs = 10_000 }: ConnectionOptions): MongoClient {
  return new MongoClient(url, {
    ...{ appName: 'throughline', useBigInt64: true, readPreference: 'primary', retryWrites: true, retryReads: true },
    writeConcern: { w: 'majority', journal: true, wtimeoutMS: answerMs },
    ...{ serverSelectionTimeoutMS: Math.min(answerMs, 5_000), connectTimeoutMS: Math.min(answerMs, 5_000) },
    ...{ socketTimeoutMS: answerMs, waitQueueTimeoutMS: answerMs },
  });
}

async function askOf(client: MongoClient): Promise<Server> {
  await client.connect();
  const admin = client.db('admin');
  const hello = await admin.command({ hello: 1 });
  const { version, ferretdbVersion } = await admin.command({ buildInfo: 1 });
  return {
    kind: ferretdbVersion === undefined ? 'mongodb' : 'ferretdb',
    version: String(ferretdbVersion ?? version),
    replicated: typeof hello['setName'] === 'string' || hello['msg'] === 'isdbgrid',
  };
}

/** Spread, so that those who lost the same primary do not all come back at once. */
const backOff = (attempt: number): number =>
  Math.min(SHORTEST_MS * 2 ** (attempt - 1), LONGEST_MS) * (0.5 + Math.random() / 2);

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
