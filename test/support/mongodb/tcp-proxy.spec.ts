import { MongoClient, type Collection, type Document, type MongoClientOptions } from 'mongodb';
import { describeWithMongo, ownDatabase } from './server.js';
import {
  answer,
  answerHeldUntil,
  cutAfter,
  cutBefore,
  failConcern,
  heldUntil,
  notWritablePrimary,
  primarySteppedDown,
  silent,
  silentAfter,
  stepDownAfter,
  writeThenAnswer,
} from './scripted-errors.js';
import { MongoProxy } from './tcp-proxy.js';

describeWithMongo('a proxy between the driver and the server', (server) => {
  let proxy: MongoProxy;
  let direct: MongoClient;
  let stored: Collection<Document>;
  const clients: MongoClient[] = [];
  const database = ownDatabase('proxy');

  /** The collection as a client behind the proxy sees it. */
  const things = (options: MongoClientOptions = {}): Collection<Document> => {
    const client = new MongoClient(proxy.url, {
      ...{ heartbeatFrequencyMS: 500, minHeartbeatFrequencyMS: 50, serverSelectionTimeoutMS: 5_000, ...options },
    });
    clients.push(client);
    return client.db(database).collection('things');
  };
  const never = { retryWrites: false, retryReads: false };

  beforeAll(() => {
    direct = new MongoClient(server.url);
    stored = direct.db(database).collection('things');
  });
  beforeEach(async () => {
    await stored.deleteMany({});
    proxy = await MongoProxy.open(server.url);
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    await proxy.close();
  });
  afterAll(async () => {
    await direct.db(database).dropDatabase();
    await direct.close();
  });

  it('passes through what is written and read', async () => {
    const documents = Array.from({ length: 300 }, (_, n) => ({ n, text: 'x'.repeat(1000), at: new Date(n) }));
    await things().insertMany(documents);
    expect(await things().find().sort({ n: 1 }).batchSize(70).toArray()).toEqual(documents);
  });

  it('looks like a replica set, whose writes the driver retries once', async () => {
    const fault = proxy.on('insert', cutBefore);
    await things().insertOne({ name: 'spade' });
    expect(await fault.met).toMatchObject({ insert: 'things', documents: [{ name: 'spade' }] });
    expect(proxy.count('insert')).toBe(2);
    expect(await stored.countDocuments()).toBe(1);
  });

  it('cuts a request off before it reaches the server', async () => {
    proxy.on('insert', cutBefore);
    await expect(things(never).insertOne({ name: 'spade' })).rejects.toThrow();
    expect(await stored.countDocuments()).toBe(0);
  });

  it('cuts an answer off after the server has written', async () => {
    proxy.on('insert', cutAfter);
    await expect(things(never).insertOne({ name: 'spade' })).rejects.toThrow();
    expect(await stored.countDocuments()).toBe(1);
  });

  it('does a write only once that is retried after its answer was lost', async () => {
    await stored.insertOne({ name: 'spade', count: 0 });
    proxy.on('update', cutAfter);
    const told = await things().updateOne({ name: 'spade' }, { $inc: { count: 1 } });
    expect(told.modifiedCount).toBe(1);
    expect(proxy.count('update')).toBe(2);
    expect(await stored.findOne()).toMatchObject({ count: 1 });
  });

  it('counts requests from when it was told', async () => {
    const collection = things(never);
    await collection.insertOne({ n: 0 });
    const fault = proxy.on({ command: 'insert', nth: 2, times: 2 }, answer(notWritablePrimary));
    await collection.insertOne({ n: 1 });
    await expect(collection.insertOne({ n: 2 })).rejects.toMatchObject({ code: 10107 });
    await expect(collection.insertOne({ n: 3 })).rejects.toMatchObject({ code: 10107 });
    await collection.insertOne({ n: 4 });
    expect((await fault.met)['documents']).toMatchObject([{ n: 2 }]);
    expect(await stored.distinct('n')).toEqual([0, 1, 4]);
  });

  it('leaves alone what it was told no more', async () => {
    const fault = proxy.on('insert', cutBefore);
    fault.lift();
    await things(never).insertOne({ n: 1 });
    expect(await stored.countDocuments()).toBe(1);
  });

  it('goes silent before the server hears of it, and after', async () => {
    const options = { ...never, socketTimeoutMS: 300 };
    proxy.on('insert', silent);
    await expect(things(options).insertOne({ n: 1 })).rejects.toThrow(/timed out/);
    expect(await stored.countDocuments()).toBe(0);
    proxy.on('insert', silentAfter);
    await expect(things(options).insertOne({ n: 2 })).rejects.toThrow(/timed out/);
    expect(await stored.countDocuments()).toBe(1);
  });

  it('holds a request back, or its answer, for as long as is wanted', async () => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const [held, answered] = [things(), things()];
    const late = proxy.on('insert', heldUntil(released));
    const first = held.insertOne({ n: 1 });
    await late.met;
    const done = proxy.on('insert', answerHeldUntil(released));
    const second = answered.insertOne({ n: 2 });
    await done.met;
    const seen = await poll(() => stored.distinct('n'));
    expect(seen).toEqual([2]);
    release();
    await Promise.all([first, second]);
    expect(await stored.distinct('n')).toEqual([1, 2]);
  });

  it('refuses connections, and takes them again at the same address', async () => {
    const collection = things({ serverSelectionTimeoutMS: 300 });
    await collection.insertOne({ n: 1 });
    await proxy.refuse();
    // The first one meets the reset of its connection, and that is what the driver gives as the reason.
    await expect(collection.insertOne({ n: 2 })).rejects.toThrow();
    await expect(collection.insertOne({ n: 2 })).rejects.toThrow(/ECONNREFUSED/);
    await proxy.accept();
    await collection.insertOne({ n: 3 });
    expect(await stored.distinct('n')).toEqual([1, 3]);
  });

  it('lets nothing through while it is frozen, with its connections open', async () => {
    const collection = things({ ...never, socketTimeoutMS: 300, connectTimeoutMS: 300, serverSelectionTimeoutMS: 300 });
    await collection.insertOne({ n: 1 });
    proxy.freeze();
    await expect(collection.insertOne({ n: 2 })).rejects.toThrow(/timed out/);
    proxy.thaw();
    await collection.insertOne({ n: 3 });
    expect(await stored.distinct('n')).toEqual([1, 3]);
  });

  it('has no primary between stepping down and an election', async () => {
    const collection = things({ serverSelectionTimeoutMS: 300 });
    await collection.insertOne({ n: 1 });
    proxy.stepDown();
    // Whatever the driver believes, nothing is written or read.
    await expect(collection.insertOne({ n: 2 })).rejects.toThrow();
    await expect(collection.insertOne({ n: 2 })).rejects.toThrow();
    await expect(collection.findOne()).rejects.toThrow();
    await expect(collection.findOne()).rejects.toThrow(/Server selection timed out/);
    proxy.elect();
    await collection.insertOne({ n: 3 });
    expect(await stored.distinct('n')).toEqual([1, 3]);
  });

  it('says of what was written that it was not', async () => {
    proxy.on('insert', writeThenAnswer(primarySteppedDown));
    await expect(things(never).insertOne({ n: 1 })).rejects.toMatchObject({ code: 189 });
    expect(await stored.countDocuments()).toBe(1);
  });

  it('says of what was written that a majority is not known to have it', async () => {
    proxy.on('insert', failConcern());
    await expect(things().insertOne({ n: 1 })).rejects.toMatchObject({ code: 64, name: 'MongoWriteConcernError' });
    expect(await stored.countDocuments()).toBe(1);
  });

  it('does the first statements of a batch when the primary steps down in its middle', async () => {
    proxy.on('insert', stepDownAfter(2));
    const documents = [1, 2, 3, 4].map((n) => ({ n }));
    await expect(things(never).insertMany(documents)).rejects.toMatchObject({ code: 11602 });
    expect(await stored.distinct('n')).toEqual([1, 2]);
  });

  it('does the others when that batch is retried', async () => {
    await stored.insertMany([{ n: 1 }, { n: 2 }]);
    proxy.on('update', stepDownAfter(2));
    const told = await things().bulkWrite(
      [1, 2, 3, 4].map((n) => ({ updateOne: { filter: { n }, update: { $inc: { times: 1 } }, upsert: true } })),
    );
    expect(told).toMatchObject({ modifiedCount: 2, upsertedCount: 2, upsertedIds: { 2: {}, 3: {} } });
    expect(await stored.distinct('times')).toEqual([1]);
    expect(await stored.countDocuments()).toBe(4);
  });

  it('leaves a server as it is where that is asked for', async () => {
    await proxy.close();
    proxy = await MongoProxy.open(server.url, { standalone: true });
    await things().insertOne({ n: 1 });
    expect(proxy.url).toContain('directConnection=true');
    const hello = await direct.db().admin().command({ hello: 1 });
    expect(typeof hello['setName'] === 'string').toBe(server.replicaSet);
  });
});

/** Asks until there is something in the answer. */
async function poll<T>(ask: () => Promise<T[]>): Promise<T[]> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const found = await ask();
    if (found.length > 0) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return [];
}
