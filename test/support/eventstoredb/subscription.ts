import { randomUUID } from 'node:crypto';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { Refusal } from './faults.js';
import { checkpointMessage, confirmationMessage, eventMessage } from './messages.js';
import { invalidPosition, serve, type Node } from './serve.js';
import type { Recorded, Store } from './store.js';

export type ReadCall = ServerWritableStream<ReadReq, Buffer>;

/** Events looked at between two checkpoints, times what the client asks for. */
const defaultWindow = 32;

export function subscribe(node: Node, call: ReadCall, options: ReadReq.Options): void {
  const refuse = (refusal: object): void => void call.emit('error', refusal);
  serve<number | undefined>(node, {
    method: 'subscribe',
    peer: call.getPeer(),
    refuse,
    work: () => {
      const from = options.getAll();
      if (from?.hasStart()) return 0;
      if (from?.hasEnd()) return node.store.all.length;
      const at = indexIn(node.store, from?.getPosition());
      return at === undefined ? undefined : at + 1;
    },
    answer: (next) => {
      call.write(confirmationMessage(randomUUID()));
      if (next === undefined) return refuse(invalidPosition);
      new Subscription(node, call, next, options.getFilter());
    },
  });
}

/** Catches up, then follows; nothing tells the client where the one becomes the other. */
export class Subscription {
  /** Stays open, and nothing more comes on it. */
  muted = false;
  private looked = 0;
  private draining = false;
  private readonly wanted: (event: Recorded) => boolean;
  private readonly window: number;
  private readonly forget: () => void;

  constructor(
    private readonly node: Node,
    private readonly call: ReadCall,
    private next: number,
    filter: ReadReq.Options.FilterOptions | undefined,
  ) {
    this.wanted = wantedBy(filter);
    const interval = (filter?.getMax() || defaultWindow) * (filter?.getCheckpointintervalmultiplier() || 1);
    this.window = filter ? interval : Infinity;
    this.forget = node.store.onAppended(() => setImmediate(() => this.deliver()));
    call.on('cancelled', () => this.close());
    node.subscriptions.add(this);
    node.changed();
    this.deliver();
  }

  /** Ends it from the side of the server; without a refusal as one that is simply over. */
  end(refusal?: Refusal): void {
    if (refusal) this.call.emit('error', refusal);
    else this.call.end();
    this.close();
  }

  private close(): void {
    this.forget();
    if (this.node.subscriptions.delete(this)) this.node.changed();
  }

  private deliver(): void {
    const { all } = this.node.store;
    while (this.next < all.length && !this.muted && !this.draining && !this.call.cancelled) {
      const event = all[this.next++];
      if (!event) return;
      this.looked += 1;
      if (this.wanted(event)) this.send(event);
      if (this.looked % this.window === 0) this.write(checkpointMessage(event.position));
    }
  }

  private send(event: Recorded): void {
    this.write(eventMessage(event));
    if (this.node.faults.take('delivery', event.stream)) this.write(eventMessage(event));
    this.node.count('delivery');
  }

  private write(message: Buffer): void {
    if (this.call.write(message) || this.draining) return;
    this.draining = true;
    this.call.once('drain', () => {
      this.draining = false;
      this.deliver();
    });
  }
}

/** Index of the event at the position asked for; undefined where none is there. */
export function indexIn(store: Store, position: ReadReq.Options.Position | undefined): number | undefined {
  const commit = position?.getCommitPosition();
  return commit === position?.getPreparePosition() ? store.indexOf(Number(commit)) : undefined;
}

function wantedBy(filter: ReadReq.Options.FilterOptions | undefined): (event: Recorded) => boolean {
  const expression = filter?.getStreamIdentifier() ?? filter?.getEventType();
  if (!expression) return () => true;
  const prefixes = expression.getPrefixList();
  const regex = expression.getRegex() === '' ? undefined : new RegExp(expression.getRegex());
  const subject = filter?.hasStreamIdentifier() ? ({ stream }: Recorded) => stream : ({ type }: Recorded) => type;
  return (event) => regex?.test(subject(event)) ?? prefixes.some((prefix) => subject(event).startsWith(prefix));
}
