import { MongoConnection, MongoDocuments, MongoUnavailable, openMongo } from '@app/mongodb';
import { at, everything, FIRST, G } from '../support/mongodb/batches.js';
import { answer, notWritablePrimary, silent } from '../support/mongodb/scripted-errors.js';
import { describeWithMongo } from '../support/mongodb/server.js';
import { TestDatabase } from '../support/mongodb/store.js';
import { MongoProxy } from '../support/mongodb/tcp-proxy.js';

describeWithMongo('where MongoDB has no primary', (server) => {
  let database: TestDatabase;
  let proxy: MongoProxy;
  /** What it said that it waits for, and the first time that it did. */
  let reasons: string[];
  let waiting: Promise<void>;
  let onWaiting: (reason: string) => void;

  beforeEach(async () => {
    database = new TestDatabase(server);
    proxy = await MongoProxy.open(server.url);
    reasons = [];
    waiting = new Promise((resolve) => {
      onWaiting = (reason) => {
        reasons.push(reason);
        resolve();
      };
    });
  });
  afterEach(async () => {
    await proxy.close();
    await database.dispose();
  });
  const config = () => ({ url: proxy.url, database: database.name, keysDatabase: database.another('keys'), onWaiting });

  it('opening waits for one, says what for, and goes on when it is there', async () => {
    await proxy.refuse();
    const opening = openMongo({ ...config(), answerMs: 300 });
    await waiting;
    expect(reasons[0]).toContain('ECONNREFUSED');
    proxy.stepDown();
    await proxy.accept();
    while (!reasons.some((reason) => !reason.includes('ECONNREFUSED'))) await new Promise(setImmediate);
    proxy.elect();
    const stores = await opening;
    expect(await stores.documents.states()).toEqual(new Map());
    await stores.close();
  });

  it('opening waits also for one that goes while the first keys are made', async () => {
    const lost = proxy.on({ command: 'insert', times: Infinity }, answer(notWritablePrimary));
    const outlasted = new Promise<void>((resolve) => {
      onWaiting = (reason) => {
        if (reason.includes('has no primary that could insert')) resolve();
      };
    });
    const opening = openMongo({ ...config(), patienceMs: 100, answerMs: 300 });
    await outlasted;
    lost.lift();
    const stores = await opening;
    expect(await stores.keys.next()).toBeTruthy();
    await stores.close();
  });

  it('waiting for one ends when it is called off', async () => {
    await proxy.refuse();
    const calling = new AbortController();
    const opening = openMongo({ ...config(), signal: calling.signal, answerMs: 60_000 });
    setImmediate(() => calling.abort(new Error('called off')));
    await expect(opening).rejects.toThrow('called off');
  });

  it('opening does not wait for what no time mends', async () => {
    const url = proxy.url.replace('mongodb://', 'mongodb://nobody:nothing@');
    await expect(openMongo({ ...config(), url, answerMs: 1_000 })).rejects.toThrow(/authenticat/i);
    expect(reasons).toEqual([]);
  });

  it('a commit waits for the next, and is whole then', async () => {
    const connection = await MongoConnection.open({ url: proxy.url, onWaiting, answerMs: 300 });
    const documents = new MongoDocuments(connection, database.name);
    const lease = await documents.claim(G);
    await documents.promote('actions', 'none', G);
    proxy.stepDown();
    const committing = documents.commit(lease, FIRST, at(3));
    await waiting;
    proxy.elect();
    await committing;
    expect(await everything(documents)).toMatchObject({ size: 3, checkpoint: at(3) });
    await documents.close();
    await connection.close();
  });

  it('one that lasts ends in an error that says so, and what comes later succeeds', async () => {
    const connection = await MongoConnection.open({ url: proxy.url, patienceMs: 200, answerMs: 300 });
    const documents = new MongoDocuments(connection, database.name);
    const lease = await documents.claim(G);
    await documents.promote('actions', 'none', G);
    await proxy.refuse();
    for (const asked of [documents.states(), documents.commit(lease, FIRST, at(3)), documents.load(G, ['a'])]) {
      const error = await asked.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(MongoUnavailable);
      expect((error as Error).message).toMatch(/^MongoDB has no primary that could \w+ in [\w/]+: .*ECONNREFUSED/);
    }
    await proxy.accept();
    await documents.commit(lease, FIRST, at(3));
    expect(await everything(documents)).toMatchObject({ size: 3, checkpoint: at(3) });
    await documents.close();
    await connection.close();
  });

  it('one that has lasted is told at once to who asks later', async () => {
    const connection = await MongoConnection.open({ url: proxy.url, onWaiting, patienceMs: 3_000, answerMs: 100 });
    const documents = new MongoDocuments(connection, database.name);
    await documents.create(G);
    await proxy.refuse();
    const attempts = async (): Promise<number> => {
      const before = reasons.length;
      await expect(documents.states()).rejects.toBeInstanceOf(MongoUnavailable);
      return reasons.length - before;
    };
    expect(await attempts()).toBeGreaterThan(1);
    // Some may give up a little before the end of the patience, where the next pause would be too long.
    let last = Infinity;
    for (let asked = 0; asked < 4 && last > 1; asked++) last = await attempts();
    expect(last).toBe(1);
    await proxy.accept();
    await documents.states();
    await documents.close();
    await connection.close();
  });

  it('a server that takes everything and answers nothing is given up, and asked again elsewhere', async () => {
    const connection = await MongoConnection.open({ url: proxy.url, onWaiting, answerMs: 300 });
    const documents = new MongoDocuments(connection, database.name);
    const lease = await documents.claim(G);
    await documents.promote('actions', 'none', G);
    const planned = proxy.on({ command: 'insert', times: 2 }, silent);
    await documents.commit(lease, FIRST, at(3));
    await planned.met;
    expect(await everything(documents)).toMatchObject({ size: 3, checkpoint: at(3) });
    await documents.close();
    await connection.close();
  });

  it('closing ends what waits for one', async () => {
    const connection = await MongoConnection.open({ url: proxy.url, onWaiting, answerMs: 300 });
    const documents = new MongoDocuments(connection, database.name);
    await documents.create(G);
    proxy.stepDown();
    const asked = documents.states().catch((error: unknown) => error);
    await waiting;
    await connection.close();
    expect(await asked).toBeInstanceOf(Error);
    await documents.close();
  });
});
