/**
 * What EventStoreDB and its client were seen to do when the server goes away, row by row. On the stand-in only: a node
 * that somebody else runs is not stopped.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  DeadlineExceededError,
  NO_STREAM,
  START,
  UnavailableError,
  UnknownError,
  streamNameFilter,
  type AllStreamRecordedEvent,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import { StandIn, type StandInOptions } from '../support/eventstoredb/stand-in.js';
import { anEvent, connect, events, failureOf, idsIn, nextOf, onceBack } from '../support/eventstoredb/target.js';

/** With these an append takes the unary path. */
const credentials = { username: 'nobody', password: 'nothing' };
const prefix = 'away/';

describe('EventStoreDB as seen when the server goes away, on the stand-in only', () => {
  const servers: StandIn[] = [];
  const clients: EventStoreDBClient[] = [];
  const start = async (options?: StandInOptions): Promise<StandIn> => {
    const server = await StandIn.start(options);
    servers.push(server);
    return server;
  };
  const clientOf = (server: StandIn, settings?: string): EventStoreDBClient => {
    const client = connect(server.url, settings);
    clients.push(client);
    return client;
  };
  const ours = { filter: streamNameFilter({ prefixes: [prefix] }) };
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.dispose();
    for (const server of servers.splice(0)) await server.kill();
  });

  describe.each(['SIGTERM', 'kill -9'] as const)('a subscription, at %s', (signal) => {
    const leave = (server: StandIn): Promise<void> => (signal === 'SIGTERM' ? server.stop() : server.kill());

    it('gets one UnavailableError and nothing more, no end and no close, and never resumes', async () => {
      const server = await start();
      const client = clientOf(server);
      const subscription = client.subscribeToAll({ fromPosition: START, ...ours });
      const heard: unknown[] = [];
      const failed = new Promise((resolve) => {
        subscription.on('error', (error) => resolve(heard.push(error)));
      });
      for (const event of ['data', 'end', 'close'] as const) subscription.on(event, () => heard.push(event));
      await server.until(({ subscriptions }) => subscriptions.size === 1);
      await leave(server);
      await failed;
      await server.restart();
      // A later one of the same client is told of an event that this one never hears of.
      await onceBack(() => client.appendToStream(`${prefix}1`, anEvent(), { credentials }));
      await nextOf(client.subscribeToAll({ fromPosition: START, ...ours }), 1);
      expect(heard).toEqual([expect.any(UnavailableError)]);
      expect(server.calls.subscribe).toBe(2);
    });

    it('throws out of for await, and one after the last position applied delivers exactly the next event', async () => {
      const server = await start();
      const client = clientOf(server);
      await client.appendToStream(`${prefix}1`, events(2), { credentials });
      let applied: AllStreamRecordedEvent | undefined;
      const follow = async (): Promise<void> => {
        for await (const { event } of client.subscribeToAll({ fromPosition: START, ...ours })) {
          applied = event;
          if (event?.revision === 1n) await leave(server);
        }
      };
      await expect(follow()).rejects.toBeInstanceOf(UnavailableError);
      await server.restart();
      const fromPosition = applied?.position ?? START;
      await onceBack(() => client.appendToStream(`${prefix}1`, anEvent(), { credentials }));
      const [next] = await nextOf(client.subscribeToAll({ fromPosition, ...ours }), 1);
      expect(next?.revision).toBe(2n);
    });
  });

  describe('an append', () => {
    it('fails with a plain Error while the server is down, with "not ready" while it starts, then recovers', async () => {
      const server = await start();
      const client = clientOf(server);
      const append = () => client.appendToStream(`${prefix}1`, anEvent());
      await append();
      await server.kill();
      // The first may still be told of the connection that broke.
      await failureOf(append());
      const down = await failureOf(append());
      expect(down).not.toHaveProperty('type');
      expect(down).toMatchObject({ code: 14, message: expect.stringContaining('ECONNREFUSED') });
      await server.restart({ answering: false });
      const starting = await failureOf(untilNotUnavailable(append));
      expect(starting).toBeInstanceOf(UnknownError);
      expect(starting.message).toContain('Server Is Not Ready');
      server.ready();
      expect((await append()).nextExpectedRevision).toBe(1n);
    });

    it('over the batch path is rejected by keepalive when the server is stopped in its tracks', async () => {
      const server = await start({ freezable: true });
      const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
      const client = clientOf(server, 'keepAliveInterval=500&keepAliveTimeout=500');
      warn.mockRestore();
      await client.appendToStream(`${prefix}1`, anEvent());
      server.freeze();
      const failure = await failureOf(client.appendToStream(`${prefix}1`, anEvent(), { deadline: 50 }));
      expect(failure).toBeInstanceOf(UnavailableError);
    });

    it('over the batch path waits without keepalive past its deadline, over the unary path it ends at it', async () => {
      const server = await start({ freezable: true });
      const client = clientOf(server, 'keepAliveInterval=-1');
      await client.appendToStream(`${prefix}1`, anEvent());
      server.freeze();
      const answered = jest.fn();
      const batch = client.appendToStream(`${prefix}1`, anEvent(), { deadline: 50 }).finally(answered);
      const unary = client.appendToStream(`${prefix}2`, anEvent(), { credentials, deadline: 400 });
      expect(await failureOf(unary)).toBeInstanceOf(DeadlineExceededError);
      expect(answered).not.toHaveBeenCalled();
      server.thaw();
      expect((await batch).nextExpectedRevision).toBe(1n);
    });

    it('over the unary path is left alone by an error of another connection', async () => {
      const [server, other] = [await start(), await start()];
      const held = server.fault({ kind: 'hold', on: 'append' });
      other.fault({ kind: 'silent', on: 'append' });
      const waiting = clientOf(server).appendToStream(`${prefix}1`, anEvent(), { credentials });
      const failing = clientOf(other).appendToStream(`${prefix}1`, anEvent(), { credentials });
      await Promise.all([server, other].map((one) => one.until(({ calls }) => calls.append === 1)));
      other.cut();
      expect(await failureOf(failing)).toBeInstanceOf(UnavailableError);
      held.release();
      expect((await waiting).nextExpectedRevision).toBe(0n);
    });

    it('over the batch path is rejected by it, and its late answer ends the process', async () => {
      const [server, other] = [await start(), await start()];
      const held = server.fault({ kind: 'hold', on: 'batchAppend' });
      other.fault({ kind: 'silent', on: 'batchAppend' });
      const child = twoClients(server.url, other.url);
      await Promise.all([server, other].map((one) => one.until(({ calls }) => calls.batchAppend === 1)));
      other.cut();
      await child.said('both rejected');
      held.release();
      const { code, stderr } = await child.ended;
      expect(code).not.toBe(0);
      expect(stderr).toContain('is not iterable');
    });

    it('of twenty writers is there after kill -9 if it was acknowledged; the others can all be sent again', async () => {
      const server = await start();
      const client = clientOf(server);
      const batches = Array.from({ length: 20 }, (_, writer) =>
        Array.from({ length: 20 }, (_, n) => ({ stream: `${prefix}${writer}`, at: n - 1, event: anEvent(n) })),
      );
      type Sent = (typeof batches)[number][number];
      const append = ({ stream, at, event }: Sent) =>
        client.appendToStream(stream, event, { expectedRevision: at < 0 ? NO_STREAM : BigInt(at), credentials });
      const acknowledged: Sent[] = [];
      const unanswered: Sent[] = [];
      // From the tenth of each on, every other writer is written and not answered, and the rest not written.
      const stop = () =>
        batches.map((_, writer) =>
          server.fault({ kind: writer % 2 ? 'silent' : 'answer-lost', on: 'append', stream: `${prefix}${writer}` }),
        );
      const write = async (all: Sent[]): Promise<void> => {
        for (const one of all) {
          try {
            await append(one);
            acknowledged.push(one);
          } catch {
            return void unanswered.push(one);
          }
        }
      };
      const writers = Promise.all(batches.map(write));
      await server.until(({ calls }) => (calls.append ?? 0) >= 200);
      const stops = stop();
      await server.until(() => stops.every(({ hits }) => hits === 1));
      await server.kill();
      await writers;
      expect(unanswered).toHaveLength(20);
      server.faults.clear();
      await server.restart();
      for (const one of unanswered) expect((await onceBack(() => append(one))).success).toBe(true);
      const there = await Promise.all(batches.map(([first]) => idsIn(client, first?.stream ?? '')));
      const sent = [...acknowledged, ...unanswered].map(({ event }) => event.id);
      expect(there.flat().sort()).toEqual(sent.sort());
    });
  });
});

/** While calls fail for want of a connection; then whatever comes. */
const untilNotUnavailable = (work: () => Promise<unknown>): Promise<unknown> =>
  onceBack(() =>
    work().then(
      (done) => () => done,
      (error: Error & { code?: number }) => {
        if (error.code === 14) throw error;
        return () => {
          throw error;
        };
      },
    ),
  ).then((told) => told());

/** A process with one client for each server, that appends one event by each. */
function twoClients(...urls: string[]) {
  const script = `
    const { EventStoreDBClient, jsonEvent } = require('@eventstore/db-client');
    const appends = ${JSON.stringify(urls)}.map((url) =>
      EventStoreDBClient.connectionString(url).appendToStream('${prefix}1', jsonEvent({ type: 't', data: {} })));
    Promise.allSettled(appends).then((all) => {
      if (all.every(({ status }) => status === 'rejected')) console.log('both rejected');
    });`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stderr }));
  const said = async (words: string): Promise<void> => {
    while (!out.includes(words)) await once(child.stdout, 'data');
  };
  return { said, ended };
}
