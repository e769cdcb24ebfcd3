import { RecordsExpire } from '@app/eventstoredb';
import type { StreamMetadata } from '@eventstore/db-client';
import { newEvents, newStream } from '../contract/event-log.contract.js';
import { standInNode } from '../support/eventstoredb/node.js';
import type { StandIn } from '../support/eventstoredb/stand-in.js';
import { anEvent, connect } from '../support/eventstoredb/target.js';
import { failure, read } from '../support/eventstoredb/traps.js';

describe('a log on EventStoreDB', () => {
  let node: Awaited<ReturnType<typeof standInNode>>;
  let server: StandIn;
  beforeEach(async () => {
    node = await standInNode();
    server = node.server;
  });
  afterEach(() => node.dispose());

  describe('waits for the server', () => {
    it.each([
      ['that is not there', () => server.kill()],
      ['that is not ready', () => server.restart({ answering: false })],
      ['that says nothing', async () => void server.fault({ kind: 'silent', on: 'readAll' })],
    ])('%s, and says so', async (_, harm) => {
      await harm();
      let troubles = 0;
      const mend = async () => {
        server.faults.clear();
        await server.restart();
      };
      const log = await node.open({
        deadlineMs: 200,
        onTrouble: (reason) => {
          expect(reason).not.toBe('');
          if (++troubles === 2) void mend();
        },
      });
      expect(troubles).toBeGreaterThanOrEqual(2);
      await log.append(newStream(), 'none', newEvents(1));
    });

    it('until it is told not to', async () => {
      await server.kill();
      const stop = new AbortController();
      await failure(node.open({ deadlineMs: 200, signal: stop.signal, onTrouble: () => stop.abort() }));
    });
  });

  it.each([
    ['with TLS and no password', { url: 'esdb://127.0.0.1:2113' }, 'password'],
    ['with a prefix that is part of another', { prefix: 'a/b' }, 'prefix'],
    ['with a prefix of the server itself', { prefix: '$a' }, 'prefix'],
    ['with a URL of something else', { url: 'http://127.0.0.1' }, 'esdb'],
  ])('is not opened %s', async (_, config, message) => {
    expect((await failure(node.open(config))).message).toContain(message);
  });

  it('does not see the streams of another deployment, nor those whose names begin alike', async () => {
    const [ours, theirs] = [await node.open(), await node.open({ prefix: `${node.config.prefix}-too` })];
    const stream = newStream();
    const { position } = await theirs.append(stream, 'none', newEvents(1));
    expect(await read(ours, stream)).toEqual([]);
    expect(await ours.eventAt(position)).toBeNull();
    expect(await ours.head()).toMatchObject({ position: 0n });
    const again = await node.open();
    expect(await again.head()).toMatchObject({ position: 0n });
  });

  it('gives back text as it was written, also such as JSON.stringify would write in another way', async () => {
    const log = await node.open();
    const [stream, events] = [newStream(), newEvents(3)];
    const texts = ['{ "a": 1.0 }', '12345678901234567890', '{"b":1,"1":2}'];
    await log.append(stream, 'none', events.map((e, i) => ({ ...e, data: texts[i]! }))); // prettier-ignore
    expect((await read(log, stream)).map(({ data }) => data)).toEqual(texts);
    const odd = events.map((e) => ({ ...e, metadata: '{ "at": "2026-01-01T00:00:00.000Z" }' }));
    expect((await failure(log.append(newStream(), 'none', odd))).message).toContain('metadata');
  });

  describe('refuses to run where records expire', () => {
    /** An open log, and what it says when it cannot go on. */
    const openFatal = async () => {
      let onFatal: (error: Error) => void = () => undefined;
      const fatal = new Promise<Error>((resolve) => (onFatal = resolve));
      return { log: await node.open({ onFatal }), fatal };
    };
    const set = async (metadata: StreamMetadata, stream = `${node.config.prefix}/some/action/stream`) => {
      const client = connect(server.url);
      await client.setStreamMetadata(stream, metadata);
      await client.dispose();
    };

    it.each([
      ['$maxAge', { maxAge: 3_600 }],
      ['$maxCount', { maxCount: 100 }],
      ['$tb', { truncateBefore: 2 }],
    ])('because of %s', async (name, metadata) => {
      await set(metadata);
      const refusal = await failure(node.open());
      expect(refusal).toBeInstanceOf(RecordsExpire);
      expect(refusal.message).toContain(name);
    });

    it('and runs where that was taken back, or is set for others', async () => {
      await set({ maxAge: 3_600 });
      await set({});
      await set({ maxCount: 3 }, 'somebody-elses');
      await node.open();
    });

    it('and says so when it is set later', async () => {
      const { fatal } = await openFatal();
      await server.until(({ subscriptions }) => subscriptions.size === 2);
      await set({ maxAge: 3_600 });
      expect(await fatal).toBeInstanceOf(RecordsExpire);
    });

    it('and says so when it was set long ago', async () => {
      await set({ maxAge: 3_600 });
      const client = connect(server.url);
      await client.appendToStream(
        'somebody-elses',
        Array.from({ length: 1_500 }, (_, n) => anEvent(n)),
      );
      await client.dispose();
      const { fatal } = await openFatal();
      expect(await fatal).toBeInstanceOf(RecordsExpire);
    });

    it('or are hidden from a read', async () => {
      const { log, fatal } = await openFatal();
      const stream = newStream();
      await log.append(stream, 'none', newEvents(3));
      await set({ truncateBefore: 2 }, `${node.config.prefix}/${stream}`);
      expect(await failure(read(log, stream))).toBeInstanceOf(RecordsExpire);
      expect(await fatal).toBeInstanceOf(RecordsExpire);
    });

    it.each(['deleteStream', 'tombstoneStream'] as const)('or are gone, by %s', async (remove) => {
      const { log, fatal } = await openFatal();
      const stream = newStream();
      await log.append(stream, 'none', newEvents(2));
      const client = connect(server.url);
      await client[remove](`${node.config.prefix}/${stream}`);
      await client.dispose();
      expect(await fatal).toBeInstanceOf(RecordsExpire);
      expect(await failure(log.append(stream, 'none', newEvents(1)))).toBeInstanceOf(RecordsExpire);
    });
  });
});
