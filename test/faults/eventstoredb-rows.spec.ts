/**
 * What EventStoreDB and its client were seen to do, row by row (appends and positions). Runs on the stand-in, and on
 * the node that ESDB_URL names: its own stream names, no right but to append and to read, nothing cleaned up. Rows that
 * delete a stream run on a node only with ESDB_MAY_DELETE=1; those that restart it, on the stand-in only.
 */
import {
  ANY,
  BACKWARDS,
  END,
  NO_STREAM,
  START,
  STREAM_EXISTS,
  StreamDeletedError,
  StreamNotFoundError,
  UnknownError,
  WrongExpectedVersionError,
  streamNameFilter,
  type AppendExpectedRevision,
  type AppendResult,
  type EventStoreDBClient,
  type Position,
  type ReadPosition,
} from '@eventstore/db-client';
import {
  anEvent,
  connect,
  events,
  eventsIn,
  failureOf,
  idsIn,
  openTarget,
  nextOf,
  onceBack,
  readOut,
  targets,
  type Target,
} from '../support/eventstoredb/target.js';

describe.each(targets)('EventStoreDB as seen, on %s', (name) => {
  const onStandIn = name === 'the stand-in';
  const whereStandIn = onStandIn ? it : it.skip;
  const whereMayDelete = onStandIn || process.env.ESDB_MAY_DELETE === '1' ? it : it.skip;
  let target: Target;
  let client: EventStoreDBClient;
  let made = 0;
  const newStream = (): string => `${target.prefix}${(made += 1)}`;

  beforeAll(async () => {
    target = await openTarget(name);
    client = connect(target.url);
  });
  afterAll(async () => {
    await client.dispose();
    await target.close();
  });

  describe.each(['batch', 'unary'] as const)('appending over the %s path', (path) => {
    type Events = ReturnType<typeof anEvent>[];
    const how = () => (path === 'unary' ? { credentials: target.credentials } : {});
    const append = (
      stream: string,
      expectedRevision: AppendExpectedRevision,
      these: Events,
      by = client,
    ): Promise<AppendResult> => by.appendToStream(stream, these, { expectedRevision, ...how() });
    const refusal = (stream: string, expected: AppendExpectedRevision, these: Events) =>
      failureOf<WrongExpectedVersionError>(append(stream, expected, these));

    it('the same ids at the same earlier revision succeed with the original revision and position', async () => {
      const stream = newStream();
      const [first, second] = [events(3), events(2)];
      const one = await append(stream, NO_STREAM, first);
      const two = await append(stream, 2n, second);
      expect([one.nextExpectedRevision, two.nextExpectedRevision]).toEqual([2n, 4n]);
      expect(await append(stream, NO_STREAM, first)).toEqual(one);
      expect(await append(stream, 2n, second)).toEqual(two);
      expect(await idsIn(client, stream)).toEqual([...first, ...second].map(({ id }) => id));
    });

    it('so does a prefix of the batch, and two earlier batches sent as one', async () => {
      const stream = newStream();
      const [first, second] = [events(3), events(2)];
      await append(stream, NO_STREAM, first);
      const two = await append(stream, 2n, second);
      const written = await eventsIn(client, stream);
      const prefix = await append(stream, NO_STREAM, first.slice(0, 2));
      expect(prefix).toEqual({ success: true, nextExpectedRevision: 1n, position: written[1]?.position });
      expect(await append(stream, NO_STREAM, [...first, ...second])).toEqual(two);
      expect(await eventsIn(client, stream)).toHaveLength(5);
    });

    it.each<AppendExpectedRevision>([ANY, STREAM_EXISTS])(
      'the same ids with %s succeed and are not written again',
      async (expected) => {
        const stream = newStream();
        const batch = events(2);
        const original = await append(stream, NO_STREAM, batch);
        expect(await append(stream, expected, batch)).toEqual(original);
        expect(await eventsIn(client, stream)).toHaveLength(2);
      },
    );

    whereStandIn(
      'after a kill they are written again, those at an earlier revision are not (stand-in only)',
      async () => {
        const stream = newStream();
        const batch = events(2);
        const original = await append(stream, NO_STREAM, batch);
        for (const [expected, next] of [
          [ANY, 3n],
          [STREAM_EXISTS, 5n],
        ] as const) {
          await target.server?.restart();
          expect(await onceBack(() => append(stream, NO_STREAM, batch))).toEqual(original);
          expect((await append(stream, expected, batch)).nextExpectedRevision).toBe(next);
        }
      },
    );

    it('the same ids at the current revision are written again', async () => {
      const stream = newStream();
      const batch = events(2);
      await append(stream, NO_STREAM, batch);
      expect((await append(stream, 1n, batch)).nextExpectedRevision).toBe(3n);
      expect(await idsIn(client, stream)).toEqual([...batch, ...batch].map(({ id }) => id));
    });

    it('the batch and one new event, reversed, or at another earlier revision is a wrong expected version', async () => {
      const stream = newStream();
      const batch = events(3);
      await append(stream, NO_STREAM, batch);
      const tried = [
        await refusal(stream, NO_STREAM, [...batch, anEvent()]),
        await refusal(stream, NO_STREAM, [...batch].reverse()),
        await refusal(stream, 0n, batch),
      ];
      for (const failure of tried) expect(failure).toBeInstanceOf(WrongExpectedVersionError);
      expect(await eventsIn(client, stream)).toHaveLength(3);
    });

    it('a wrong expectation is told with the actual version and without a message', async () => {
      const stream = newStream();
      const before = await refusal(stream, 4n, events(1));
      expect(before).toBeInstanceOf(WrongExpectedVersionError);
      expect(before).toMatchObject({
        actualVersion: 'no_stream',
        expectedVersion: 4n,
        streamName: stream,
        message: '',
      });
      await append(stream, NO_STREAM, events(3));
      const type = 'wrong-expected-version';
      for (const expected of [0n, 7n, NO_STREAM] as const)
        expect(await refusal(stream, expected, events(1))).toMatchObject({
          type,
          expectedVersion: expected,
          actualVersion: 2n,
          message: '',
        });
    });

    it(`without throwing, a conflict tells ${path === 'batch' ? 'a wrong revision' : 'the revision'}`, async () => {
      const stream = newStream();
      await append(stream, NO_STREAM, events(3));
      const quiet = connect(target.url, 'throwOnAppendFailure=false');
      const told = await append(stream, 0n, events(1), quiet);
      await quiet.dispose();
      expect(told).toEqual({ success: false, nextExpectedRevision: path === 'batch' ? 1n : 2n, position: undefined });
    });

    whereMayDelete(
      'a soft-deleted stream is not there, may be begun, and its numbering goes on (where we may delete)',
      async () => {
        const stream = newStream();
        await append(stream, NO_STREAM, events(3));
        await client.deleteStream(stream, how());
        await expect(eventsIn(client, stream)).rejects.toBeInstanceOf(StreamNotFoundError);
        expect((await append(stream, NO_STREAM, events(1))).nextExpectedRevision).toBe(3n);
        expect((await eventsIn(client, stream)).map(({ revision }) => revision)).toEqual([3n]);
      },
    );

    whereMayDelete('a tombstoned stream takes nothing and shows nothing (where we may delete)', async () => {
      const stream = newStream();
      await append(stream, NO_STREAM, events(1));
      await client.tombstoneStream(stream, how());
      for (const expected of [ANY, 0n, NO_STREAM] as const)
        await expect(append(stream, expected, events(1))).rejects.toBeInstanceOf(StreamDeletedError);
      await expect(eventsIn(client, stream)).rejects.toBeInstanceOf(StreamDeletedError);
    });

    it('an empty append succeeds with revision 0, and there is no stream', async () => {
      const stream = newStream();
      expect(await append(stream, NO_STREAM, [])).toMatchObject({ success: true, nextExpectedRevision: 0n });
      await expect(eventsIn(client, stream)).rejects.toBeInstanceOf(StreamNotFoundError);
      expect((await append(stream, NO_STREAM, events(1))).nextExpectedRevision).toBe(0n);
    });

    whereStandIn('it is the path that the client takes (counted on the stand-in only)', async () => {
      const { batchAppend = 0, append: unary = 0 } = target.server?.calls ?? {};
      await append(newStream(), NO_STREAM, events(1));
      const { batchAppend: batchAfter = 0, append: unaryAfter = 0 } = target.server?.calls ?? {};
      expect([batchAfter - batchAppend, unaryAfter - unary]).toEqual(path === 'batch' ? [1, 0] : [0, 1]);
    });
  });

  describe('positions', () => {
    const append = async (stream: string, count: number) =>
      (await client.appendToStream(stream, events(count), { credentials: target.credentials })).position;
    const subscribed = (fromPosition: ReadPosition, prefix: string, count: number) => {
      const subscription = client.subscribeToAll({ fromPosition, filter: streamNameFilter({ prefixes: [prefix] }) });
      return nextOf(subscription, count);
    };
    /** Of this stream in `$all` from there; others may have written in between. */
    const inAll = async (fromPosition: ReadPosition, stream: string) =>
      (await readOut(client.readAll({ fromPosition, maxCount: 500 }))).filter(({ streamId }) => streamId === stream);
    const positionsIn = async (stream: string): Promise<Position[]> =>
      (await eventsIn(client, stream)).map(({ position }) => position ?? { commit: -1n, prepare: -2n });

    it('are one an event and growing, commit as prepare; an append answers with that of its last event', async () => {
      const stream = newStream();
      const appended = [await append(stream, 3), await append(stream, 2)];
      const positions = await positionsIn(stream);
      expect(appended).toEqual([positions[2], positions[4]]);
      expect(positions.map(({ prepare }) => prepare)).toEqual(positions.map(({ commit }) => commit));
      for (const [i, { commit }] of positions.entries()) expect(commit > (positions[i - 1]?.commit ?? -1n)).toBe(true);
    });

    it('are the same in a read of the stream, in $all and on a subscription', async () => {
      const stream = newStream();
      await append(stream, 3);
      const positions = await positionsIn(stream);
      const from = positions[0] ?? START;
      expect((await inAll(from, stream)).map(({ position }) => position)).toEqual(positions);
      const after = await subscribed(from, stream, 2);
      expect(after.map(({ position }) => position)).toEqual(positions.slice(1));
    });

    it('a read of $all forwards begins with the event there, backwards with the one before it', async () => {
      const stream = newStream();
      await append(stream, 3);
      const [, middle] = await positionsIn(stream);
      const [from] = await readOut(client.readAll({ fromPosition: middle, maxCount: 1 }));
      expect(from?.position).toEqual(middle);
      const [back] = await readOut(client.readAll({ fromPosition: middle, maxCount: 1, direction: BACKWARDS }));
      expect((back?.position?.commit ?? 0n) < (middle?.commit ?? 0n)).toBe(true);
    });

    it('a read of $all takes no filter, a subscription does', async () => {
      const [ours, theirs] = [newStream(), newStream()];
      await append(ours, 1);
      const between = await append(theirs, 1);
      await append(ours, 1);
      const [first] = await positionsIn(ours);
      const filtered = { fromPosition: first, maxCount: 500, filter: streamNameFilter({ prefixes: [ours] }) };
      const read = await readOut(client.readAll(filtered));
      expect(read.map(({ position }) => position)).toContainEqual(between);
      const [next] = await subscribed(first ?? START, ours, 1);
      expect([next?.streamId, next?.revision]).toEqual([ours, 1n]);
    });

    it('no message says that a subscription has caught up; the end of $all, read backwards, does', async () => {
      const stream = newStream();
      const before = await append(stream, 1);
      const subscription = client.subscribeToAll({
        fromPosition: before,
        filter: streamNameFilter({ prefixes: [target.prefix] }),
      });
      const said = jest.fn();
      subscription.on('caughtUp', said);
      const live = nextOf(subscription, 2);
      await append(stream, 1);
      const last = await append(stream, 1);
      expect((await live).map(({ revision }) => revision)).toEqual([1n, 2n]);
      expect(said).not.toHaveBeenCalled();
      const [end] = await readOut(client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }));
      expect((end?.position?.commit ?? 0n) >= (last?.commit ?? 0n)).toBe(true);
    });

    it('one that no event has ends a read, and a subscription, with UnknownError', async () => {
      const stream = newStream();
      const { commit } = (await append(stream, 2)) ?? { commit: 0n };
      const fromPosition = { commit: commit - 1n, prepare: commit - 1n };
      await expect(readOut(client.readAll({ fromPosition, maxCount: 1 }))).rejects.toBeInstanceOf(UnknownError);
      await expect(subscribed(fromPosition, stream, 1)).rejects.toBeInstanceOf(UnknownError);
    });

    it('subscribing after the last position applied delivers exactly the next event', async () => {
      const stream = newStream();
      await append(stream, 2);
      const [before] = await positionsIn(stream);
      const [second] = await subscribed(before ?? START, stream, 1);
      const third = subscribed(second?.position ?? START, stream, 1);
      await append(stream, 1);
      expect((await third).map(({ revision }) => revision)).toEqual([2n]);
    });
  });
});
