import { readFileSync } from 'node:fs';
import {
  binaryEvent,
  EventStoreDBClient,
  jsonEvent,
  streamNameFilter,
  type AllStreamResolvedEvent,
  type ResolvedEvent,
  type SingleNodeOptions,
} from '@eventstore/db-client';
import { parseConnectionString } from '@eventstore/db-client/dist/Client/parseConnectionString.js';
import { Incoming } from './incoming.js';
import { within } from './patience.js';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface Access {
  /** esdb:// or esdb+discover://, as the client of EventStoreDB has it. */
  readonly url: string;
  readonly credentials?: Credentials;
  /** PEM file of the authority that signed the nodes' certificates. */
  readonly caFile?: string;
}

/** An event as the client takes it: bytes, or a value that it writes as JSON. */
export interface Proposed {
  readonly id: string;
  readonly type: string;
  readonly content: { readonly json: unknown } | { readonly bytes: Buffer };
  readonly metadata: Buffer;
}

/** An event as the client gives it: data parsed where it is marked as JSON, metadata wherever it can be parsed. */
export interface Seen {
  readonly id: string;
  readonly streamId: string;
  readonly revision: bigint;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: unknown;
  readonly metadata?: unknown;
  readonly position: bigint;
}

type Resolved = ResolvedEvent | AllStreamResolvedEvent;

/** Kept out of reach of others' failures: the client drops its connection, and all on it, at some errors of one call. */
export class Connection {
  private node: Node;
  private readonly retired = new Set<Node>();
  private isClosed = false;

  constructor(private readonly access: Access) {
    this.node = new Node(access);
  }

  async append(stream: string, expected: bigint | 'none', events: readonly Proposed[], ms: number) {
    // From a turn of the event loop of its own: where another call has just made the client close its channel, the call
    // would throw where nobody can catch it, and the process would end.
    await new Promise(setImmediate);
    const { nextExpectedRevision, position } = await within(
      ms,
      this.node.appendToStream(stream, events.map(toClient), {
        expectedRevision: expected === 'none' ? 'no_stream' : expected,
        deadline: ms,
        ...this.node.common,
      }),
    );
    return { revision: nextExpectedRevision, position: position?.commit };
  }

  /** In order of revision from `from`. */
  readStream(stream: string, from: bigint, count: number): Incoming<Resolved> {
    const read = this.node.readStream(stream, { fromRevision: from, maxCount: count, ...this.node.common });
    return new Incoming(read, () => read.cancel());
  }

  lastOf(stream: string): Incoming<Resolved> {
    const read = this.node.readStream(stream, {
      ...{ direction: 'backwards', fromRevision: 'end', maxCount: 1 },
      ...this.node.common,
    });
    return new Incoming(read, () => read.cancel());
  }

  /** Of the whole server: the client sends no filter with a read. Backwards, the event at the position may come or not. */
  readAll(direction: 'forwards' | 'backwards', from: bigint | 'end', count: number): Incoming<Resolved> {
    const read = this.node.readAll({ direction, fromPosition: placeOf(from), maxCount: count, ...this.node.common });
    return new Incoming(read, () => read.cancel());
  }

  /**
   * Events of streams whose names begin so, after a position (0: all). At most `buffer` of them are held here.
   * `passed` tells how far the server has looked.
   */
  subscribe(prefix: string, after: bigint, buffer: number, passed?: (position: bigint) => void): Incoming<Resolved> {
    const subscription = this.node.subscribeToAll(
      {
        fromPosition: after === 0n ? 'start' : placeOf(after),
        filter: streamNameFilter({
          prefixes: [prefix],
          maxSearchWindow: 500,
          checkpointInterval: 1,
          checkpointReached: (_, { commit }) => {
            incoming.signs += 1;
            passed?.(commit);
          },
        }),
        ...this.node.common,
      },
      { highWaterMark: buffer },
    );
    const incoming = new Incoming<Resolved>(subscription, () => subscription.unsubscribe());
    return incoming;
  }

  /** The next call takes another connection. Calls that wait on this one end as they may. */
  renew(): void {
    if (this.isClosed) return;
    const { node } = this;
    this.retired.add(node);
    this.node = new Node(this.access);
    setTimeout(() => {
      if (this.retired.delete(node)) node.end();
    }, 10_000).unref();
  }

  /** Ends what is still open on it. */
  close(): void {
    this.isClosed = true;
    for (const node of [this.node, ...this.retired]) node.end();
    this.retired.clear();
  }
}

/** The position of an event that came with one; undefined for what is no event. */
export function seenOf({ event }: Resolved): Seen | undefined {
  const position = event?.position?.commit;
  return event && position !== undefined ? { ...event, position } : undefined;
}

/** The client, with its connection at hand, and without the one error of its own that nobody could catch. */
class Node extends EventStoreDBClient {
  readonly common: { readonly credentials: Credentials; readonly requiresLeader: true };
  private isUsed = false;

  constructor({ url, credentials, caFile }: Access) {
    const { hosts, dnsDiscover, defaultCredentials, tls = true, ...options } = parseConnectionString(url);
    const given = credentials ?? defaultCredentials;
    if (!given && tls) throw new Error('an EventStoreDB with TLS needs a user name and a password');
    const [host] = hosts;
    const where = dnsDiscover ? { discover: host } : hosts.length > 1 ? { endpoints: hosts } : { endpoint: host };
    const file = caFile ?? options.tlsCAFile;
    super(
      // The client tells the three apart as it is built; its types know them apart only by overloads. Whoever asks tries
      // again by itself, so one round of looking for the leader is enough, and nothing holds up the end of the process.
      {
        maxDiscoverAttempts: 1,
        gossipTimeout: 2,
        ...options,
        throwOnAppendFailure: true,
        ...where,
      } as SingleNodeOptions,
      {
        insecure: !tls,
        ...(file !== undefined && { rootCertificate: readFileSync(file) }),
        ...(options.userCertFile !== undefined && { userCertFile: readFileSync(options.userCertFile) }),
        ...(options.userKeyFile !== undefined && { userKeyFile: readFileSync(options.userKeyFile) }),
      },
    );
    // Given with every call, a node without TLS looks at them or not: without, appends would take the batch path, where
    // all connections of a process share one list, and a late answer ends the process.
    this.common = { credentials: given ?? { username: 'nobody', password: 'nothing' }, requiresLeader: true };
    // It is called without being waited for, and fails where no node of a cluster is found.
    const handle = this.handleError;
    this.handleError = (client, error) => handle(client, error).catch(() => undefined);
    const channel = this.getChannel;
    this.getChannel = () => {
      this.isUsed = true;
      return channel();
    };
  }

  end(): void {
    this.dispose().catch(() => undefined);
    if (!this.isUsed) return;
    this.getChannel().then(
      (channel) => channel.close(),
      () => undefined,
    );
  }
}

const placeOf = (position: bigint | 'end') => (position === 'end' ? position : { commit: position, prepare: position });

const toClient = ({ id, type, content, metadata }: Proposed) =>
  'bytes' in content
    ? binaryEvent({ id, type, data: content.bytes, metadata })
    : jsonEvent({ id, type, data: content.json as Record<string, unknown>, metadata });
