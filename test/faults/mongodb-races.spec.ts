import { GenerationGone, position, StaleLease, type Query } from '@app/eventing';
import { MongoConnection, MongoDocuments } from '@app/mongodb';
import { at, everything, FIRST, G, NEXT, SECOND, THIRD } from '../support/mongodb/batches.js';
import { heldUntil } from '../support/mongodb/scripted-errors.js';
import { describeWithMongo } from '../support/mongodb/server.js';
import { TestDatabase } from '../support/mongodb/store.js';
import { MongoProxy } from '../support/mongodb/tcp-proxy.js';

describeWithMongo('of two processes on MongoDB, one that was held up', (server) => {
  let database: TestDatabase;
  let proxy: MongoProxy;
  let connection: MongoConnection;
  /** Whose commands are held up, and another. */
  let slow: MongoDocuments;
  let other: MongoDocuments;
  let release: () => void;
  let released: Promise<void>;

  beforeEach(async () => {
    database = new TestDatabase(server);
    proxy = await MongoProxy.open(server.url);
    connection = await MongoConnection.open({ url: proxy.url });
    slow = new MongoDocuments(connection, database.name);
    other = await database.documents();
    released = new Promise((resolve) => (release = resolve));
  });
  afterEach(async () => {
    release();
    await slow.close();
    await other.close();
    await connection.close();
    await proxy.close();
    await database.dispose();
  });

  const begin = async (on: MongoDocuments) => {
    const lease = await on.claim(G);
    await on.promote('actions', 'none', G);
    await on.commit(lease, FIRST, at(3));
    return lease;
  };
  const goOn = async (on: MongoDocuments): Promise<void> => {
    const lease = await on.claim(G);
    await on.commit(lease, SECOND, at(8));
    await on.commit(lease, THIRD, at(12));
  };
  const undisturbed = async (): Promise<unknown> => {
    const own = new TestDatabase(server);
    const documents = await own.documents();
    await begin(documents);
    await goOn(documents);
    const all = await everything(documents);
    await documents.close();
    await own.dispose();
    return all;
  };

  // The inserts of a commit: entries, documents, and the checkpoint. Its updates: what is removed, closed and replaced.
  it.each([
    ['insert', 1],
    ['insert', 2],
    ['insert', 3],
    ['update', 1],
    ['update', 2],
    ['update', 3],
  ])('amid a commit (%s %i) moves nothing, and what it writes changes nothing', async (command, nth) => {
    const lease = await begin(slow);
    const planned = proxy.on({ command, nth }, heldUntil(released));
    const committing = slow.commit(lease, SECOND, at(8)).catch((error: unknown) => error);
    await planned.met;
    await goOn(other);
    release();
    expect(await committing).toBeInstanceOf(StaleLease);
    expect(await everything(other)).toEqual(await undisturbed());
  });

  it('amid a commit leaves nothing in a generation that was dropped and made again meanwhile', async () => {
    const lease = await slow.claim(G);
    await slow.commit(lease, FIRST, at(3));
    // The third: what it replaces documents with, when its entries are written.
    const planned = proxy.on({ command: 'update', nth: 3 }, heldUntil(released));
    const committing = slow.commit(lease, SECOND, at(8)).catch((error: unknown) => error);
    await planned.met;
    await other.drop(G);
    await begin(other);
    release();
    expect(await committing).toBeInstanceOf(StaleLease);
    await goOn(other);
    expect(await everything(other)).toEqual(await undisturbed());
  });

  // What a page is found by, what an earlier page has shown of it, and its documents.
  it.each([1, 2, 3])('amid a page (read %i) gives none where the generation was dropped meanwhile', async (nth) => {
    await begin(slow);
    await slow.create(NEXT);
    const query: Query = {
      ...{ scope: 'p', field: 'owner', limit: 2, after: { key: '1', id: 'a' } },
      at: { effectiveAt: null, position: position(3) },
    };
    expect((await slow.find(G, query)).docs.map(({ id }) => id)).toEqual(['b', 'c']);
    const planned = proxy.on({ command: 'find', nth }, heldUntil(released));
    const finding = slow.find(G, query).catch((error: unknown) => error);
    await planned.met;
    await other.commit(await other.claim(NEXT), [], at(3));
    await other.promote('actions', G, NEXT);
    await other.drop(G);
    release();
    expect(await finding).toBeInstanceOf(GenerationGone);
  });

  it('amid a read gives nothing of another generation that was made under its number meanwhile', async () => {
    await slow.commit(await slow.claim(G), FIRST, at(3));
    const planned = proxy.on('find', heldUntil(released));
    const loading = slow.load(G, ['a', 'd']).catch((error: unknown) => error);
    await planned.met;
    await other.drop(G);
    await begin(other);
    release();
    expect(await loading).toBeInstanceOf(GenerationGone);
  });

  describe('amid a creation, with its collections made and not named yet,', () => {
    let creating: Promise<void>;
    beforeEach(async () => {
      await other.claim(G);
      const planned = proxy.on('insert', heldUntil(released));
      creating = slow.create(NEXT);
      await planned.met;
      expect(await database.collections()).toEqual(['control', 'entries/actions/1/1', 'entries/actions/2/3']);
    });

    it('loses none of them, whoever sweeps', async () => {
      await other.sweep();
      release();
      await creating;
      expect(await database.collections()).toEqual(['control', 'entries/actions/1/1', 'entries/actions/2/3']);
    });

    it('makes others where another was given that epoch meanwhile, and those that it left are swept', async () => {
      await other.create({ ...G, number: 3 });
      await other.sweep();
      const without = ['control', 'entries/actions/1/1', 'entries/actions/3/3'];
      expect(await database.collections()).toEqual(without);
      release();
      await creating;
      expect(await database.collections()).toEqual([...without, 'entries/actions/2/4'].sort());
    });
  });

  it('amid a commit to what was dropped leaves nothing that is not swept', async () => {
    const lease = await slow.claim(G);
    await slow.commit(lease, FIRST, at(3));
    const planned = proxy.on('insert', heldUntil(released));
    const committing = slow.commit(lease, SECOND, at(8)).catch((error: unknown) => error);
    await planned.met;
    await other.drop(G);
    await other.claim(G);
    release();
    expect(await committing).toBeInstanceOf(StaleLease);
    expect(await database.collections()).toContain('entries/actions/1/1');
    await other.sweep();
    expect(await database.collections()).toEqual(['control', 'entries/actions/1/3']);
  });

  it('amid a claim gets no lease where another got one since, though what that one inserted is cleared away', async () => {
    const { epoch } = await slow.claim(G);
    const planned = proxy.on('insert', heldUntil(released));
    const claiming = slow.claim(G, { holder: 'slow', after: epoch }).catch((error: unknown) => error);
    await planned.met;
    const lease = await other.claim(G, { holder: 'other', after: epoch });
    for (let i = 0; i < 5; i++) await other.renew(lease);
    await other.close();
    release();
    expect(await claiming).toBeInstanceOf(StaleLease);
    await other.promote('actions', 'none', G);
    expect((await slow.states()).get('actions')?.lease).toEqual({ epoch: lease.epoch, holder: 'other', beats: 5 });
  });

  it('amid a promotion does not undo those that came since', async () => {
    await slow.claim(G);
    await slow.create(NEXT);
    await slow.promote('actions', 'none', G);
    const planned = proxy.on('insert', heldUntil(released));
    const promoting = slow.promote('actions', G, NEXT);
    await planned.met;
    for (const [from, to] of [[G, NEXT], [NEXT, G], [G, NEXT]] as const) await other.promote('actions', from, to); // prettier-ignore
    await other.close();
    release();
    expect(await promoting).toBe(false);
    expect((await slow.states()).get('actions')?.live).toEqual(NEXT);
  });
});
