import { DocumentTooLarge, GenerationGone, position, type Day, type Query } from '@app/eventing';
import { describeWithMongo } from '../../../test/support/mongodb/server.js';
import { TestDatabase } from '../../../test/support/mongodb/store.js';
import { cutBefore } from '../../../test/support/mongodb/scripted-errors.js';
import { MongoProxy } from '../../../test/support/mongodb/tcp-proxy.js';
import { MongoConnection } from './connection.js';
import { MongoDocuments } from './documents.js';
import { openMongo } from './open.js';

describeWithMongo('the documents in MongoDB', (server) => {
  let database: TestDatabase;
  let documents: MongoDocuments;
  beforeEach(async () => {
    database = new TestDatabase(server);
    documents = await database.documents();
  });
  afterEach(async () => {
    await documents.close();
    await database.dispose();
  });
  const G = { projection: 'actions', number: 1 };
  const query: Query = {
    ...{ scope: 'p', field: 'owner', values: ['x'], limit: 10 },
    at: { effectiveAt: '2011-11-09' as Day, position: position(9) },
  };
  const write = (id: string, at: number | bigint) => ({
    ...{ id, json: '{}', position: position(at), closed: [] },
    opened: [{ since: position(at), entry: { scope: 'p', field: 'owner', value: 'x', key: id, from: null, to: null } }],
  });
  const through = (at: number | bigint) => ({ position: position(at), eventId: null });

  it('leave out the JSON of what the caller holds at that position', async () => {
    const lease = await documents.claim(G);
    await documents.commit(lease, [write('a', 1), write('b', 2)], through(2));
    const asked: string[] = [];
    const held = (id: string, at: bigint) => asked.push(`${id} ${at}`) > 0 && at === 1n;
    const { docs } = await documents.find(G, { ...query, held });
    expect(docs).toMatchObject([
      { id: 'a', json: '', position: 1n },
      { id: 'b', json: '{}', position: 2n },
    ]);
    expect(asked.sort()).toEqual(['a 1', 'b 2']);
  });

  it('keep positions whole that no double holds', async () => {
    const far = 2n ** 62n + 1n;
    const lease = await documents.claim(G);
    await documents.promote('actions', 'none', G);
    await documents.commit(lease, [write('a', far)], through(far));
    await documents.commit(lease, [], through(far + 2n));
    expect((await documents.load(G, ['a'])).get('a')?.position).toBe(far);
    expect((await documents.states()).get('actions')?.checkpoint.position).toBe(far + 2n);
    const find = async (at: bigint) => (await documents.find(G, { ...query, at: { ...query.at, position: position(at) } })).docs; // prettier-ignore
    expect([(await find(far - 1n)).length, (await find(far)).length]).toEqual([0, 1]);
  });

  it('are refused where one is larger than MongoDB holds, with nothing of their commit written, and no smaller', async () => {
    const lease = await documents.claim(G);
    await documents.promote('actions', 'none', G);
    await documents.commit(lease, [write('a', 1)], through(1));
    const grown = (length: number) => ({ ...write('a', 3), opened: [], json: JSON.stringify('x'.repeat(length)) });
    const refused = documents.commit(lease, [write('b', 2), grown(17_000_000)], through(3));
    const tooLarge = (await refused.catch((error: unknown) => error)) as DocumentTooLarge;
    expect(tooLarge).toBeInstanceOf(DocumentTooLarge);
    expect(tooLarge.id).toBe('a');
    const most = 17_000_000 - (tooLarge.bytes - tooLarge.limit);
    await expect(documents.commit(lease, [grown(most + 1)], through(3))).rejects.toBeInstanceOf(DocumentTooLarge);
    expect((await documents.find(G, query)).docs).toMatchObject([{ id: 'a', json: '{}' }]);
    expect((await documents.states()).get('actions')?.checkpoint.position).toBe(1n);
    const made = { ...write('b', 2), json: grown(most).json };
    await documents.commit(lease, [made, grown(most)], through(3));
    const sizes = (await documents.find(G, query)).docs.map(({ id, json }) => [id, json.length]);
    expect(sizes).toEqual([['a', most + 2], ['b', most + 2]]); // prettier-ignore
  });

  it('have their indexes before they have anything else', async () => {
    await documents.create(G);
    const indexes = await database.raw(
      async (db) =>
        (await db.collection('entries/actions/1/1').listIndexes().toArray()) as { name: string; key: object }[],
    );
    expect(indexes.map(({ name, key }) => [name, Object.keys(key).join()])).toEqual([
      ['_id_', '_id'],
      ['listed', 'in,value,key,doc,until,since,from,to'],
      ['of document', 'doc,in'],
    ]);
  });

  it('are found by a process that opened before they were made', async () => {
    const other = await database.documents();
    await expect(other.load(G, ['a'])).rejects.toThrow(GenerationGone);
    await documents.commit(await documents.claim(G), [write('a', 1)], through(1));
    expect((await other.load(G, ['a'])).size).toBe(1);
    await other.close();
  });

  it('are those of the generation that stands under its number now, once a reader has asked how far it is', async () => {
    const reader = await database.documents();
    await documents.claim({ ...G, number: 2 });
    await documents.promote('actions', 'none', { ...G, number: 2 });
    await documents.commit(await documents.claim(G), [write('a', 1)], through(1));
    expect((await reader.load(G, ['a'])).size).toBe(1);
    await documents.drop(G);
    await documents.commit(await documents.claim(G), [write('b', 1)], through(1));
    await reader.states();
    expect([...(await reader.load(G, ['a', 'b'])).keys()]).toEqual(['b']);
    await reader.close();
  });

  it('close an entry, in one batch with its opening, that a process had opened alone before it died', async () => {
    const entry = { scope: 'p', field: 'owner', value: 'x', key: 'a', from: null, to: null };
    const opened = (until?: number) => ({ since: position(1), entry, ...(until && { until: position(until) }) });
    const [begun, whole] = [opened(), opened(2)].map((one, i) => ({ ...write('a', i + 1), opened: [one] }));
    const proxy = await MongoProxy.open(server.url);
    const connection = await MongoConnection.open({ url: proxy.url, patienceMs: 1 });
    const dying = new MongoDocuments(connection, database.name);
    const lease = await dying.claim(G);
    proxy.on({ command: 'insert', nth: 2, times: Infinity }, cutBefore);
    await expect(dying.commit(lease, [begun!], through(1))).rejects.toThrow('documents/actions');
    await connection.close();
    await proxy.close();
    await documents.commit(await documents.claim(G), [whole!], through(2));
    const found = async (at: number) => (await documents.find(G, { ...query, at: { ...query.at, position: position(at) } })).docs.length; // prettier-ignore
    expect([await found(1), await found(2)]).toEqual([1, 0]);
  });

  describe('that are dropped by a process that ends amid it', () => {
    const next = { ...G, number: 2 };
    const ofG = ['control', 'documents/actions/1/1', 'entries/actions/1/1'];
    beforeEach(async () => {
      for (const g of [G, next]) await documents.commit(await documents.claim(g), [write('a', 1)], through(1));
      const proxy = await MongoProxy.open(server.url);
      const connection = await MongoConnection.open({ url: proxy.url, patienceMs: 1 });
      const dying = proxy.on({ command: 'drop', nth: 2, times: Infinity }, cutBefore);
      await expect(new MongoDocuments(connection, database.name).drop(next)).rejects.toThrow('drop');
      await dying.met;
      await connection.close();
      await proxy.close();
      expect(await database.collections()).toEqual([...ofG, 'entries/actions/2/3']);
    });

    it('leave no collection behind when the drop is repeated', async () => {
      await documents.drop(next);
      expect(await database.collections()).toEqual(ofG);
    });

    it('leave none when a worker sweeps', async () => {
      const stores = await openMongo({
        url: server.url,
        database: database.name,
        keysDatabase: database.another('keys'),
      });
      await stores.sweep();
      expect(await database.collections()).toEqual(ofG);
      await stores.close();
    });
  });

  it('keep of the control of a projection no more than its last rows, however often it is changed', async () => {
    const lease = await documents.claim(G);
    for (let i = 1; i <= 40; i++) await documents.commit(lease, [], through(i));
    await documents.close();
    const rows = await database.raw((db) => db.collection('control').countDocuments());
    expect(rows).toBeLessThan(6);
  });
});
