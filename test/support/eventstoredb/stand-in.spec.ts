import {
  BACKWARDS,
  END,
  MaxAppendSizeExceededError,
  NO_STREAM,
  NotLeaderError,
  START,
  StreamNotFoundError,
  UnavailableError,
  WrongExpectedVersionError,
  jsonEvent,
  streamNameFilter,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';
import { StandIn } from './stand-in.js';
import { anEvent, connect, events, eventsIn, failureOf, nextOf, onceBack, readOut } from './target.js';

const credentials = { username: 'nobody', password: 'nothing' };
const stream = 'ours/1';

describe('the stand-in for EventStoreDB', () => {
  let server: StandIn;
  let client: EventStoreDBClient;
  const append = (count = 1, to = stream) => client.appendToStream(to, events(count), { credentials });
  const subscribe = (more: object = {}) =>
    client.subscribeToAll({ fromPosition: START, filter: streamNameFilter({ prefixes: ['ours/'], ...more }) });
  const written = () => server.store.current(stream);

  beforeEach(async () => {
    server = await StandIn.start();
    client = connect(server.url);
  });
  afterEach(async () => {
    await client.dispose();
    await server.kill();
  });

  describe('does an append the harm that was ordered', () => {
    it('silent: takes it, writes nothing, never answers', async () => {
      const silent = server.fault({ kind: 'silent', on: 'append' });
      const asked = failureOf(append());
      await server.until(() => silent.hits === 1);
      silent.off();
      // Others are answered, and it waits until its connection breaks.
      await append(1, 'ours/2');
      server.cut();
      expect(await asked).toBeInstanceOf(UnavailableError);
      expect(written()).toBe('no_stream');
    });

    it('answer lost: writes it and never answers; the same again succeeds', async () => {
      const lost = server.fault({ kind: 'answer-lost', on: 'append' });
      const event = anEvent();
      const send = () => client.appendToStream(stream, event, { credentials, expectedRevision: NO_STREAM });
      const asked = failureOf(send());
      await server.until(() => lost.hits === 1);
      lost.off();
      expect((await send()).nextExpectedRevision).toBe(0n);
      server.cut();
      expect(await asked).toBeInstanceOf(UnavailableError);
      expect(written()).toBe(0);
    });

    it.each([
      ['before', 'no_stream'],
      ['after', 0],
    ] as const)('cut %s it was written: the connection breaks', async (when, after) => {
      server.fault({ kind: 'cut', when, on: 'append', times: 1 });
      await expect(append()).rejects.toBeInstanceOf(UnavailableError);
      expect(written()).toBe(after);
      await onceBack(() => append());
    });

    it('slow: takes it now, and does it later', async () => {
      const slow = server.fault({ kind: 'slow', ms: 100, on: 'append' });
      const asked = append();
      await server.until(() => slow.hits === 1);
      expect(written()).toBe('no_stream');
      expect((await asked).nextExpectedRevision).toBe(0n);
    });

    it('slow: and never, where the server is killed in between', async () => {
      const slow = server.fault({ kind: 'slow', ms: 100, on: 'append', times: 1 });
      const asked = failureOf(append());
      await server.until(() => slow.hits === 1);
      await server.kill();
      expect(await asked).toBeInstanceOf(UnavailableError);
      await server.restart();
      // One that is slower than the rest of the first would have been.
      server.fault({ kind: 'slow', ms: 150, on: 'append', times: 1 });
      expect((await onceBack(() => append())).nextExpectedRevision).toBe(0n);
    });

    it('conflict: is refused as if somebody had been quicker, as often as was said', async () => {
      server.fault({ kind: 'conflict', on: 'append', stream, times: 1, current: 7 });
      expect((await append(1, 'ours/2')).success).toBe(true);
      expect(await failureOf(append())).toMatchObject({ type: 'wrong-expected-version', actualVersion: 7n });
      expect((await append()).nextExpectedRevision).toBe(0n);
    });

    it('not leader: is told who leads, and the client goes there', async () => {
      const leader = await StandIn.start({ store: server.store });
      server.fault({ kind: 'not-leader', host: '127.0.0.1', port: leader.port, on: ['append', 'batchAppend'] });
      const failure = await failureOf<NotLeaderError>(append());
      expect(failure).toBeInstanceOf(NotLeaderError);
      expect(failure.leader).toEqual({ address: '127.0.0.1', port: leader.port });
      await append();
      expect([leader.calls.append, written()]).toEqual([1, 0]);
      await leader.kill();
    });

    it('too large: over 1 MiB it is refused', async () => {
      const large = jsonEvent({ type: 'large', data: { text: 'x'.repeat(1024 * 1024) } });
      for (const how of [{}, { credentials }])
        await expect(client.appendToStream(stream, large, how)).rejects.toBeInstanceOf(MaxAppendSizeExceededError);
    });
  });

  describe('does a subscription the harm that was ordered', () => {
    it('muted: stays open, and nothing more comes; a new one is not', async () => {
      await append();
      const data = jest.fn();
      const muted = subscribe().on('data', data);
      await server.until(({ calls }) => calls.delivery === 1);
      server.muteSubscriptions();
      await append();
      expect(await nextOf(subscribe(), 2)).toHaveLength(2);
      expect([data.mock.calls.length, server.subscriptions.size]).toEqual([1, 2]);
      await muted.unsubscribe();
      await server.until(({ subscriptions }) => subscriptions.size === 0);
    });

    it('ended: with a status it throws, without one it is over', async () => {
      for (const [refusal, ends] of [
        [{ code: status.ABORTED, details: 'dropped' }, 'timeout'],
        [undefined, 'over'],
      ] as const) {
        const ended = readOut(subscribe()).then(
          () => 'over',
          (error: { type?: string }) => error.type,
        );
        await server.until(({ subscriptions }) => subscriptions.size === 1);
        server.endSubscriptions(refusal);
        expect(await ended).toBe(ends);
      }
    });

    it('duplicate: delivers an event twice', async () => {
      await append(3);
      server.fault({ kind: 'duplicate', times: 1 });
      const revisions = (await nextOf(subscribe(), 4)).map(({ revision }) => revision);
      expect(revisions).toEqual([0n, 0n, 1n, 2n]);
    });

    it('refused: at its start', async () => {
      server.fault({
        kind: 'refuse',
        status: { code: status.UNAVAILABLE, details: 'later' },
        on: 'subscribe',
        times: 1,
      });
      await expect(nextOf(subscribe(), 1)).rejects.toBeInstanceOf(UnavailableError);
      await append();
      expect(await nextOf(subscribe(), 1)).toHaveLength(1);
    });
  });

  it('tells checkpoints of events that the filter passes over, at positions that events have', async () => {
    for (let i = 0; i < 70; i += 1) await append(1, `theirs/${i}`);
    const checkpoints: bigint[] = [];
    const checkpointReached = (_: unknown, { commit }: { commit: bigint }) => void checkpoints.push(commit);
    const seen = nextOf(subscribe({ checkpointReached }), 1);
    await append();
    await seen;
    expect(checkpoints).toEqual([31, 63].map((i) => BigInt(server.store.all[i]?.position ?? -1)));
  });

  it('shows others in $all before ours: those of the system, and of somebody else', async () => {
    await append();
    const streams = (await readOut(client.readAll())).map(({ streamId }) => streamId);
    expect(streams.at(-1)).toBe(stream);
    expect(streams.some((name) => name.startsWith('$stats'))).toBe(true);
    expect(streams.some((name) => name.startsWith('elsewhere/'))).toBe(true);
  });

  it('reads a stream from a revision, in both directions and so many', async () => {
    await append(10);
    const revisions = async (options: object) =>
      (await readOut(client.readStream(stream, options))).map(({ revision }) => Number(revision));
    expect(await revisions({ fromRevision: 7n })).toEqual([7, 8, 9]);
    expect(await revisions({ fromRevision: 3n, maxCount: 2 })).toEqual([3, 4]);
    expect(await revisions({ fromRevision: 3n, maxCount: 2, direction: BACKWARDS })).toEqual([3, 2]);
    expect(await revisions({ fromRevision: END, maxCount: 1, direction: BACKWARDS })).toEqual([9]);
    expect(await revisions({ fromRevision: 12n })).toEqual([]);
  });

  it.each([
    [{ maxCount: 2 }, [3, 4]],
    [{ truncateBefore: 4 }, [4]],
    [{ maxAge: 0 }, []],
  ])('keeps retention %j as metadata, and hides what it says from reads of the stream', async (metadata, shown) => {
    await append(5);
    await client.setStreamMetadata(stream, metadata, { credentials });
    expect((await client.getStreamMetadata(stream)).metadata).toEqual(metadata);
    // An age of no seconds is over with the millisecond in which it was written.
    await onceBack(async () =>
      expect((await eventsIn(client, stream)).map(({ revision }) => Number(revision))).toEqual(shown),
    );
    const inAll = (await readOut(client.readAll())).filter(({ streamId }) => streamId === stream);
    expect(inAll).toHaveLength(5);
  });

  it('shows a tombstone in $all, in the stream that it ends', async () => {
    await append();
    await client.tombstoneStream(stream, { credentials });
    const all = await nextOf(subscribe(), 2);
    expect(all.map(({ type, revision }) => [type, revision])).toEqual([
      ['counted', 0n],
      ['$streamDeleted', 9223372036854775807n],
    ]);
  });

  it('refuses to delete at a wrong revision', async () => {
    await append(2);
    const failure = await failureOf(client.deleteStream(stream, { expectedRevision: 0n, credentials }));
    expect(failure).toBeInstanceOf(WrongExpectedVersionError);
    await expect(eventsIn(client, 'ours/none')).rejects.toBeInstanceOf(StreamNotFoundError);
  });

  it('is found by gossip, and takes the unary path where it lists no other', async () => {
    const old = await StandIn.start({ listsBatchAppend: false });
    const found = connect(`esdb+discover://127.0.0.1:${old.port}?tls=false`);
    await found.appendToStream(stream, anEvent());
    expect(old.calls).toMatchObject({ gossip: 1, append: 1 });
    expect(old.calls.batchAppend).toBeUndefined();
    await found.dispose();
    await old.kill();
  });
});
