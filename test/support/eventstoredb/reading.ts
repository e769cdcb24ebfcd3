import { status } from '@grpc/grpc-js';
import { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { eventMessage, nameOf, notFoundMessage } from './messages.js';
import { invalidPosition, serve, streamDeleted, type Node } from './serve.js';
import type { Recorded, Store } from './store.js';
import { indexIn, subscribe, type ReadCall } from './subscription.js';

type Options = ReadReq.Options;
type Shown = readonly Recorded[] | 'not-found' | 'deleted' | 'invalid-position';

const { BACKWARDS } = ReadReq.Options.ReadDirection;

export function read(node: Node, call: ReadCall): void {
  const options = call.request.getOptions() ?? new ReadReq.Options();
  const refuse = (refusal: object): void => void call.emit('error', refusal);
  const stream = options.getStream();
  if (options.hasSubscription()) {
    if (stream) return refuse({ code: status.UNIMPLEMENTED, details: 'The stand-in subscribes to $all only' });
    return subscribe(node, call, options);
  }
  const name = nameOf(stream?.getStreamIdentifier());
  serve<Shown>(node, {
    method: stream ? 'readStream' : 'readAll',
    stream: stream && name,
    peer: call.getPeer(),
    refuse,
    work: () => (stream ? ofStream(node.store, name, options) : ofAll(node.store, options)),
    answer: (shown) => {
      if (shown === 'deleted') return refuse(streamDeleted(name));
      if (shown === 'invalid-position') return refuse(invalidPosition);
      if (shown !== 'not-found') return send(call, shown);
      call.write(notFoundMessage(name));
      call.end();
    },
  });
}

function ofStream(store: Store, name: string, options: Options): Shown {
  const visible = store.visible(name);
  if (typeof visible === 'string') return visible;
  const stream = options.getStream();
  const count = Number(options.getCount());
  const backwards = options.getReadDirection() === BACKWARDS;
  if (stream?.hasStart()) return backwards ? visible.slice(0, 1) : visible.slice(0, count);
  if (stream?.hasEnd()) return backwards ? visible.slice(Math.max(visible.length - count, 0)).reverse() : [];
  // What is shown has no gaps, so a revision is as far from the first as its place in the list.
  const place = Number(stream?.getRevision()) - Number(visible[0]?.revision ?? 0);
  if (!backwards) return visible.slice(Math.max(place, 0), Math.max(place, 0) + count);
  return visible.slice(Math.max(place + 1 - count, 0), Math.max(place + 1, 0)).reverse();
}

/** Forwards with the event at the position, backwards with the one before it. */
function ofAll(store: Store, options: Options): Shown {
  const { all } = store;
  const asked = options.getAll();
  const count = Number(options.getCount());
  const backwards = options.getReadDirection() === BACKWARDS;
  let at: number | undefined = asked?.hasStart() ? 0 : all.length;
  if (asked?.hasPosition()) at = indexIn(store, asked.getPosition());
  if (at === undefined) return 'invalid-position';
  return backwards ? all.slice(Math.max(0, at - count), at).reverse() : all.slice(at, at + count);
}

function send(call: ReadCall, events: readonly Recorded[]): void {
  let next = 0;
  const more = (): void => {
    while (next < events.length && !call.cancelled) {
      const event = events[next++];
      if (event && !call.write(eventMessage(event))) return void call.once('drain', more);
    }
    call.end();
  };
  more();
}
