import type { KeyId } from '@app/domain';
import type { Key, Keys } from '@app/eventing';

/** One store, and the `Keys` that processes open on it. */
export interface KeysUnderTest {
  /** As a process has that starts later, or beside. */
  open(): Promise<Keys>;
  /** Ids of all keys in the store, handed out or not. */
  ids(): Promise<Set<KeyId>>;
  /** A process of its own. Absent where nothing outlives the process. */
  process?(): Promise<{ next(count: number): Promise<KeyId[]>; kill(): Promise<void> }>;
  dispose(): Promise<void>;
}

const UNKNOWN = 'no-such-key' as KeyId;

/** Every promise of `Keys` in ports.ts, on whatever keeps them. */
export function keysContract(name: string, make: () => Promise<KeysUnderTest>, o: { durable: boolean }): void {
  describe(`${name} keeps the promises of keys`, () => {
    let store: KeysUnderTest;
    let keys: Keys;
    beforeEach(async () => {
      store = await make();
      keys = await store.open();
    });
    afterEach(async () => {
      await keys.close();
      await store.dispose();
    });

    it('hands out a key of 32 bytes that others find at once', async () => {
      const id = await keys.next();
      const other = await store.open();
      const found = (await other.find([id])).get(id);
      expect(found).toHaveLength(32);
      expect(found).toEqual((await keys.find([id])).get(id));
      await other.close();
    });

    it('hands out each key once, and no two alike, also to many that ask at once', async () => {
      const ids = await Promise.all(Array.from({ length: 2_000 }, async () => keys.next()));
      expect(new Set(ids).size).toBe(2_000);
      const found = [...(await keys.find(ids)).values()].map((key) => Buffer.from(key as Uint8Array).toString('hex'));
      expect(new Set(found).size).toBe(2_000);
    });

    it('names keys so that a sealed token can hold the name', async () => {
      expect(await keys.next()).toMatch(/^[\w-]{1,64}$/);
    });

    it('hands out nothing that was there before it started', async () => {
      await keys.next();
      await keys.close();
      const before = await store.ids();
      keys = await store.open();
      const ids = await next(keys, 1_000);
      expect(ids.filter((id) => before.has(id))).toEqual([]);
    });

    it('finds what it has, and leaves out what was never a key', async () => {
      const [one, two] = [await keys.next(), await keys.next()];
      expect([...(await keys.find([two, UNKNOWN, one])).keys()].sort()).toEqual([one, two].sort());
      expect(await keys.find([])).toEqual(new Map());
    });

    it('says that a destroyed key was destroyed, here and elsewhere, now and later', async () => {
      const [gone, kept] = [await keys.next(), await keys.next()];
      const other = await store.open();
      await keys.destroy([gone]);
      for (const asked of [keys, other]) expect((await asked.find([gone])).get(gone)).toBe('destroyed');
      await other.close();
      await keys.close();
      keys = await store.open();
      expect((await keys.find([gone])).get(gone)).toBe('destroyed');
      expect((await keys.find([kept])).get(kept)).toHaveLength(32);
    });

    it('destroys again without harm, and what was never a key too', async () => {
      const id = await keys.next();
      await keys.destroy([id]);
      await keys.destroy([id, UNKNOWN]);
      expect(await keys.find([id, UNKNOWN])).toEqual(new Map([[id, 'destroyed']]));
    });

    describe('that move to another store', () => {
      const everything = async (of: Keys) => {
        const found: (readonly [KeyId, Key | 'destroyed'])[] = [];
        for await (const each of of.all()) found.push(each);
        return found;
      };
      const held = (key: Key | 'destroyed' | undefined) =>
        key === 'destroyed' ? key : key && Buffer.from(key).toString('hex');

      it('are all there, destroyed ones too, and found by their ids', async () => {
        const ids = await next(keys, 1_100);
        await keys.destroy(ids.slice(0, 3));
        const moved = await everything(keys);
        expect(new Set(moved.map(([id]) => id)).size).toBe(moved.length);
        const other = await make();
        const there = await other.open();
        await there.put(moved);
        await there.put(moved.slice(0, 10));
        const [from, to] = [await keys.find(ids), await there.find(ids)];
        expect(ids.map((id) => held(to.get(id)))).toEqual(ids.map((id) => held(from.get(id))));
        expect(ids.slice(0, 4).map((id) => to.get(id) === 'destroyed')).toEqual([true, true, true, false]);
        const handed = await next(there, 1_000);
        expect(handed.filter((id) => moved.some(([known]) => known === id))).toEqual([]);
        await there.close();
        await other.dispose();
      });

      it('stay destroyed where either side says so', async () => {
        const [here, there, kept] = await next(keys, 3);
        const before = await keys.find([here!, there!, kept!]);
        await keys.destroy([here!]);
        await keys.put([
          [here!, before.get(here!)!],
          [there!, 'destroyed'],
          [kept!, before.get(here!)!],
        ]);
        const after = await keys.find([here!, there!, kept!]);
        expect([after.get(here!), after.get(there!)]).toEqual(['destroyed', 'destroyed']);
        expect(held(after.get(kept!))).toBe(held(before.get(kept!)));
      });
    });

    if (!o.durable) return;

    it('has a key that was handed out before a kill, and hands it out to nobody else', async () => {
      const first = await store.process!();
      const handed = await first.next(3);
      await first.kill();
      const before = await store.ids();
      const second = await store.process!();
      const next = await second.next(1_000);
      await second.kill();
      expect([...(await keys.find(handed)).values()].map((key) => key.length)).toEqual([32, 32, 32]);
      expect(next.filter((id) => before.has(id))).toEqual([]);
    }, 30_000);

    it('gives two processes at once no key in common', async () => {
      const processes = [await store.process!(), await store.process!()];
      const [one, two] = await Promise.all(processes.map((process) => process.next(2_000)));
      await Promise.all(processes.map((process) => process.kill()));
      expect(new Set([...one!, ...two!]).size).toBe(4_000);
    }, 30_000);
  });
}

async function next(keys: Keys, count: number): Promise<KeyId[]> {
  const ids: KeyId[] = [];
  while (ids.length < count) ids.push(await keys.next());
  return ids;
}
