import { setMaxListeners } from 'node:events';
import { ambient, AppendAmbiguous, Outage } from '@app/eventing';
import type {
  Appended,
  Batch,
  EventId,
  EventLog,
  Head,
  NewEvent,
  Position,
  Revision,
  Stored,
  StreamId,
} from '@app/eventing';
import { Appender } from './appender.js';
import { Connection, type Access } from './client.js';
import { mayPass, LogUnavailable, reasonOf, RecordsExpire } from './failure.js';
import { Following, SIGN_MS, type Follow } from './following.js';
import { Names } from './names.js';
import { Ours } from './ours.js';
import { backOff } from './patience.js';
import { Reader } from './reader.js';
import { Retention } from './retention.js';

export interface EventStoreDbConfig extends Access {
  /** Begins the names of our streams, before a slash. Another deployment on the same server has another one. */
  readonly prefix: string;
  /** For one answer. Shorter: a silent server is noticed sooner, and a slow one taken for silent. */
  readonly deadlineMs?: number;
  /** Nothing of ours stands before this position of the server: spares looking for it there. */
  readonly notBefore?: bigint;
}

export interface EventStoreDbOptions {
  /** Records expire, or are gone: the process should end, and somebody look at the server. */
  readonly onFatal: (error: Error) => void;
  /** What it waits for, each time that it tries again; it goes on by itself. */
  readonly onTrouble?: (reason: string) => void;
  /** Ends the waiting for a server at the start. */
  readonly signal?: AbortSignal;
}

/** What the head is known from may be this old; then the server is asked. */
const FRESH_MS = 2.5 * SIGN_MS;

/** The log on EventStoreDB. A connection for each purpose, since the client drops all that is on one at some errors. */
export class EventStoreDbLog implements EventLog {
  private readonly closing = new AbortController();
  private readonly connections = new Set<Connection>();
  private readonly names: Names;
  private readonly reader: Reader;
  private readonly ours: Ours;
  private readonly appender: Appender;
  private readonly pending = new Set<Promise<Appended>>();
  private heardAt = -Infinity;

  private constructor(
    private readonly config: EventStoreDbConfig,
    private readonly options: EventStoreDbOptions,
  ) {
    const { deadlineMs: ms = 5_000, notBefore, prefix } = config;
    const { signal } = this.closing;
    // Every question that waits to be asked again listens, and lets go afterwards: no limit on how many do.
    setMaxListeners(0, signal);
    this.names = new Names(prefix);
    const outage = new Outage();
    this.reader = new Reader({ connection: this.connect(), names: this.names, outage, ms, signal });
    this.ours = new Ours(this.reader, this.names, notBefore);
    const { names, ours, reader } = this;
    this.appender = new Appender({ connection: this.connect(), names, ours, reader, outage, ms, signal });
  }

  /**
   * Waits for a server that is not there, or does not answer yet, until `signal` aborts. Throws RecordsExpire where
   * retention is set on a stream of ours, and what no waiting can mend, as a password that is wrong.
   */
  static async open(config: EventStoreDbConfig, options: EventStoreDbOptions): Promise<EventStoreDbLog> {
    const log = new EventStoreDbLog(config, options);
    try {
      await log.start();
      return log;
    } catch (error) {
      await log.close();
      throw error;
    }
  }

  read(stream: StreamId, o?: { from?: Revision; until?: Revision }): AsyncIterable<Stored> {
    return this.reader.stream(stream, o);
  }

  append(stream: StreamId, expected: Revision | 'none', events: readonly NewEvent[]): Promise<Appended> {
    if (this.closing.signal.aborted) return Promise.reject(new AppendAmbiguous('the log is closed'));
    const appending = this.appender.append(stream, expected, events);
    this.pending.add(appending);
    const done = () => void this.pending.delete(appending);
    appending.then(done, (error: unknown) => {
      done();
      if (error instanceof RecordsExpire) this.options.onFatal(error);
    });
    return appending;
  }

  subscribe(o: Follow): AsyncIterable<Batch> {
    return this.follow(o);
  }

  async head({ fresh = false } = {}): Promise<Head> {
    if (fresh || ambient.elapsed() - this.heardAt > FRESH_MS) await this.ours.look();
    return this.ours.head;
  }

  eventAt(position: Position): Promise<EventId | null> {
    return this.reader.eventAt(position);
  }

  async close(): Promise<void> {
    this.closing.abort();
    await Promise.allSettled(this.pending);
    for (const connection of this.connections) connection.close();
    this.connections.clear();
  }

  private async start(): Promise<void> {
    const { signal, onTrouble } = this.options;
    const retention = new Retention(this.names, this.reader);
    for (let failures = 0; ; failures++) {
      try {
        await this.ours.look();
        await retention.lookBack();
        break;
      } catch (error) {
        if (signal?.aborted || !(error instanceof LogUnavailable || mayPass(error))) throw error;
        onTrouble?.(reasonOf(error));
        await ambient.sleep(backOff(failures), signal);
      }
    }
    this.heardAt = ambient.elapsed();
    this.keep(this.listen());
    this.keep(retention.watch(this.connect(), this.closing.signal));
  }

  /** Keeps the head known: what other processes write is heard of, and the server is not asked for every question. */
  private async listen(): Promise<void> {
    const { signal } = this.closing;
    for await (const { caughtUp } of this.follow({ after: this.ours.position, batch: 1_000, signal })) {
      if (caughtUp) this.heardAt = ambient.elapsed();
    }
  }

  private keep(work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (!this.closing.signal.aborted) this.options.onFatal(error as Error);
    });
  }

  private async *follow(o: Follow): AsyncGenerator<Batch> {
    const signal = AbortSignal.any([o.signal, this.closing.signal]);
    if (signal.aborted) return;
    const { names, ours, reader } = this;
    const connection = this.connect();
    const onTrouble = (reason: string) => this.options.onTrouble?.(reason);
    try {
      yield* new Following({ ...o, signal }, { names, ours, reader, connection, onTrouble }).batches();
    } finally {
      this.connections.delete(connection);
    }
  }

  private connect(): Connection {
    const connection = new Connection(this.config);
    this.connections.add(connection);
    return connection;
  }
}
