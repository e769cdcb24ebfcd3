import { randomUUID } from 'node:crypto';
import { position, revision, type EventId, type StreamId } from '@app/domain';
import { AppendRefused, MAX_APPEND_BYTES, WrongRevision } from '@app/eventing';
import type { Batch, EventLog, NewEvent, Position, Stored } from '@app/eventing';

/** One store, and the logs that processes open on it. */
export interface LogUnderTest {
  /** A log of its own on the same store, as a process has that starts later. */
  open(): Promise<EventLog>;
  /**
   * Lets a process of its own append `events` to `stream` and kills it at its nth step, before or after a statement.
   * False where it had answered before it came to that step. Absent where nothing outlives the process.
   */
  appendAndDie?(step: number, stream: StreamId, events: readonly NewEvent[]): Promise<boolean>;
  dispose(): Promise<void>;
}

export const newStream = (): StreamId => `test/action/${randomUUID()}` as StreamId;

export function newEvents(count: number, words = 'some words'): NewEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    id: randomUUID() as EventId,
    type: 'ActionRecorded',
    data: JSON.stringify({ index, words }),
    metadata: JSON.stringify({ at: new Date(Date.UTC(2026, 0, 1, 0, 0, index)).toISOString() }),
  }));
}

/** Every promise of `EventLog` in ports.ts, on whatever keeps it. */
export function eventLogContract(name: string, make: () => Promise<LogUnderTest>, o: { durable: boolean }): void {
  describe(`${name} keeps the promises of an event log`, () => {
    let store: LogUnderTest;
    let log: EventLog;
    beforeEach(async () => {
      store = await make();
      log = await store.open();
    });
    afterEach(async () => {
      await log.close();
      await store.dispose();
    });

    describe('an append', () => {
      it('is read back as it was written, with its place', async () => {
        const stream = newStream();
        const events = newEvents(3, 'O’Hara said “na\u00efve” \u{1F642}');
        const appended = await log.append(stream, 'none', events);
        const stored = await read(log, stream);
        expect(stored.map(({ id, type, data, metadata }) => ({ id, type, data, metadata }))).toEqual(events);
        expect(stored.map((e) => e.revision)).toEqual([0n, 1n, 2n]);
        expect(new Set(stored.map((e) => e.stream))).toEqual(new Set([stream]));
        expect(appended).toMatchObject({ revision: 2n, position: stored[2]?.position });
      });

      it('goes behind the exact revision it names', async () => {
        const stream = newStream();
        const first = await log.append(stream, 'none', newEvents(2));
        const second = await log.append(stream, first.revision, newEvents(1));
        expect(second.revision).toBe(2n);
        expect(second.position).toBeGreaterThan(first.position);
      });

      it('that finds the stream elsewhere says where it is', async () => {
        const stream = newStream();
        await log.append(stream, 'none', newEvents(3));
        for (const expected of ['none', revision(0), revision(1), revision(7)] as const) {
          const conflict = await failure(log.append(stream, expected, newEvents(1)));
          expect(conflict).toBeInstanceOf(WrongRevision);
          expect(conflict).toMatchObject({ stream, expected, actual: 2n });
        }
        expect(await read(log, stream)).toHaveLength(3);
      });

      it("that finds no stream says 'none'", async () => {
        const stream = newStream();
        const conflict = await failure(log.append(stream, revision(0), newEvents(1)));
        expect(conflict).toMatchObject({ stream, expected: 0n, actual: 'none' });
        expect(await read(log, stream)).toEqual([]);
      });

      it('by two creators at once has one winner, and the other is told the revision', async () => {
        const stream = newStream();
        const attempts = [newEvents(1), newEvents(2)];
        const outcomes = await Promise.allSettled(attempts.map((events) => log.append(stream, 'none', events)));
        const won = outcomes.findIndex(({ status }) => status === 'fulfilled');
        const lost = outcomes.find((o) => o.status === 'rejected')?.reason as unknown;
        const winner = attempts[won] ?? [];
        expect(await ids(log, stream)).toEqual(idsOf(winner));
        expect(lost).toMatchObject({ expected: 'none', actual: BigInt(winner.length - 1) });
      });

      it('leaves nothing of itself behind when it fails', async () => {
        const stream = newStream();
        await log.append(stream, 'none', newEvents(1));
        const before = await log.head();
        await failure(log.append(stream, 'none', newEvents(5)));
        await failure(log.append(newStream(), 'none', [...newEvents(2), ...tooMuch()]));
        expect(await read(log, stream)).toHaveLength(1);
        expect(await log.head()).toEqual(before);
        expect((await firstBatch(log)).events).toHaveLength(1);
      });

      it('leaves others that were sent with it alone when it fails', async () => {
        const [taken, free, also] = [newStream(), newStream(), newStream()];
        await log.append(taken, 'none', newEvents(1));
        const outcomes = await Promise.allSettled([
          log.append(free, 'none', newEvents(2)),
          log.append(taken, 'none', newEvents(1)),
          log.append(also, 'none', newEvents(1)),
        ]);
        expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
        expect(await read(log, free)).toHaveLength(2);
        expect(await read(log, also)).toHaveLength(1);
      });
    });

    describe('the same append again', () => {
      it.each([1, 3])('of %i gives the first receipt and writes nothing', async (count) => {
        const stream = newStream();
        const events = newEvents(count);
        const first = await log.append(stream, 'none', events);
        await log.append(stream, first.revision, newEvents(2));
        expect(receipt(await log.append(stream, 'none', events))).toEqual(receipt(first));
        expect(await read(log, stream)).toHaveLength(count + 2);
      });

      it('behind others gives the first receipt too', async () => {
        const stream = newStream();
        await log.append(stream, 'none', newEvents(2));
        const events = newEvents(2);
        const first = await log.append(stream, revision(1), events);
        expect(receipt(await log.append(stream, revision(1), events))).toEqual(receipt(first));
      });

      it('sent twice at once is written once', async () => {
        const stream = newStream();
        const events = newEvents(2);
        const [one, two] = await Promise.all([log.append(stream, 'none', events), log.append(stream, 'none', events)]);
        expect(receipt(one)).toEqual(receipt(two));
        expect(await read(log, stream)).toHaveLength(2);
      });

      it('gives the first receipt in a process that starts later', async () => {
        const stream = newStream();
        const events = newEvents(2);
        const first = await log.append(stream, 'none', events);
        await log.close();
        log = await store.open();
        expect(receipt(await log.append(stream, 'none', events))).toEqual(receipt(first));
        expect(await read(log, stream)).toHaveLength(2);
      });

      it('with other ids conflicts', async () => {
        const stream = newStream();
        const events = newEvents(2);
        await log.append(stream, 'none', events);
        const [first, second] = events as [NewEvent, NewEvent];
        const others = [
          newEvents(2),
          [first, ...newEvents(1)],
          [second, first],
          [...events, ...newEvents(1)],
          [second],
        ];
        for (const other of others) {
          expect(await failure(log.append(stream, 'none', other))).toMatchObject({ actual: 1n });
        }
        expect(await ids(log, stream)).toEqual(idsOf(events));
      });
    });

    describe('a size', () => {
      it('of 900 KiB is taken whole', async () => {
        const stream = newStream();
        const events = ofBytes(MAX_APPEND_BYTES);
        await log.append(stream, 'none', events);
        expect((await read(log, stream)).map((e) => e.data)).toEqual(events.map((e) => e.data));
      });

      it('of a byte more is refused', async () => {
        const stream = newStream();
        expect(await failure(log.append(stream, 'none', ofBytes(MAX_APPEND_BYTES + 1)))).toBeInstanceOf(AppendRefused);
        expect(await read(log, stream)).toEqual([]);
      });

      it('is counted in bytes, not in characters', async () => {
        const events = newEvents(1, '€'.repeat(MAX_APPEND_BYTES / 3));
        expect(await failure(log.append(newStream(), 'none', events))).toBeInstanceOf(AppendRefused);
      });

      it('of nothing is refused', async () => {
        expect(await failure(log.append(newStream(), 'none', []))).toBeInstanceOf(AppendRefused);
      });
    });

    it.each([
      ['an id that is no UUID', () => newEvents(1).map((e) => ({ ...e, id: 'one' as EventId }))],
      ['one id twice', () => newEvents(1).flatMap((e) => [e, e])],
      ['no type', () => newEvents(1).map((e) => ({ ...e, type: '' }))],
    ])('refuses %s', async (_, events) => {
      const stream = newStream();
      expect(await failure(log.append(stream, 'none', events()))).toBeInstanceOf(AppendRefused);
      expect(await read(log, stream)).toEqual([]);
    });

    describe('a stream', () => {
      it('is read between two revisions, both included', async () => {
        const stream = newStream();
        await log.append(stream, 'none', newEvents(6));
        const part = await read(log, stream, { from: revision(2), until: revision(4) });
        expect(part.map((e) => e.revision)).toEqual([2n, 3n, 4n]);
        expect((await read(log, stream, { from: revision(5) })).map((e) => e.revision)).toEqual([5n]);
        expect((await read(log, stream, { until: revision(0) })).map((e) => e.revision)).toEqual([0n]);
        expect(await read(log, stream, { from: revision(6) })).toEqual([]);
      });

      it('of many events is read whole', async () => {
        const stream = newStream();
        const events = newEvents(1_201);
        await log.append(stream, 'none', events);
        expect(await ids(log, stream)).toEqual(idsOf(events));
      });

      it('that is unknown is empty', async () => {
        expect(await read(log, newStream())).toEqual([]);
      });
    });

    describe('the head', () => {
      it('of an empty log is position 0 at the epoch', async () => {
        expect(await log.head()).toEqual({ position: 0n, at: new Date(0) });
      });

      it('is never behind an append that was acknowledged', async () => {
        const events = newEvents(2);
        const appended = await log.append(newStream(), 'none', events);
        expect(await log.head()).toEqual({ position: appended.position, at: new Date('2026-01-01T00:00:01.000Z') });
      });
    });

    it('the head that is asked for afresh has what was acknowledged to others', async () => {
      const other = await store.open();
      const { position: at } = await other.append(newStream(), 'none', newEvents(1));
      expect((await log.head({ fresh: true })).position).toBe(at);
      await other.close();
    });

    describe('a position', () => {
      it('tells which event stands there', async () => {
        const events = newEvents(3);
        await log.append(newStream(), 'none', events);
        const { events: stored } = await firstBatch(log);
        for (const { id, position: at } of stored) expect(await log.eventAt(at)).toBe(id);
        expect(idsOf(stored)).toEqual(idsOf(events));
      });

      it('where nothing of ours stands tells that', async () => {
        const { position: last } = await log.append(newStream(), 'none', newEvents(1));
        for (const at of [last + 1n, last + 1_000_000n]) expect(await log.eventAt(position(at))).toBeNull();
      });
    });

    describe('a subscription', () => {
      let stop: AbortController;
      beforeEach(() => void (stop = new AbortController()));
      afterEach(() => stop.abort());
      const follow = (after: Position, batch = 100) => log.subscribe({ after, batch, signal: stop.signal });

      it('to an empty log says at once that nothing is waiting', async () => {
        const { value } = await iterate(follow(position(0))).next();
        expect(value).toEqual({ events: [], through: 0n, caughtUp: true });
      });

      it('gives everything after a position, and then what comes', async () => {
        const stream = newStream();
        const events = newEvents(6);
        const { position: after } = await log.append(stream, 'none', events.slice(0, 2));
        await log.append(stream, revision(1), events.slice(2, 4));
        const batches = iterate(follow(after));
        expect(idsOf((await next(batches)).events)).toEqual(idsOf(events.slice(2, 4)));
        const waiting = next(batches);
        await log.append(stream, revision(3), events.slice(4));
        expect(idsOf((await waiting).events)).toEqual(idsOf(events.slice(4)));
      });

      it('gives no more than asked at once, and says when nothing is left', async () => {
        await log.append(newStream(), 'none', newEvents(4));
        const batches = iterate(follow(position(0), 2));
        const [one, two] = [await next(batches), await next(batches)];
        expect([one.events.length, two.events.length]).toEqual([2, 2]);
        expect([one.caughtUp, two.caughtUp]).toEqual([false, true]);
        expect(two.through).toBe(two.events[1]?.position);
      });

      it('ends when it is aborted, also while it waits', async () => {
        const batches = iterate(follow(position(0)));
        await batches.next();
        const waiting = batches.next();
        stop.abort();
        expect(await waiting).toEqual({ done: true, value: undefined });
      });

      it('ends when the log is closed', async () => {
        const batches = iterate(follow(position(0)));
        await batches.next();
        const waiting = batches.next();
        await log.close();
        expect(await waiting).toEqual({ done: true, value: undefined });
      });

      it('sees 64 concurrent writers in the order of positions, each once, with no gap that fills later', async () => {
        const [writers, each] = [64, 8];
        const seen: Stored[] = [];
        const following = (async () => {
          for await (const { events } of follow(position(0), 7)) {
            seen.push(...events);
            if (seen.length >= writers * each) stop.abort();
          }
        })();
        const shared = newStream();
        const sent = await Promise.all(
          Array.from({ length: writers }, (_, n) => write(log, n % 2 ? newStream() : shared, each)),
        );
        await following;
        const all = (await firstBatch(log, writers * each * 2)).events;
        expect(seen).toEqual(all);
        expect(new Set(idsOf(seen))).toEqual(new Set(sent.flat()));
        expect(seen).toHaveLength(writers * each);
        for (const [i, event] of seen.entries())
          if (i > 0) expect(event.position).toBeGreaterThan(seen[i - 1]!.position);
        expect(seen.filter((e) => e.stream === shared).map((e) => e.revision)).toEqual(
          Array.from({ length: (writers / 2) * each }, (_, i) => BigInt(i)),
        );
      });
    });

    if (!o.durable) return;

    describe('a process that is killed', () => {
      it('at any step of an append leaves all of it or nothing, and the same append then succeeds once', async () => {
        await log.close();
        const befores: number[] = [];
        for (let step = 1, died = true; died; step++) {
          const [stream, events] = [newStream(), newEvents(3)];
          died = await store.appendAndDie!(step, stream, events);
          log = await store.open();
          const left = await ids(log, stream);
          befores.push(left.length);
          expect(left).toEqual(left.length === 0 ? [] : idsOf(events));
          if (!died) expect(left).toHaveLength(3);
          expect((await log.append(stream, 'none', events)).revision).toBe(2n);
          expect(await ids(log, stream)).toEqual(idsOf(events));
          await log.close();
        }
        // It was killed before and after the moment that counts, or this proves nothing.
        expect(new Set(befores)).toEqual(new Set([0, 3]));
        log = await store.open();
      }, 60_000);
    });
  });
}

async function write(log: EventLog, stream: StreamId, count: number): Promise<string[]> {
  const sent: string[] = [];
  let expected: Stored['revision'] | 'none' = 'none';
  while (sent.length < count) {
    const events = newEvents(1);
    try {
      expected = (await log.append(stream, expected, events)).revision;
      sent.push(...idsOf(events));
    } catch (error) {
      if (!(error instanceof WrongRevision)) throw error;
      expected = error.actual;
    }
  }
  return sent;
}

async function read(log: EventLog, stream: StreamId, o?: Parameters<EventLog['read']>[1]): Promise<Stored[]> {
  const events: Stored[] = [];
  for await (const event of log.read(stream, o)) events.push(event);
  return events;
}

async function firstBatch(log: EventLog, batch = 100): Promise<Batch> {
  const stop = new AbortController();
  for await (const found of log.subscribe({ after: position(0), batch, signal: stop.signal })) return found;
  throw new Error('the subscription ended');
}

const iterate = (batches: AsyncIterable<Batch>) => batches[Symbol.asyncIterator]();

/** The next batch that has events. */
async function next(batches: AsyncIterator<Batch>): Promise<Batch> {
  const { value, done } = await batches.next();
  if (done) throw new Error('the subscription ended');
  const batch = value;
  return batch.events.length > 0 ? batch : next(batches);
}

const idsOf = (events: readonly NewEvent[]): string[] => events.map(({ id }) => id);
const ids = async (log: EventLog, stream: StreamId): Promise<string[]> => idsOf(await read(log, stream));
const receipt = ({ revision, position }: { revision: bigint; position: bigint }) => ({ revision, position });
const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => Promise.reject(new Error('it succeeded')),
    (error: unknown) => error,
  );

const tooMuch = (): NewEvent[] => ofBytes(MAX_APPEND_BYTES);

/** Three events of so many bytes in all. */
function ofBytes(bytes: number): NewEvent[] {
  const events = newEvents(3, '');
  const size = events.reduce((sum, e) => sum + e.id.length + e.type.length + e.data.length + e.metadata.length, 0);
  const last = events[2]!;
  return [...events.slice(0, 2), { ...last, data: JSON.stringify({ index: 2, words: 'x'.repeat(bytes - size) }) }];
}
