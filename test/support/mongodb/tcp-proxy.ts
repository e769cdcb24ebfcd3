import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { MongoClient, type Document } from 'mongodb';
import { Connection, type Exchange } from './connection.js';
import { Retries } from './retries.js';
import { answer, notPrimaryNoSecondaryOk, notWritablePrimary } from './scripted-errors.js';
import type { Message } from './wire.js';

// A TCP proxy on loopback between the driver and a server, with faults on demand:
//
//   const proxy = await MongoProxy.open(server.url);        // clients connect to proxy.url
//   const fault = proxy.on('update', cutAfter);             // the next update: written, but no answer comes
//   proxy.on({ command: 'insert', nth: 2 }, answer(notWritablePrimary));
//   await fault.met;                                        // gives the request that met it
//   proxy.cut(); await proxy.refuse(); await proxy.accept(); proxy.freeze(); proxy.thaw();
//   proxy.stepDown(); proxy.elect();                        // no primary in between
//   await proxy.close();                                    // after the clients
//
// The faults are in scripted-errors.ts; one is a function of an Exchange, so a test may write its own.
//
// What the driver sees is a replica set of one member, whatever the server is: it retries a write once, and waits for a
// primary before it sends anything. FerretDB knows nothing of that, so the proxy does for it what a replica set does: a
// write that is retried is not done twice (see retries.ts). It shows no majority, no second member and no rollback.
// `open(url, { standalone: true })` leaves the server as it is.
//
// A trap of the driver that `cut` shows: a command sent on an idle connection that was just reset may fail with the bare
// error of the socket (`code: 'ECONNRESET'`), which is no MongoError; the driver does not retry that one.

export type Fault = (exchange: Exchange) => Promise<void> | void;

/** Which request meets a fault: the nth with that command from now on, over all connections. */
export interface Which {
  readonly command: string;
  /** From 1, which is the default. */
  readonly nth?: number;
  /** How many, from that one on; 1 is the default, Infinity possible. */
  readonly times?: number;
}

export interface Planned {
  /** Resolves when the first request meets the fault, with that request. */
  readonly met: Promise<Document>;
  /** From now on, no request meets it. */
  lift(): void;
}

interface Rule extends Required<Which> {
  readonly fault: Fault;
  readonly meet: (request: Document) => void;
  seen: number;
}

const SET = 'proxied';
const WRITES = new Set([
  ...['insert', 'update', 'delete', 'findAndModify', 'create', 'createIndexes', 'drop', 'dropDatabase'],
  ...['dropIndexes', 'renameCollection'],
]);
const READS = new Set(['find', 'aggregate', 'count', 'distinct', 'listCollections', 'listIndexes', 'listDatabases']);

export class MongoProxy {
  private readonly connections = new Set<Connection>();
  private readonly seen = new Map<string, number>();
  private rules: Rule[] = [];
  private frozen = false;
  private hasPrimary = true;
  private listener?: Server;
  private port = 0;

  private constructor(
    private readonly server: { readonly host: string; readonly port: number },
    private readonly named: URL,
    private readonly set: string | undefined,
    private readonly retries: Retries | undefined,
  ) {}

  static async open(url: string, { standalone = false } = {}): Promise<MongoProxy> {
    const named = new URL(url);
    const client = new MongoClient(url);
    const hello = await client
      .db('admin')
      .command({ hello: 1 })
      .finally(() => client.close());
    const member = typeof hello['setName'] === 'string';
    // Connected directly, a member may know itself and others by names that mean nothing here.
    const found = member && named.searchParams.get('directConnection') !== 'true';
    const [host = '', port = '27017'] = (found ? (hello['primary'] as string) : named.host).split(':');
    const set = member ? (hello['setName'] as string) : SET;
    const proxy = new MongoProxy(
      { host, port: Number(port) },
      named,
      standalone ? undefined : set,
      standalone || member ? undefined : new Retries(),
    );
    await proxy.accept();
    return proxy;
  }

  get url(): string {
    const url = new URL(this.named);
    for (const name of ['replicaSet', 'directConnection', 'compressors']) url.searchParams.delete(name);
    if (this.set) url.searchParams.set('replicaSet', this.set);
    else url.searchParams.set('directConnection', 'true');
    url.host = this.address;
    if (url.pathname === '') url.pathname = '/';
    return url.href;
  }

  async close(): Promise<void> {
    await this.refuse();
    for (const connection of this.connections) connection.end();
  }

  on(which: string | Which, fault: Fault): Planned {
    const { command, nth = 1, times = 1 } = typeof which === 'string' ? { command: which } : which;
    let meet: Rule['meet'] = () => undefined;
    const met = new Promise<Document>((resolve) => (meet = resolve));
    const rule: Rule = { command, nth, times, fault, meet, seen: 0 };
    this.rules.push(rule);
    return { met, lift: () => void (this.rules = this.rules.filter((other) => other !== rule)) };
  }

  /** How many requests with that command came from clients, whatever became of them. */
  count(command: string): number {
    return this.seen.get(command) ?? 0;
  }

  /** Resets every connection, now. What is on its way to the server still reaches it. */
  cut(): void {
    for (const connection of this.connections) connection.cut();
  }

  /** Resets every connection and refuses new ones, as where no server runs. */
  async refuse(): Promise<void> {
    const { listener } = this;
    if (!listener) return;
    this.listener = undefined;
    this.cut();
    listener.close();
    await once(listener, 'close');
  }

  /** Takes connections again, at the same address. */
  async accept(): Promise<void> {
    if (this.listener) return;
    this.listener = createServer((socket) => this.connect(socket));
    this.listener.listen(this.port, '127.0.0.1');
    await once(this.listener, 'listening');
    this.port = (this.listener.address() as AddressInfo).port;
  }

  /** Connections stay open, new ones too, but nothing comes through in either direction. */
  freeze(): void {
    this.frozen = true;
  }

  /** What came in the meantime is lost: those connections are reset, as after a long break of the network. */
  thaw(): void {
    this.frozen = false;
    this.cut();
  }

  /** The member says that it is a secondary, with no primary known, and takes no writes and no reads from one. */
  stepDown(): void {
    this.hasPrimary = false;
    this.cut();
  }

  elect(): void {
    this.hasPrimary = true;
    this.cut();
  }

  private get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  private connect(socket: Socket): void {
    const connection: Connection = new Connection(socket, this.server, {
      frozen: () => this.frozen,
      met: (request) => this.met(request),
      hello: (document) => this.hello(document),
      retries: this.retries,
      closed: () => this.connections.delete(connection),
    });
    this.connections.add(connection);
  }

  private met(request: Message): Fault | undefined {
    const { command } = request;
    this.seen.set(command, this.count(command) + 1);
    let fault: Fault | undefined;
    for (const rule of this.rules.filter((each) => each.command === command)) {
      rule.seen += 1;
      if (fault || rule.seen < rule.nth || rule.seen >= rule.nth + rule.times) continue;
      fault = rule.fault;
      rule.meet(request.document());
    }
    return fault ?? this.refusal(request);
  }

  private refusal(request: Message): Fault | undefined {
    if (this.hasPrimary) return undefined;
    if (WRITES.has(request.command)) return answer(notWritablePrimary);
    if (READS.has(request.command) && !('$readPreference' in request.document()))
      return answer(notPrimaryNoSecondaryOk);
    return undefined;
  }

  /** What the server tells of itself, as if the proxy were the only member of a replica set. */
  private hello(told: Document): Document {
    if (!this.set) return told;
    const { primary: _, ...member } = told;
    return {
      ...{ ...member, setName: this.set, setVersion: 1, hosts: [this.address], me: this.address },
      ...{ isWritablePrimary: this.hasPrimary, ismaster: this.hasPrimary, secondary: !this.hasPrimary },
      ...(this.hasPrimary && { primary: this.address }),
    };
  }
}
