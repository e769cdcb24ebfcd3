import { Metadata, status } from '@grpc/grpc-js';
import type { Faults, Method, Refusal } from './faults.js';
import type { Current, Store } from './store.js';
import type { Subscription } from './subscription.js';

/** What the handlers know of the server that they are part of. */
export interface Node {
  readonly store: Store;
  readonly faults: Faults;
  readonly subscriptions: Set<Subscription>;
  readonly port: number;
  readonly listsBatchAppend: boolean;
  /** False in the spell after a start in which it takes calls and does none. */
  isReady(): boolean;
  /** Grows with every kill: what was under way in an earlier one is never done. */
  readonly life: number;
  count(method: Method): void;
  /** Something has happened that a test may wait for. */
  changed(): void;
  cut(peer: string): void;
}

export interface Call<T> {
  readonly method: Method;
  readonly stream?: string;
  readonly peer: string;
  work(): T;
  answer(result: T): void;
  refuse(refusal: Refusal): void;
  /** What work would give where the stream is elsewhere; only appends have it. */
  conflict?(current?: Current): T;
}

const withTrailers = (code: status, details: string, trailers: Record<string, string>): Refusal => {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return { code, details, metadata };
};

export const notReady: Refusal = { code: status.UNKNOWN, details: 'Server Is Not Ready' };
export const invalidPosition: Refusal = { code: status.UNKNOWN, details: 'Exception was thrown by handler.' };
export const notLeader = (host: string, port: number): Refusal =>
  withTrailers(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  });
export const streamDeleted = (stream: string): Refusal =>
  withTrailers(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });
export const wrongVersion = (stream: string, expected: string, current: Current): Refusal =>
  withTrailers(status.FAILED_PRECONDITION, 'Append failed due to WrongExpectedVersion.', {
    exception: 'wrong-expected-version',
    'stream-name': stream,
    'expected-version': expected,
    ...(current === 'no_stream' ? {} : { 'actual-version': String(current) }),
  });
export const tooLarge = (limit: number): Refusal =>
  withTrailers(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(limit),
  });

/** Does a call, or what the fault that is on for it makes of it. */
export function serve<T>(node: Node, call: Call<T>): void {
  node.count(call.method);
  const known = call.method === 'features' || call.method === 'gossip';
  if (!known && !node.isReady()) return call.refuse(notReady);
  const taken = node.faults.take(call.method, call.stream);
  if (!taken) return call.answer(call.work());
  const { fault } = taken;
  const { life } = node;
  switch (fault.kind) {
    case 'silent':
      break;
    case 'answer-lost':
      call.work();
      break;
    case 'hold': {
      const result = call.work();
      taken.hold(() => call.answer(result));
      break;
    }
    case 'cut':
      if (fault.when === 'after') call.work();
      node.cut(call.peer);
      break;
    case 'slow':
      setTimeout(() => {
        if (node.life === life) call.answer(call.work());
      }, fault.ms).unref();
      break;
    case 'conflict':
      if (call.conflict) call.answer(call.conflict(fault.current));
      break;
    case 'refuse':
      call.refuse(fault.status);
      break;
    case 'not-leader':
      call.refuse(notLeader(fault.host, fault.port));
      break;
    case 'duplicate':
      break;
  }
  node.changed();
}
