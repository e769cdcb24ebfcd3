/**
 * A stand-in for EventStoreDB at the wire: real gRPC on loopback, on the service definitions that the client ships. It
 * behaves as a single node 22.10 was seen to (`test/faults/eventstoredb-rows.spec.ts`, one test a row, which runs
 * against a real node as well), and does on demand what a real one does only on a bad day.
 *
 * Modelled: append over both paths, with what is de-duplicated and what is not; reads of streams and of `$all`;
 * filtered subscriptions to `$all` with checkpoints; soft delete, tombstone, stream metadata and retention; server
 * features and gossip of one node; a kill, after which what was acknowledged is there and remembered ids are not.
 *
 * Left out: persistent subscriptions, projections, users and access, TLS, links, subscriptions to one stream, scavenging
 * (what retention hides stays in `$all`), the HTTP side, replication, deadlines inside the server, and the disk: it is
 * faster than a real one and its figures say nothing about one.
 */
import { Server, ServerCredentials, status, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { append, batchAppend } from './appending.js';
import { softDelete, tombstone } from './deleting.js';
import { Faults, type Fault, type Method, type Refusal, type Switch } from './faults.js';
import { Links } from './links.js';
import { gossip, supportedMethods } from './node-info.js';
import { read } from './reading.js';
import type { Node } from './serve.js';
import { Store } from './store.js';
import type { Subscription } from './subscription.js';

export interface StandInOptions {
  /** What is on the disk; a new and nearly empty one by default. Two servers on one store are a leader and a follower. */
  readonly store?: Store;
  readonly port?: number;
  /** Puts a wire in between that can be held, at the price of another hop for every byte. */
  readonly freezable?: boolean;
  /** Whether it says that it can append over the batch path. */
  readonly listsBatchAppend?: boolean;
}

export class StandIn implements Node {
  readonly store: Store;
  readonly faults = new Faults();
  readonly subscriptions = new Set<Subscription>();
  readonly listsBatchAppend: boolean;
  port: number;
  life = 0;
  /** Calls taken so far, by method. */
  readonly calls: Partial<Record<Method, number>> = {};
  private readonly freezable: boolean;
  private running: { readonly links: Links; readonly grpc: Server; readonly forget: () => void } | undefined;
  private answering = true;
  private readonly waiting = new Set<() => void>();

  private constructor({ store, port = 0, freezable = false, listsBatchAppend = true }: StandInOptions) {
    this.store = store ?? new Store();
    this.port = port;
    this.freezable = freezable;
    this.listsBatchAppend = listsBatchAppend;
  }

  static async start(options: StandInOptions = {}): Promise<StandIn> {
    const made = new StandIn(options);
    await made.open();
    return made;
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  fault(fault: Fault): Switch {
    return this.faults.on(fault);
  }

  /** Resolves when this holds; it is asked at every call, append, delivery, fault, and subscription that comes or goes. */
  until(holds: (server: this) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const ask = (): void => {
        if (!holds(this)) return;
        this.waiting.delete(ask);
        resolve();
      };
      this.waiting.add(ask);
      ask();
    });
  }

  /** As kill -9: connections die at once, nobody listens any more, and what was acknowledged is in the store. */
  async kill(): Promise<void> {
    const { links, grpc, forget } = this.running ?? {};
    this.running = undefined;
    this.life += 1;
    forget?.();
    await links?.close();
    grpc?.forceShutdown();
    for (const one of [...this.subscriptions]) one.end();
  }

  /** As SIGTERM: says goodbye first. */
  async stop(): Promise<void> {
    this.endSubscriptions({ code: status.UNAVAILABLE, details: 'Server Is Shutting Down' });
    await new Promise(setImmediate);
    await this.kill();
  }

  /** On the same store and port. With `answering: false` it is "not ready" until `ready()`. */
  async restart({ answering = true }: { answering?: boolean } = {}): Promise<void> {
    await this.kill();
    this.answering = answering;
    await this.open();
  }

  ready(): void {
    this.answering = true;
  }

  /** As SIGSTOP: the kernel still takes connections, and nothing is read or answered, not even a ping, until `thaw`. */
  freeze(): void {
    this.running?.links.freeze(true);
  }

  thaw(): void {
    this.running?.links.freeze(false);
  }

  /** Half-open: the subscriptions of now stay open and get nothing more, though pings are answered. */
  muteSubscriptions(): void {
    for (const one of this.subscriptions) one.muted = true;
  }

  endSubscriptions(refusal?: Refusal): void {
    for (const one of [...this.subscriptions]) one.end(refusal);
  }

  /** Breaks a connection, or all of them, while the server stays up. */
  cut(peer?: string): void {
    this.running?.links.cut(peer);
  }

  isReady(): boolean {
    return this.answering;
  }

  count(method: Method): void {
    this.calls[method] = (this.calls[method] ?? 0) + 1;
    this.changed();
  }

  changed(): void {
    for (const ask of [...this.waiting]) ask();
  }

  private async open(): Promise<void> {
    const grpc = this.services();
    const inner = this.freezable ? await bind(grpc) : 0;
    const injector = this.freezable ? undefined : grpc.createConnectionInjector(ServerCredentials.createInsecure());
    const links = new Links((socket) => injector?.injectConnection(socket), this.freezable ? () => inner : undefined);
    this.port = await links.listen(this.port);
    this.running = { links, grpc, forget: this.store.onAppended(() => this.changed()) };
    this.store.started(this.port);
  }

  private services(): Server {
    const grpc = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
    const streams: UntypedServiceImplementation = {
      append: append.bind(null, this),
      batchAppend: batchAppend.bind(null, this),
      read: read.bind(null, this),
      delete: softDelete.bind(null, this),
      tombstone: tombstone.bind(null, this),
    };
    // What is read is sent as it was put into bytes the first time.
    const service = {
      ...StreamsService,
      read: { ...StreamsService.read, responseSerialize: (bytes: Buffer) => bytes },
    };
    grpc.addService(service, streams);
    grpc.addService(ServerFeaturesService, { getSupportedMethods: supportedMethods.bind(null, this) });
    grpc.addService(GossipService, { read: gossip.bind(null, this) });
    return grpc;
  }
}

const bind = (grpc: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    grpc.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
