import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import {
  EventStoreDBClient,
  jsonEvent,
  type AllStreamRecordedEvent,
  type AllStreamSubscription,
  type JSONEventType,
} from '@eventstore/db-client';
import { StandIn } from './stand-in.js';

/** Where the rows of what was seen are run: always on the stand-in, and on a real node where one is named. */
export const targets: readonly ('the stand-in' | 'the node at ESDB_URL')[] =
  process.env.ESDB_URL === undefined ? ['the stand-in'] : ['the stand-in', 'the node at ESDB_URL'];

export interface Target {
  readonly server: StandIn | undefined;
  readonly url: string;
  /** With these an append takes the unary path; a node without TLS does not look at them. */
  readonly credentials: { readonly username: string; readonly password: string };
  /** Begins the names of all streams of this run. */
  readonly prefix: string;
  close(): Promise<void>;
}

export async function openTarget(name: (typeof targets)[number]): Promise<Target> {
  const { ESDB_URL, ESDB_USERNAME: username = 'nobody', ESDB_PASSWORD: password = 'nothing' } = process.env;
  const server = name === 'the stand-in' ? await StandIn.start() : undefined;
  return {
    server,
    url: server?.url ?? withAccess(ESDB_URL ?? ''),
    credentials: { username, password },
    prefix: `rows-${randomUUID()}/`,
    close: async () => server?.kill(),
  };
}

export const connect = (url: string, settings = ''): EventStoreDBClient =>
  EventStoreDBClient.connectionString(settings === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${settings}`);

function withAccess(url: string): string {
  const { ESDB_USERNAME, ESDB_PASSWORD = '', ESDB_CA_FILE } = process.env;
  const named = ESDB_USERNAME === undefined || url.includes('@');
  const access = `${encodeURIComponent(ESDB_USERNAME ?? '')}:${encodeURIComponent(ESDB_PASSWORD)}@`;
  const known = named ? url : url.replace('://', `://${access}`);
  if (ESDB_CA_FILE === undefined) return known;
  return `${known}${known.includes('?') ? '&' : '?'}tlsCAFile=${encodeURIComponent(ESDB_CA_FILE)}`;
}

export const anEvent = (n = 0) =>
  jsonEvent({ id: randomUUID(), type: 'counted', data: { n }, metadata: { by: 'rows' } });
export const events = (count: number) => Array.from({ length: count }, (_, n) => anEvent(n));

/** Ids in a stream, in order of revision. */
export async function idsIn(client: EventStoreDBClient, stream: string): Promise<string[]> {
  return (await eventsIn(client, stream)).map(({ id }) => id);
}

export const eventsIn = (client: EventStoreDBClient, stream: string) =>
  readOut(client.readStream<JSONEventType>(stream));

/** To its end, always: a read that is left early makes `dispose` of its client wait for ever. */
export async function readOut<E>(read: AsyncIterable<{ readonly event?: E }>): Promise<E[]> {
  const all: E[] = [];
  for await (const { event } of read) if (event) all.push(event);
  return all;
}

/** The next so many events of a subscription, which is then over. */
export async function nextOf(subscription: AllStreamSubscription, count: number): Promise<AllStreamRecordedEvent[]> {
  const all: AllStreamRecordedEvent[] = [];
  try {
    for await (const { event } of subscription) {
      if (event) all.push(event);
      if (all.length >= count) break;
    }
    return all;
  } finally {
    await subscription.unsubscribe();
  }
}

/** Tries until it works, as a client does that a server comes back to; gives up after ten seconds. */
export async function onceBack<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === 200) throw error;
      await setTimeout(50);
    }
  }
}

/** What it throws; fails where it does not. */
export async function failureOf<E extends Error = Error>(work: Promise<unknown>): Promise<E> {
  const failure: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof Error)) throw new Error('it did not fail');
  return failure as E;
}
