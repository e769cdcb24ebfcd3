import { randomUUID } from 'node:crypto';
import { position, type Day, type EventId } from '@app/domain';
import { GenerationGone, StaleLease } from '@app/eventing';
import type { Doc, Documents, Entry, Generation, Lease, Mark, Page, Query, Write } from '@app/eventing';

/** One store, and the `Documents` that processes open on it. */
export interface DocumentsUnderTest {
  /** As a process has that starts later, or beside. */
  open(): Promise<Documents>;
  /**
   * Lets a process of its own claim `g`, commit, and be killed at its nth step, before or after a statement. False where
   * it had answered before it came to that step. Absent where nothing outlives the process.
   */
  commitAndDie?(step: number, g: Generation, writes: readonly Write[], through: Mark): Promise<boolean>;
  dispose(): Promise<void>;
}

const G: Generation = { projection: 'actions', number: 1 };
const NEXT: Generation = { projection: 'actions', number: 2 };

const day = (text: string): Day => text as Day;
const at = (n: number | bigint, eventId: EventId | null = null): Mark => ({ position: position(n), eventId });

/** An entry of the list 'owner' of partnership `p`, held from ever to ever. */
const entry = (
  value: string,
  key: string,
  bounds: Partial<Pick<Entry, 'from' | 'to' | 'scope' | 'field'>> = {},
): Entry => ({
  ...{ scope: 'p', field: 'owner', value, key, from: null, to: null },
  ...bounds,
});

const opened = (entry: Entry, since: number, until?: number): Write['opened'][number] => ({
  entry,
  since: position(since),
  ...(until !== undefined && { until: position(until) }),
});

const write = (id: string, n: number, o: Partial<Pick<Write, 'opened' | 'closed' | 'json'>> = {}): Write => ({
  ...{ id, json: `{"id":"${id}","n":${n}}`, position: position(n), opened: [], closed: [] },
  ...o,
});

const query = (o: Partial<Query> = {}): Query => ({
  ...{ scope: 'p', field: 'owner', limit: 100 },
  ...{ at: { effectiveAt: day('2011-11-09'), position: position(1_000_000) } },
  ...o,
});
const asOf = (n: number, effectiveAt: string | null = '2011-11-09'): Query['at'] => ({
  ...{ effectiveAt: effectiveAt === null ? null : day(effectiveAt), position: position(n) },
});

/** Every promise of `Documents` in ports.ts, on whatever keeps them. */
export function documentsContract(
  name: string,
  make: () => Promise<DocumentsUnderTest>,
  o: { durable: boolean },
): void {
  describe(`${name} keeps the promises of documents`, () => {
    let store: DocumentsUnderTest;
    let documents: Documents;
    let lease: Lease;
    beforeEach(async () => {
      store = await make();
      documents = await store.open();
      lease = await documents.claim(G);
    });
    afterEach(async () => {
      await documents.close();
      await store.dispose();
    });

    const commit = (writes: readonly Write[], through: number): Promise<void> =>
      documents.commit(lease, writes, at(through));
    const find = async (o: Partial<Query> = {}): Promise<string[]> => idsOf(await documents.find(G, query(o)));
    const leaseOf = async () => (await documents.states()).get('actions')?.lease;
    const checkpoint = async (): Promise<bigint | undefined> => {
      await documents.promote('actions', 'none', G);
      return (await documents.states()).get('actions')?.checkpoint.position;
    };

    describe('a commit', () => {
      it('writes documents, which are loaded by id', async () => {
        await commit([write('a', 1), write('b', 2, { json: '{"words":"na\u00efve \u{1F642}"}' })], 2);
        const docs = await documents.load(G, ['a', 'b', 'c']);
        expect(docs).toEqual(
          new Map<string, Doc>([
            ['a', { id: 'a', json: '{"id":"a","n":1}', position: position(1) }],
            ['b', { id: 'b', json: '{"words":"na\u00efve \u{1F642}"}', position: position(2) }],
          ]),
        );
      });

      it('moves the checkpoint with them, position and event', async () => {
        const eventId = randomUUID() as EventId;
        await documents.commit(lease, [write('a', 7)], at(9, eventId));
        await documents.promote('actions', 'none', G);
        expect((await documents.states()).get('actions')).toEqual({
          ...{ live: G, checkpoint: { position: 9n, eventId }, skips: [], others: [], given: [1] },
          lease: { epoch: lease.epoch, holder: expect.any(String) as string, beats: 0 },
        });
      });

      it('moves the checkpoint where it writes nothing', async () => {
        await commit([], 12);
        expect(await checkpoint()).toBe(12n);
      });

      it('replaces what was written at an earlier position', async () => {
        await commit([write('a', 1)], 1);
        await commit([write('a', 5)], 5);
        expect((await documents.load(G, ['a'])).get('a')).toMatchObject({ json: '{"id":"a","n":5}', position: 5n });
      });

      it('removes a document and its entries at every position', async () => {
        await commit([write('a', 1, { opened: [opened(entry('x', '1'), 1)] })], 1);
        await commit([write('a', 2, { json: null })], 2);
        expect(await documents.load(G, ['a'])).toEqual(new Map());
        expect(await find({ values: ['x'] })).toEqual([]);
        expect(await find({ values: ['x'], at: asOf(1) })).toEqual([]);
        expect(await documents.count(G, query(), 10)).toBe(0);
      });

      it('of many documents is found whole', async () => {
        const ids = Array.from({ length: 3_000 }, (_, i) => String(i).padStart(5, '0'));
        await commit(
          ids.map((id, i) => write(id, i + 1, { opened: [opened(entry('x', id), i + 1)] })),
          3_000,
        );
        expect((await documents.load(G, ids)).size).toBe(3_000);
        expect(await walk(documents, query({ values: ['x'], limit: 700 }))).toEqual(ids);
      });

      it('that is replayed changes nothing', async () => {
        const batch = [
          write('a', 2, { opened: [opened(entry('x', '1'), 1, 2), opened(entry('y', '1'), 2)] }),
          write('b', 3, { opened: [opened(entry('x', '2'), 3)] }),
        ];
        const later = [write('a', 5, { opened: [opened(entry('z', '1'), 5)], closed: [closed(entry('y', '1'), 5)] })];
        await commit(batch, 3);
        await commit(later, 5);
        const before = await everything(documents);
        for (const replayed of [batch, later, [...batch, ...later]]) {
          await commit(replayed, 5);
          expect(await everything(documents)).toEqual(before);
          expect(await find({ values: ['y'] })).toEqual([]);
        }
        expect(await find({ values: ['x', 'y', 'z'] })).toEqual(['a', 'b']);
      });

      it('that is replayed with more behind it adds only that', async () => {
        const first = write('a', 1, { opened: [opened(entry('x', '1'), 1)] });
        await commit([first], 1);
        await commit([first, write('b', 2, { opened: [opened(entry('x', '2'), 2)] })], 2);
        expect(await find({ values: ['x'] })).toEqual(['a', 'b']);
        expect(await documents.count(G, query({ values: ['x'] }), 10)).toBe(2);
      });

      it('of an earlier batch does not move the checkpoint back', async () => {
        await commit([], 9);
        await commit([], 4);
        expect(await checkpoint()).toBe(9n);
      });
    });

    describe('a lease', () => {
      it('that is stale moves nothing and writes nothing', async () => {
        await commit([write('a', 1)], 1);
        const other = await store.open();
        const taken = await other.claim(G);
        const refused = documents.commit(
          lease,
          [write('a', 2), write('b', 2, { opened: [opened(entry('x', '1'), 2)] })],
          at(2),
        );
        await expect(refused).rejects.toBeInstanceOf(StaleLease);
        expect((await documents.load(G, ['a', 'b'])).size).toBe(1);
        expect(await find({ values: ['x'] })).toEqual([]);
        expect(await checkpoint()).toBe(1n);
        await other.commit(taken, [write('a', 2)], at(2));
        expect(await checkpoint()).toBe(2n);
        await other.close();
      });

      it('that is stale cannot park', async () => {
        await documents.claim(G);
        const parked = { at: position(1), eventId: randomUUID() as EventId, error: 'no', attempts: 1 };
        await expect(documents.park(lease, parked)).rejects.toBeInstanceOf(StaleLease);
      });

      it('of a generation that was dropped and made again is stale', async () => {
        await documents.drop(G);
        await documents.claim(G);
        await expect(commit([], 1)).rejects.toBeInstanceOf(StaleLease);
      });

      it('that is stale gives no sign of life, and is given back by nobody', async () => {
        await documents.promote('actions', 'none', G);
        const taken = await documents.claim(G, { holder: 'the other' });
        await expect(documents.renew(lease)).rejects.toBeInstanceOf(StaleLease);
        await documents.release(lease);
        expect(await leaseOf()).toEqual({ epoch: taken.epoch, holder: 'the other', beats: 0 });
      });

      it('shows its holder and signs of life, until it is given back', async () => {
        await documents.promote('actions', 'none', G);
        const mine = await documents.claim(G, { holder: 'me' });
        await documents.renew(mine);
        await documents.renew(mine);
        expect(await leaseOf()).toEqual({ epoch: mine.epoch, holder: 'me', beats: 2 });
        await documents.release(mine);
        expect(await leaseOf()).toMatchObject({ epoch: mine.epoch, holder: null });
      });

      it('is given after an epoch only where none was given since', async () => {
        const { epoch } = await documents.claim(G);
        const taken = await documents.claim(G, { after: epoch });
        expect(taken.epoch).toBeGreaterThan(epoch);
        await expect(documents.claim(G, { after: epoch })).rejects.toBeInstanceOf(StaleLease);
        await documents.commit(taken, [], at(1));
      });

      it('of a generation that nobody has written yet shows that', async () => {
        await documents.promote('actions', 'none', G);
        await documents.create(NEXT);
        await documents.create(NEXT);
        const [next] = (await documents.states()).get('actions')!.others;
        expect(next).toMatchObject({ generation: NEXT, lease: { holder: null }, checkpoint: { position: 0n } });
        const first = await documents.claim(NEXT, { after: next!.lease.epoch });
        await documents.commit(first, [write('a', 1)], at(1));
        await documents.create(NEXT);
        expect((await documents.load(NEXT, ['a'])).size).toBe(1);
      });

      it('that several ask for at once goes to one of them', async () => {
        const { epoch } = await documents.claim(G);
        const workers = await Promise.all(Array.from({ length: 6 }, () => store.open()));
        const asked = await Promise.allSettled(
          workers.map((each, i) => each.claim(G, { holder: `w${i}`, after: epoch })),
        );
        const given = asked.filter(({ status }) => status === 'fulfilled');
        expect(given).toHaveLength(1);
        for (const one of asked) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(StaleLease);
        await Promise.all(workers.map((each) => each.close()));
      });

      it('keeps its checkpoint when another takes it', async () => {
        await documents.promote('actions', 'none', G);
        await commit([write('a', 3)], 3);
        const taken = await documents.claim(G, { after: lease.epoch });
        expect(await checkpoint()).toBe(3n);
        await documents.commit(taken, [], at(4));
        expect(await checkpoint()).toBe(4n);
      });

      it('of one generation leaves the others alone', async () => {
        await documents.claim(NEXT);
        await commit([write('a', 1)], 1);
        expect((await documents.load(NEXT, ['a'])).size).toBe(0);
      });
    });

    describe('a find', () => {
      it('gives the documents of a value in the order of key and id, with key, text and position', async () => {
        await commit(
          [
            write('b', 1, { opened: [opened(entry('x', '2'), 1)] }),
            write('c', 2, { opened: [opened(entry('x', '1'), 2)] }),
            write('a', 3, { opened: [opened(entry('x', '2'), 3)] }),
            write('d', 4, { opened: [opened(entry('y', '1'), 4)] }),
          ],
          4,
        );
        const { docs, next } = await documents.find(G, query({ values: ['x'] }));
        expect(docs.map(({ id, key }) => [key, id])).toEqual([['1', 'c'], ['2', 'a'], ['2', 'b']]); // prettier-ignore
        expect(docs[0]).toEqual({ id: 'c', key: '1', json: '{"id":"c","n":2}', position: 2n });
        expect(next).toBeUndefined();
      });

      it('orders by bytes, not by the language of anybody', async () => {
        const keys = ['Z', 'a', 'é', '\uffee', '\u{1F642}'];
        await commit(
          keys.map((key, i) => write(`d${i}`, i + 1, { opened: [opened(entry('x', key), 1)] })).reverse(),
          9,
        );
        const { docs } = await documents.find(G, query({ values: ['x'] }));
        expect(docs.map(({ key }) => key)).toEqual(keys);
        const mixed = await documents.find(G, query({ values: ['x', 'y'], descending: true }));
        expect(mixed.docs.map(({ key }) => key)).toEqual(keys.toReversed());
      });

      it('of several values, or of all, gives each document once', async () => {
        await commit(
          [
            write('a', 1, { opened: [opened(entry('x', '1'), 1), opened(entry('y', '1'), 1)] }),
            write('b', 2, { opened: [opened(entry('y', '2'), 2)] }),
            write('c', 3, { opened: [opened(entry('z', '0'), 3)] }),
          ],
          3,
        );
        expect(await find({ values: ['x', 'y'] })).toEqual(['a', 'b']);
        expect(await find({})).toEqual(['c', 'a', 'b']);
        expect(await find({ values: [] })).toEqual([]);
        expect(await documents.count(G, query({ values: ['x', 'y'] }), 10)).toBe(2);
        expect(await documents.count(G, query(), 10)).toBe(3);
      });

      it('keeps scopes, fields and generations apart', async () => {
        await commit([write('a', 1, { opened: [opened(entry('x', '1', { scope: 'q' }), 1)] })], 1);
        await commit([write('b', 2, { opened: [opened(entry('x', '1', { field: 'due' }), 2)] })], 2);
        expect(await find({ values: ['x'] })).toEqual([]);
        expect(await find({ values: ['x'], scope: 'q' })).toEqual(['a']);
        expect(await find({ field: 'due' })).toEqual(['b']);
        await documents.create(NEXT);
        expect(idsOf(await documents.find(NEXT, query({ values: ['x'], scope: 'q' })))).toEqual([]);
      });

      it('takes keys between bounds, both included', async () => {
        await commit(
          ['1', '2', '3', '4'].map((key) => write(`d${key}`, 1, { opened: [opened(entry('x', key), 1)] })),
          1,
        );
        expect(await find({ values: ['x'], keys: { from: '2', to: '3' } })).toEqual(['d2', 'd3']);
        expect(await find({ values: ['x'], keys: { from: '3' } })).toEqual(['d3', 'd4']);
        expect(await find({ values: ['x'], keys: { to: '2' }, descending: true })).toEqual(['d2', 'd1']);
        expect(await documents.count(G, query({ keys: { from: '2' } }), 10)).toBe(3);
      });

      it('takes the entries that hold on a day: from its start, up to but not on its end', async () => {
        const held = entry('x', '1', { from: day('2011-05-01'), to: day('2011-06-01') });
        await commit([write('a', 1, { opened: [opened(held, 1)] })], 1);
        const on = (d: string | null) => find({ values: ['x'], at: asOf(1, d) });
        expect(await on('2011-04-30')).toEqual([]);
        expect(await on('2011-05-01')).toEqual(['a']);
        expect(await on('2011-05-31')).toEqual(['a']);
        expect(await on('2011-06-01')).toEqual([]);
        expect(await on(null)).toEqual(['a']);
      });

      it('takes the entries that stood in the log at a position: from their opening, up to but not at their close', async () => {
        await commit([write('a', 3, { opened: [opened(entry('x', '1'), 3)] })], 3);
        await commit(
          [write('a', 6, { opened: [opened(entry('y', '1'), 6)], closed: [closed(entry('x', '1'), 6)] })],
          8,
        );
        const held = async (n: number) => [
          await find({ values: ['x'], at: asOf(n) }),
          await find({ values: ['y'], at: asOf(n) }),
        ];
        expect(await held(2)).toEqual([[], []]);
        expect(await held(3)).toEqual([['a'], []]);
        expect(await held(5)).toEqual([['a'], []]);
        expect(await held(6)).toEqual([[], ['a']]);
        expect(await held(8)).toEqual([[], ['a']]);
        expect(await held(99)).toEqual([[], ['a']]);
      });

      it('takes an entry opened and closed by one batch at the positions between', async () => {
        await commit([write('a', 5, { opened: [opened(entry('x', '1'), 2, 4), opened(entry('x', '1'), 5)] })], 5);
        expect(await find({ values: ['x'], at: asOf(3) })).toEqual(['a']);
        expect(await find({ values: ['x'], at: asOf(4) })).toEqual([]);
        expect(await find({ values: ['x'], at: asOf(5) })).toEqual(['a']);
      });

      it('asked by lower bounds only takes what has ended, but nothing that has not begun', async () => {
        const held = entry('x', '1', { from: day('2011-05-01'), to: day('2011-06-01') });
        await commit([write('a', 3, { opened: [opened(held, 3)] })], 3);
        await commit([write('a', 6, { closed: [closed(held, 6)] })], 6);
        const openEnded = (n: number, d: string | null) => find({ values: ['x'], at: asOf(n, d), openEnded: true });
        expect(await openEnded(9, '2012-01-01')).toEqual(['a']);
        expect(await openEnded(9, null)).toEqual(['a']);
        expect(await openEnded(9, '2011-04-30')).toEqual([]);
        expect(await openEnded(2, '2011-05-02')).toEqual([]);
      });

      it('closes the entry that it names, and no other', async () => {
        const [one, two] = [entry('x', '1', { to: day('2012-01-01') }), entry('x', '1', { to: day('2013-01-01') })];
        await commit([write('a', 1, { opened: [opened(one, 1), opened(two, 1)] })], 1);
        await commit([write('a', 2, { closed: [closed(one, 2)] })], 2);
        expect(await find({ values: ['x'], at: asOf(2, '2012-06-01') })).toEqual(['a']);
        await commit([write('a', 3, { closed: [closed(two, 3)] })], 3);
        expect(await find({ values: ['x'], at: asOf(3, '2012-06-01') })).toEqual([]);
        expect(await find({ values: ['x'], at: asOf(2, '2012-06-01') })).toEqual(['a']);
      });
    });

    describe('a page', () => {
      const list = Array.from({ length: 23 }, (_, i) => `d${String(i).padStart(2, '0')}`);
      beforeEach(() =>
        commit(
          list.map((id, i) =>
            write(id, i + 1, { opened: [opened(entry(i % 3 ? 'x' : 'y', `k${Math.floor(i / 4)}`), i + 1)] }),
          ),
          list.length,
        ),
      );

      it.each([1, 4, 22, 23, 24])('of %i leads to the next until all were given once, in order', async (limit) => {
        expect(await walk(documents, query({ limit }))).toEqual(list);
        expect(await walk(documents, query({ limit, values: ['x', 'y'] }))).toEqual(list);
        expect(await walk(documents, query({ limit, values: ['x', 'y'], descending: true }))).toEqual(
          list.toReversed(),
        );
        expect(await walk(documents, query({ limit, descending: true }))).toEqual(list.toReversed());
      });

      it('is the last where it says so', async () => {
        const whole = await documents.find(G, query({ limit: list.length }));
        expect(whole.next).toBeUndefined();
        const first = await documents.find(G, query({ limit: list.length - 1 }));
        expect(first.next).toEqual({ key: 'k5', id: 'd21' });
      });

      it('is the whole answer to whoever goes no further', async () => {
        const page = await documents.find(G, query({ limit: 4, descending: true, ends: true }));
        expect(idsOf(page)).toEqual(list.slice(-4).toReversed());
        expect(page.next).toBeUndefined();
      });

      it.each([false, true])(
        'shows a document under several keys once, at the first (descending: %s)',
        async (descending) => {
          const keys = ['k0', 'k1', 'k3', 'k5'].map((key) => opened(entry('x', key), 30));
          await commit([write('moved', 30, { opened: [...keys, opened(entry('y', 'k2'), 30)] })], 30);
          for (const values of [['x'], ['x', 'y'], undefined]) {
            const walked = await walk(documents, query({ limit: 2, descending, ...(values && { values }) }));
            const whole = idsOf(await documents.find(G, query({ descending, ...(values && { values }) })));
            expect(walked).toEqual(whole);
            expect(walked.filter((id) => id === 'moved')).toHaveLength(1);
          }
          const bounded = query({ limit: 2, descending, values: ['x'], keys: { from: 'k1', to: 'k4' } });
          expect(await walk(documents, bounded)).toEqual(idsOf(await documents.find(G, { ...bounded, limit: 100 })));
        },
      );

      it('that follows a write neither repeats nor loses what was there', async () => {
        const first = await documents.find(G, query({ limit: 10, at: asOf(23) }));
        await commit(
          [write('d00', 24, { closed: [closed(entry('y', 'k0'), 24)], opened: [opened(entry('y', 'k9'), 24)] })],
          24,
        );
        const rest = await walk(documents, query({ limit: 10, at: asOf(23), after: first.next! }));
        expect([...idsOf(first), ...rest]).toEqual(list);
      });

      it('is counted up to a bound', async () => {
        expect(await documents.count(G, query(), 23)).toBe(23);
        expect(await documents.count(G, query(), 22)).toBeNull();
        expect(await documents.count(G, query({ field: 'nothing' }), 22)).toBe(0);
      });
    });

    describe('a projection', () => {
      it('is not listed before it has a live generation', async () => {
        expect(await documents.states()).toEqual(new Map());
        expect(await documents.promote('actions', 'none', G)).toBe(true);
        expect([...(await documents.states()).keys()]).toEqual(['actions']);
      });

      it('tells the highest number of each version that was ever given, though what had it is gone', async () => {
        await documents.promote('actions', 'none', G);
        const other = await store.open();
        const given = async () => (await other.states()).get('actions')?.given;
        const [second, later, last] = [2, 2_000_001, 2_000_002].map((number) => ({ ...G, number }));
        await documents.create(later!);
        await documents.claim(second!);
        await documents.create(last!);
        expect(await given()).toEqual([2, 2_000_002]);
        for (const g of [last, second, later]) await documents.drop(g!);
        expect(await given()).toEqual([2, 2_000_002]);
        await documents.create(later!);
        expect(await given()).toEqual([2, 2_000_002]);
        await other.close();
      });

      it('tells which generations were live and are no longer', async () => {
        await documents.claim(NEXT);
        await documents.promote('actions', 'none', G);
        const replaced = async () => {
          const { live, others, ...state } = (await documents.states()).get('actions')!;
          const all = [{ generation: live, ...state }, ...others];
          return all.flatMap((one) => (one.replaced ? [one.generation] : []));
        };
        expect(await replaced()).toEqual([]);
        await documents.promote('actions', G, NEXT);
        expect(await replaced()).toEqual([G]);
        await documents.promote('actions', G, NEXT);
        await documents.promote('actions', NEXT, G);
        expect(await replaced()).toEqual([NEXT]);
      });

      it('becomes live once, by whoever comes first', async () => {
        await documents.claim(NEXT);
        expect(await documents.promote('actions', 'none', G)).toBe(true);
        expect(await documents.promote('actions', 'none', NEXT)).toBe(false);
        expect(await documents.promote('actions', NEXT, G)).toBe(false);
        expect(await documents.promote('actions', G, NEXT)).toBe(true);
        expect((await documents.states()).get('actions')?.live).toEqual(NEXT);
        expect(await documents.promote('actions', NEXT, G)).toBe(true);
      });

      it('is not handed to a generation that nobody has claimed', async () => {
        expect(await documents.promote('actions', 'none', NEXT)).toBe(false);
        expect(await documents.states()).toEqual(new Map());
      });

      it('shows the generations beside the live one with how far they are', async () => {
        await documents.promote('actions', 'none', G);
        const next = await documents.claim(NEXT);
        await documents.commit(next, [], at(4));
        await commit([], 6);
        expect((await documents.states()).get('actions')).toMatchObject({
          live: G,
          checkpoint: { position: 6n, eventId: null },
          others: [{ generation: NEXT, checkpoint: { position: 4n, eventId: null }, skips: [] }],
        });
      });

      it('shows where and why it is parked, until it goes on', async () => {
        await documents.promote('actions', 'none', G);
        const parked = { at: position(5), eventId: randomUUID() as EventId, error: 'cannot fold', attempts: 3 };
        await documents.park(lease, parked);
        expect((await documents.states()).get('actions')?.parked).toEqual(parked);
        expect((await (await store.open()).states()).get('actions')?.parked).toEqual(parked);
        expect(await documents.unpark(G, position(4))).toBe(false);
        expect(await documents.unpark(G, position(5))).toBe(true);
        expect(await documents.unpark(G, position(5))).toBe(false);
        expect((await documents.states()).get('actions')).not.toHaveProperty('parked');
        expect((await documents.states()).get('actions')?.skips).toEqual([]);
      });

      it('keeps what is to be skipped, in the order in which it was said, whoever claims it later', async () => {
        await documents.promote('actions', 'none', G);
        const skips = [5, 9].map((at) => ({ at: position(at), eventId: randomUUID() as EventId, reason: `no. ${at}` }));
        for (const skip of skips) {
          await documents.park(lease, { at: skip.at, eventId: skip.eventId, error: 'cannot fold', attempts: 1 });
          expect(await documents.unpark(G, skip.at, skip)).toBe(true);
        }
        await documents.claim(G);
        expect((await (await store.open()).states()).get('actions')?.skips).toEqual(skips);
      });

      it('stays parked when another claims it', async () => {
        await documents.promote('actions', 'none', G);
        const parked = {
          at: position(5),
          eventId: randomUUID() as EventId,
          error: 'no',
          attempts: 1,
          diverged: true,
        } as const;
        await documents.park(lease, parked);
        await documents.claim(G);
        expect((await documents.states()).get('actions')?.parked).toEqual(parked);
      });

      it('is not handed to a generation that has not got as far, so that nothing goes back', async () => {
        await documents.promote('actions', 'none', G);
        const next = await documents.claim(NEXT);
        await commit([], 6);
        await documents.commit(next, [], at(5));
        expect(await documents.promote('actions', G, NEXT)).toBe(false);
        expect((await documents.states()).get('actions')?.live).toEqual(G);
        await documents.commit(next, [], at(6));
        expect(await documents.promote('actions', G, NEXT)).toBe(true);
      });

      it('is handed to one that is behind only where the live one is of another log', async () => {
        await documents.promote('actions', 'none', G);
        await documents.claim(NEXT);
        await commit([], 6);
        const parked = { at: position(7), eventId: randomUUID() as EventId, error: 'no', attempts: 1 };
        await documents.park(lease, parked);
        expect(await documents.promote('actions', G, NEXT)).toBe(false);
        await documents.park(lease, { ...parked, diverged: true });
        expect(await documents.promote('actions', G, NEXT)).toBe(true);
        expect((await documents.states()).get('actions')?.live).toEqual(NEXT);
      });

      it('is not handed to one that is parked', async () => {
        await documents.promote('actions', 'none', G);
        const next = await documents.claim(NEXT);
        const parked = { at: position(1), eventId: randomUUID() as EventId, error: 'no', attempts: 1 };
        await documents.park(next, parked);
        expect(await documents.promote('actions', G, NEXT)).toBe(false);
        await documents.unpark(NEXT, parked.at);
        expect(await documents.promote('actions', G, NEXT)).toBe(true);
      });

      it('never goes back, whatever is committed while the live pointer moves', async () => {
        await documents.promote('actions', 'none', G);
        const [reader, mover] = [await store.open(), await store.open()];
        const next = await documents.claim(NEXT);
        let isOver = false;
        const feed = async (to: Lease): Promise<void> => {
          for (let n = 1; n <= 60; n++) {
            await documents.commit(to, [], at(n));
            await new Promise(setImmediate);
          }
        };
        const seen: bigint[] = [];
        const read = async (): Promise<void> => {
          for (; !isOver; await new Promise(setImmediate)) {
            seen.push((await reader.states()).get('actions')!.checkpoint.position);
          }
        };
        const move = async (): Promise<void> => {
          let [from, to] = [G, NEXT];
          for (; !isOver; await new Promise(setImmediate)) {
            if (await mover.promote('actions', from, to)) [from, to] = [to, from];
          }
        };
        const others = Promise.all([read(), move()]);
        await Promise.all([feed(lease), feed(next)]);
        isOver = true;
        await others;
        expect(seen).toEqual([...seen].sort((a, b) => Number(a - b)));
        await Promise.all([reader.close(), mover.close()]);
      });

      it('tells how many documents a generation has', async () => {
        await commit([write('a', 1), write('b', 2), write('c', 3)], 3);
        await commit([write('b', 4, { json: null })], 4);
        expect(await documents.size(G)).toBe(2);
        await documents.create(NEXT);
        expect(await documents.size(NEXT)).toBe(0);
      });

      it('loses a generation that is dropped, and nothing else', async () => {
        const next = await documents.claim(NEXT);
        await documents.commit(next, [write('a', 1, { opened: [opened(entry('x', '1'), 1)] })], at(1));
        await commit([write('a', 1, { opened: [opened(entry('x', '1'), 1)] })], 1);
        await documents.promote('actions', 'none', G);
        await documents.drop(NEXT);
        await documents.drop(NEXT);
        expect((await documents.states()).get('actions')?.others).toEqual([]);
        expect(await find({})).toEqual(['a']);
      });

      it.each<[string, (g: Generation, by: Documents) => Promise<unknown>]>([
        ['load', (g, by) => by.load(g, ['a'])],
        ['load of nothing', (g, by) => by.load(g, [])],
        ['load of what it never had', (g, by) => by.load(g, ['z'])],
        ['find', (g, by) => by.find(g, query())],
        ['find of what it never had', (g, by) => by.find(g, query({ field: 'due' }))],
        ['find of no value', (g, by) => by.find(g, query({ values: [] }))],
        ['count', (g, by) => by.count(g, query(), 10)],
        ['count of no value', (g, by) => by.count(g, query({ values: [] }), 10)],
        ['size', (g, by) => by.size(g)],
      ])('that is not there any more, or never was, gives no answer to a %s', async (_, read) => {
        const reader = await store.open();
        await expect(read(NEXT, reader)).rejects.toBeInstanceOf(GenerationGone);
        const next = await documents.claim(NEXT);
        await documents.commit(next, [write('a', 1, { opened: [opened(entry('x', '1'), 1)] })], at(1));
        await expect(read(NEXT, reader)).resolves.toBeDefined();
        await documents.drop(NEXT);
        for (const by of [reader, documents]) await expect(read(NEXT, by)).rejects.toBeInstanceOf(GenerationGone);
        await reader.close();
      });

      it('that is dropped while it is read gives all of an answer or none', async () => {
        const ids = Array.from({ length: 200 }, (_, i) => String(i).padStart(3, '0'));
        const next = await documents.claim(NEXT);
        const writes = ids.map((id, i) => write(id, i + 1, { opened: [opened(entry('x', id), i + 1)] }));
        await documents.commit(next, writes, at(200));
        const reader = await store.open();
        const reads = [
          async () => (await reader.load(NEXT, ids)).size,
          async () => idsOf(await reader.find(NEXT, query({ limit: 500 }))).length,
          async () => reader.count(NEXT, query(), 500),
        ];
        const given = new Set<unknown>();
        for (const read of reads) given.add(await read());
        let isDropped = false;
        const dropping = documents.drop(NEXT).finally(() => (isDropped = true));
        do {
          for (const read of reads) given.add(await read().catch((error: unknown) => (error as Error).constructor));
          // A store that answers at once would leave no turn to the drop.
          await new Promise(setImmediate);
        } while (!isDropped);
        await dropping;
        expect(given).toEqual(new Set([200, GenerationGone]));
        await reader.close();
      });

      it('cannot lose its live generation', async () => {
        await documents.promote('actions', 'none', G);
        await expect(documents.drop(G)).rejects.toThrow('live');
        await commit([write('a', 1)], 1);
        expect((await documents.load(G, ['a'])).size).toBe(1);
      });
    });

    if (!o.durable) return;

    describe('a process that is killed', () => {
      it('at any step of a commit leaves all of it or nothing at the checkpoint, and the next goes on from there', async () => {
        await documents.close();
        const seen = new Set<bigint | undefined>();
        for (let number = 1, died = true; died; number++) {
          const g = { projection: 'actions', number: number + 10 };
          const batch = [
            write('a', 2, { opened: [opened(entry('x', '1'), 1, 2), opened(entry('y', '1'), 2)] }),
            write('b', 3, { opened: [opened(entry('y', '2'), 3)] }),
          ];
          died = await store.commitAndDie!(number, g, batch, at(3));
          documents = await store.open();
          const through = (await checkpointOf(documents, g))!;
          seen.add(through);
          const all = batch.map(({ id, json, position }, i) => ({ id, key: `${i + 1}`, json, position }));
          const left = through === 0n ? [] : all;
          for (const openEnded of [false, true]) {
            const there = query({ at: asOf(Number(through), null), openEnded });
            expect((await documents.find(g, there)).docs).toEqual(left);
          }
          await documents.commit(await documents.claim(g), batch, at(3));
          expect(idsOf(await documents.find(g, query({ values: ['y'] })))).toEqual(['a', 'b']);
          expect(idsOf(await documents.find(g, query({ values: ['x'], at: asOf(1) })))).toEqual(['a']);
          expect(await checkpointOf(documents, g)).toBe(3n);
          await documents.close();
        }
        // It was killed before and after the moment that counts, or this proves nothing.
        expect(seen).toEqual(new Set([0n, 3n]));
        documents = await store.open();
      }, 240_000);
    });
  });
}

const closed = (entry: Entry, until: number): Write['closed'][number] => ({ entry, until: position(until) });

const idsOf = (page: Page): string[] => page.docs.map(({ id }) => id);

/** All pages from a query on. */
async function walk(documents: Documents, q: Query): Promise<string[]> {
  const page = await documents.find(G, q);
  return [...idsOf(page), ...(page.next ? await walk(documents, { ...q, after: page.next }) : [])];
}

/** All that can be read of a generation. */
async function everything(
  documents: Documents,
): Promise<{ docs: Doc[]; open: string[]; ever: string[]; live: unknown }> {
  const anyDay = { effectiveAt: null, position: position(1_000_000) };
  return {
    docs: [...(await documents.load(G, ['a', 'b'])).values()],
    open: idsOf(await documents.find(G, query({ at: anyDay }))),
    ever: idsOf(await documents.find(G, query({ at: anyDay, openEnded: true }))),
    live: (await documents.states()).get(G.projection),
  };
}

async function checkpointOf(documents: Documents, g: Generation): Promise<bigint | undefined> {
  await documents.promote('actions', 'none', g);
  const state = (await documents.states()).get('actions');
  const shown = [
    ...(state?.others ?? []),
    ...(state ? [{ generation: state.live, checkpoint: state.checkpoint }] : []),
  ];
  return shown.find(({ generation }) => generation.number === g.number)?.checkpoint.position;
}
