import { MongoDocuments } from '@app/mongodb';
import { at, everything, FIRST, G, SECOND, THIRD } from '../support/mongodb/batches.js';
import { commitAndDie } from '../support/mongodb/dying.js';
import { describeWithMongo } from '../support/mongodb/server.js';
import { TestDatabase } from '../support/mongodb/store.js';

jest.setTimeout(300_000);

/** More than a commit has, or it would not come to an end. */
const MOST_STEPS = 80;

describeWithMongo('a process that is killed at any step of a commit to MongoDB', (server) => {
  const begin = async (documents: MongoDocuments): Promise<void> => {
    const lease = await documents.claim(G);
    await documents.promote('actions', 'none', G);
    await documents.commit(lease, FIRST, at(3));
  };
  /** In two commits, with other bounds than the one that was begun. */
  const goOn = async (documents: MongoDocuments): Promise<void> => {
    const lease = await documents.claim(G);
    await documents.commit(lease, SECOND.slice(0, 2), at(6));
    await documents.commit(lease, SECOND.slice(2), at(8));
    await documents.commit(lease, THIRD, at(12));
  };

  it('leaves the checkpoint where all of it is or nothing matches, and the next one ends up the same', async () => {
    const undisturbed = new TestDatabase(server);
    const expected = await undisturbed.documents();
    await begin(expected);
    const before = JSON.stringify(await found(expected));
    await expected.commit(await expected.claim(G), SECOND, at(8));
    const after = JSON.stringify(await found(expected));
    await goOn(expected);
    const all = await everything(expected);

    const seen = new Set<string>();
    let fatal = 1;
    for (let died = true; died && fatal < MOST_STEPS; fatal++) {
      const database = new TestDatabase(server);
      const documents = await database.documents();
      await begin(documents);
      died = await commitAndDie(server, database.name, { generation: G, writes: SECOND, through: at(8), fatal });
      const left = JSON.stringify(await found(documents));
      expect([fatal, [before, after].includes(left)]).toEqual([fatal, true]);
      seen.add(left);
      await goOn(documents);
      expect({ fatal, all: await everything(documents) }).toEqual({ fatal, all });
      await documents.close();
      await database.dispose();
    }
    // It was killed before and after the moment that counts, and at last came through, or this proves nothing.
    expect(seen).toEqual(new Set([before, after]));
    expect(fatal).toBeLessThan(MOST_STEPS);
    await expected.close();
    await undisturbed.dispose();
  });
});

/** What is found at the checkpoint, but for what is removed: that is gone at every position, and so before it moves. */
async function found(documents: MongoDocuments): Promise<unknown> {
  const { position } = (await documents.states()).get('actions')!.checkpoint;
  const query = { scope: 'p', field: 'owner', limit: 100, at: { effectiveAt: null, position } };
  const { docs } = await documents.find(G, query);
  return docs.filter(({ id }) => id !== 'b').map(({ key, id }) => [key, id]);
}
