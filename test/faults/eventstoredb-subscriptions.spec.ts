import { AppendAmbiguous, position, type Batch, type EventLog, type Position } from '@app/eventing';
import { status } from '@grpc/grpc-js';
import { newEvents, newStream } from '../contract/event-log.contract.js';
import { standInNode } from '../support/eventstoredb/node.js';
import type { StandIn } from '../support/eventstoredb/stand-in.js';
import { anEvent, connect } from '../support/eventstoredb/target.js';
import { eventually, failure, idsOf } from '../support/eventstoredb/traps.js';

describe('a subscription to EventStoreDB', () => {
  let node: Awaited<ReturnType<typeof standInNode>>;
  let server: StandIn;
  let log: EventLog;
  let stop: AbortController;
  let batches: AsyncIterator<Batch>;

  const start = async (options?: Parameters<typeof standInNode>[0]) => {
    node = await standInNode(options);
    server = node.server;
    log = await node.open({ deadlineMs: 1_500 });
    stop = new AbortController();
  };
  const follow = (after: Position = position(0), batch = 100) => {
    batches = log.subscribe({ after, batch, signal: stop.signal })[Symbol.asyncIterator]();
  };
  const next = async (): Promise<Batch> => {
    const { value, done } = await batches.next();
    if (done) throw new Error('the subscription ended');
    return value;
  };
  /** The next events; at most 60 signs of life before them. */
  const events = async (): Promise<string[]> => {
    for (let quiet = 0; quiet < 60; quiet++) {
      const batch = await next();
      if (batch.events.length > 0) return idsOf(batch.events);
    }
    throw new Error('nothing came');
  };
  /** Written beside the adapter, so that it knows of them only what a server tells it. */
  const elsewhere = async (count: number, words?: string) => {
    const other = await node.open();
    const written = newEvents(count, words);
    await other.append(newStream(), 'none', written);
    await other.close();
    return idsOf(written);
  };
  const isFollowed = () => server.until(({ subscriptions }) => subscriptions.size >= 3);
  afterEach(async () => {
    stop.abort();
    await node.dispose();
  });

  describe('goes on behind the last event delivered', () => {
    beforeEach(async () => {
      await start();
      follow();
      expect(await next()).toEqual({ events: [], through: 0n, caughtUp: true });
      const first = newEvents(2);
      await log.append(newStream(), 'none', first);
      expect(await events()).toEqual(idsOf(first));
    });

    it.each([
      ['ended it with an error', async () => server.endSubscriptions({ code: status.UNAVAILABLE, details: 'goodbye' })],
      ['ended it without a word', async () => server.endSubscriptions()],
      ['cancelled it', async () => server.endSubscriptions({ code: status.CANCELLED, details: 'RST_STREAM' })],
      ['lost the connection', async () => server.cut()],
      ['been killed and started again', () => server.restart()],
      ['been stopped and started again', () => server.stop().then(() => server.restart())],
    ])('once the server has %s', async (_, harm) => {
      const waiting = events();
      await harm();
      const written = await elsewhere(2);
      expect(await waiting).toEqual(written);
    });

    it('where the server leaves it open and says nothing more', async () => {
      server.muteSubscriptions();
      const waiting = events();
      const written = await elsewhere(1);
      expect(await waiting).toEqual(written);
    });

    it('while the server is away, and tells what it waits for', async () => {
      const troubles: string[] = [];
      log = await node.open({ deadlineMs: 1_500, onTrouble: (reason) => troubles.push(reason) });
      follow();
      await events();
      const waiting = events();
      await server.kill();
      await eventually(() => troubles.length >= 3);
      expect(troubles.join()).toMatch(/ECONNREFUSED|does not answer/);
      await server.restart();
      const written = await elsewhere(1);
      expect(await waiting).toEqual(written);
    });
  });

  it('goes on once a server that was stopped in its tracks runs again', async () => {
    await start({ freezable: true });
    follow();
    await next();
    server.freeze();
    const unheard = newEvents(1);
    expect(await failure(log.append(newStream(), 'none', unheard))).toBeInstanceOf(AppendAmbiguous);
    server.thaw();
    const [written] = await elsewhere(1);
    const seen = await events();
    // What was sent in the meantime may have been written after all.
    while (!seen.includes(written ?? '')) seen.push(...(await events()));
    expect(new Set(seen).size).toBe(seen.length);
    expect(new Set([...seen, ...idsOf(unheard), written]).size).toBe(2);
  });

  it('delivers once what the server delivers twice', async () => {
    await start();
    server.fault({ kind: 'duplicate' });
    const written = newEvents(5);
    await log.append(newStream(), 'none', written);
    follow();
    expect(await events()).toEqual(idsOf(written));
    const more = newEvents(1);
    await log.append(newStream(), 'none', more);
    expect(await events()).toEqual(idsOf(more));
  });

  it('names no position but those of our events, however many of others the server has passed', async () => {
    await start();
    const { position: ours } = await log.append(newStream(), 'none', newEvents(1));
    const client = connect(server.url);
    await client.appendToStream(
      'somebody-elses',
      Array.from({ length: 2_000 }, (_, n) => anEvent(n)),
    );
    await client.dispose();
    follow();
    expect((await next()).through).toBe(ours);
    // Long enough for the server to say how far it is.
    expect(await next()).toEqual({ events: [], through: ours, caughtUp: true });
    const { position: then } = await log.append(newStream(), 'none', newEvents(1));
    const { through, events: delivered } = await next();
    expect([through, delivered.length]).toEqual([then, 1]);
  });

  it('gives a sign of life while nothing comes, and none while the log cannot be looked at', async () => {
    await start();
    follow();
    await next();
    expect(await next()).toEqual({ events: [], through: 0n, caughtUp: true });
    const unseen = server.fault({ kind: 'silent', on: 'readAll' });
    let isAlive = false;
    const sign = next().then((batch) => {
      isAlive = true;
      return batch;
    });
    await server.until(() => unseen.hits >= 4);
    expect(isAlive).toBe(false);
    unseen.off();
    expect(await sign).toMatchObject({ caughtUp: true });
  });

  it('is not caught up while there is more in the log that the server does not deliver', async () => {
    await start();
    follow();
    await next();
    await isFollowed();
    server.muteSubscriptions();
    const written = await elsewhere(1);
    const batch = await next();
    expect(idsOf(batch.events)).toEqual(batch.caughtUp ? written : []);
  });

  it('takes no more from the server than it is asked for', async () => {
    await start();
    for (let n = 0; n < 20; n++) await elsewhere(200, 'x'.repeat(4_000));
    const before = server.calls.delivery ?? 0;
    follow(position(0), 10);
    expect((await next()).events).toHaveLength(10);
    let seen = -1;
    let since = 0;
    await eventually(() => {
      const now = server.calls.delivery ?? 0;
      since = now === seen ? since + 1 : 0;
      seen = now;
      return since === 50;
    });
    expect(seen - before).toBeLessThan(3_000);
  });

  it('from a position where nothing stands fails, and does not wait for ever', async () => {
    await start();
    await log.append(newStream(), 'none', newEvents(1));
    follow(position((await log.head()).position - 1n));
    expect((await failure(next())).message).toContain('not the one that was followed');
  });

  it('leaves nothing open on the server when it is aborted, whether or not anybody asks for more', async () => {
    await start();
    await server.until(({ subscriptions }) => subscriptions.size === 2);
    follow();
    await next();
    await isFollowed();
    stop.abort();
    await server.until(({ subscriptions }) => subscriptions.size === 2);
    await log.close();
    await server.until(({ subscriptions }) => subscriptions.size === 0);
  });
});
