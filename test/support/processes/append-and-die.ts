import http2, { type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2';
import { EventStoreDbLog, type EventStoreDbConfig } from '@app/eventstoredb';
import type { NewEvent, StreamId } from '@app/eventing';

// A process that appends once to EventStoreDB and kills itself at a step of it: right before anything goes out on the
// call or is taken that has come back on it. Where there is no such step, it answers.
export interface AppendAndDie {
  readonly config: EventStoreDbConfig;
  readonly step: number;
  readonly stream: StreamId;
  readonly events: readonly NewEvent[];
}

let left = Infinity;

function step(): void {
  if (--left > 0) return;
  process.kill(process.pid, 'SIGKILL');
  // The signal comes when it comes; nothing more may happen until then.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

function stepBefore<T extends object>(object: T, method: keyof T, covers: (first: unknown) => boolean = () => true) {
  const original = object[method] as (...args: unknown[]) => unknown;
  const value = (...args: unknown[]): unknown => {
    if (covers(args[0])) step();
    return original.apply(object, args);
  };
  Object.defineProperty(object, method, { value });
}

const connect = http2.connect.bind(http2) as (...args: unknown[]) => ClientHttp2Session;
const stepping = (...args: unknown[]): ClientHttp2Session => {
  const session = connect(...args);
  const request = session.request.bind(session);
  session.request = (headers, options): ClientHttp2Stream => {
    const stream = request(headers, options);
    if (!headers || !String((headers as Record<string, unknown>)[':path']).endsWith('/Append')) return stream;
    stepBefore(stream, 'write');
    stepBefore(stream, 'end');
    stepBefore(stream, 'emit', (event) => ['response', 'trailers'].includes(String(event)));
    return stream;
  };
  return session;
};
Object.defineProperty(http2, 'connect', { value: stepping });

process.once('message', ({ config, step: fatal, stream, events }: AppendAndDie) => {
  const onFatal = (error: Error) => {
    throw error;
  };
  void EventStoreDbLog.open(config, { onFatal }).then(async (log) => {
    left = fatal;
    await log.append(stream, 'none', events);
    left = Infinity;
    process.send!('answered', () => process.exit());
  });
});
