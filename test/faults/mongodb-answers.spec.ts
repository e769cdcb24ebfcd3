import { randomUUID } from 'node:crypto';
import { position, type EventId, type KeyId } from '@app/domain';
import { MongoConnection, MongoDocuments, MongoKeys } from '@app/mongodb';
import { at, everything, FIRST, G, NEXT, SECOND } from '../support/mongodb/batches.js';
import { describeWithMongo } from '../support/mongodb/server.js';
import { TestDatabase } from '../support/mongodb/store.js';
import { MongoProxy, type Fault } from '../support/mongodb/tcp-proxy.js';
import {
  answer,
  cutAfter,
  cutBefore,
  failConcern,
  notWritablePrimary,
  primarySteppedDown,
  shutdownInProgress,
  stepDownAfter,
  writeThenAnswer,
} from '../support/mongodb/scripted-errors.js';

/** What may become of a command. The driver sends it once more by itself: twice, and it is our turn. */
const FAULTS: readonly (readonly [string, Fault])[] = [
  ['is cut off before it is written', cutBefore],
  ['is cut off after it was written', cutAfter],
  ['meets a server that is no primary', answer(notWritablePrimary)],
  ['meets a server that shuts down', answer(shutdownInProgress)],
  ['is written by a primary that then steps down', writeThenAnswer(primarySteppedDown)],
  ['is half done when the primary steps down', stepDownAfter(1)],
  ['is written, but not by a majority in time', failConcern()],
];
const WRITES = ['insert', 'update', 'delete'];

describeWithMongo('on MongoDB, a command', (server) => {
  let database: TestDatabase;
  let proxy: MongoProxy;
  let connection: MongoConnection;
  let documents: MongoDocuments;
  let undisturbed: unknown;

  const commit = async (on: MongoDocuments): Promise<void> => {
    const lease = await on.claim(G);
    await on.promote('actions', 'none', G);
    await on.commit(lease, FIRST, at(3));
    await on.commit(lease, SECOND, at(8));
  };

  beforeAll(async () => {
    const own = new TestDatabase(server);
    const documents = await own.documents();
    await commit(documents);
    undisturbed = await everything(documents);
    await documents.close();
    await own.dispose();
  });
  beforeEach(async () => {
    database = new TestDatabase(server);
    proxy = await MongoProxy.open(server.url);
    connection = await MongoConnection.open({ url: `${proxy.url}&minHeartbeatFrequencyMS=50` });
    documents = new MongoDocuments(connection, database.name);
  });
  afterEach(async () => {
    await documents.close();
    await connection.close();
    await proxy.close();
    await database.dispose();
  });

  describe.each(FAULTS)('that %s', (_, fault) => {
    it.each(WRITES)('is done once by a commit: %s', async (command) => {
      const lease = await documents.claim(G);
      await documents.promote('actions', 'none', G);
      await documents.commit(lease, FIRST, at(3));
      const planned = proxy.on({ command, times: 2 }, fault);
      await documents.commit(lease, SECOND, at(8));
      await planned.met;
      expect(await everything(documents)).toEqual(undisturbed);
    });

    it('gives a lease that holds, and one only', async () => {
      await documents.create(G);
      const { epoch } = await documents.claim(G);
      const planned = proxy.on({ command: 'insert', times: 2 }, fault);
      const lease = await documents.claim(G, { holder: 'me', after: epoch });
      await planned.met;
      await documents.promote('actions', 'none', G);
      const state = (await documents.states()).get('actions')!;
      expect(state.lease).toEqual({ epoch: lease.epoch, holder: 'me', beats: 0 });
      await documents.commit(lease, FIRST, at(3));
    });

    it('moves the live pointer, and says so', async () => {
      await documents.claim(G);
      await documents.create(NEXT);
      await documents.promote('actions', 'none', G);
      const planned = proxy.on({ command: 'insert', times: 2 }, fault);
      expect(await documents.promote('actions', G, NEXT)).toBe(true);
      await planned.met;
      expect((await documents.states()).get('actions')?.live).toEqual(NEXT);
      expect(await documents.promote('actions', G, NEXT)).toBe(false);
    });

    it('lets a parked projection go on, with what it skips said once', async () => {
      const lease = await documents.claim(G);
      await documents.promote('actions', 'none', G);
      const [eventId, place] = [randomUUID() as EventId, position(4)];
      await documents.park(lease, { at: place, eventId, error: 'no', attempts: 1 });
      const planned = proxy.on({ command: 'insert', times: 2 }, fault);
      expect(await documents.unpark(G, place, { at: place, eventId, reason: 'ours' })).toBe(true);
      await planned.met;
      const { parked, skips } = (await documents.states()).get('actions')!;
      expect([parked, skips]).toEqual([undefined, [{ at: place, eventId, reason: 'ours' }]]);
    });

    it('drops a generation whole', async () => {
      const lease = await documents.claim(G);
      await documents.commit(lease, FIRST, at(3));
      const planned = [
        proxy.on({ command: 'insert', times: 2 }, fault),
        proxy.on({ command: 'drop', times: 2 }, fault),
      ];
      await documents.drop(G);
      for (const { met } of planned) await met;
      expect(await database.collections()).toEqual(['control']);
    });

    it('makes keys that are there, and destroys them', async () => {
      const planned = proxy.on({ command: 'insert', times: 2 }, fault);
      const keys = await MongoKeys.open(connection, database.name, { batch: 4 });
      await planned.met;
      const ids: KeyId[] = [await keys.next(), await keys.next()];
      expect((await keys.find(ids)).size).toBe(2);
      const destroying = proxy.on({ command: 'update', times: 2 }, fault);
      await keys.destroy(ids);
      await destroying.met;
      const other = await database.keys();
      expect([...(await other.find(ids)).values()]).toEqual(['destroyed', 'destroyed']);
      await other.close();
      await keys.close();
    });
  });

  describe('whose answer is lost while another goes on from what it did', () => {
    /** Twice, since the driver asks again by itself. */
    const losingAnswers = (meanwhile: () => Promise<unknown>): void => {
      let gone: Promise<unknown> | undefined;
      proxy.on({ command: 'insert', times: 2 }, async (exchange) => {
        await exchange.pass();
        await (gone ??= meanwhile());
        exchange.cut();
      });
    };

    // With some of them the row of the park is cleared away before it is asked for again.
    it.each([0, 3])('does not park again what was told to go on (%i rows later)', async (renewals) => {
      const other = await database.documents();
      const lease = await documents.claim(G);
      await documents.promote('actions', 'none', G);
      const [eventId, place] = [randomUUID() as EventId, position(4)];
      const skip = { at: place, eventId, reason: 'ours' };
      losingAnswers(async () => {
        expect(await other.unpark(G, place, skip)).toBe(true);
        for (let i = 0; i < renewals; i++) await other.renew(lease);
        await other.close();
      });
      await documents.park(lease, { at: place, eventId, error: 'no', attempts: 1 });
      const { parked, skips } = (await other.states()).get('actions')!;
      expect([parked, skips]).toEqual([undefined, [skip]]);
    });

    it('does not drop what was made under that number since', async () => {
      const other = await database.documents();
      await documents.claim(G);
      await documents.promote('actions', 'none', G);
      await documents.create(NEXT);
      losingAnswers(() => other.create(NEXT));
      await documents.drop(NEXT);
      expect((await other.states()).get('actions')!.others).toMatchObject([{ generation: NEXT }]);
      await other.close();
    });
  });

  it.each(['find', 'aggregate'])('that only reads is asked again: %s', async (command) => {
    await commit(documents);
    for (const fault of [cutBefore, answer(notWritablePrimary), answer(shutdownInProgress)]) {
      const planned = proxy.on({ command, times: 2 }, fault);
      expect(await everything(documents)).toEqual(undisturbed);
      await planned.met;
    }
  });
});
