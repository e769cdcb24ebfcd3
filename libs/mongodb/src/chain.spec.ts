import { position, StaleLease, type Generation } from '@app/eventing';
import { describeWithMongo } from '../../../test/support/mongodb/server.js';
import { TestDatabase } from '../../../test/support/mongodb/store.js';
import { Chain, type ChainRow } from './chain.js';
import { advanced, claimed, created, generationOf } from './control.js';
import { Table } from './table.js';

describeWithMongo('the chain of changes to a projection', (server) => {
  let database: TestDatabase;
  const G: Generation = { projection: 'actions', number: 1 };
  beforeEach(() => void (database = new TestDatabase(server)));
  afterEach(() => database.dispose());
  const chain = async (): Promise<Chain> =>
    new Chain(new Table<ChainRow>(await database.connect(), database.name, 'control'));

  it('loses no change of many that are made at once in several processes', async () => {
    const chains = await Promise.all([chain(), chain(), chain()]);
    await chains[0].change('actions', created(G, 1));
    const changes = chains.flatMap((one) =>
      Array.from({ length: 10 }, () => one.change('actions', (now) => ({ ...now, epochs: now.epochs + 1 }))),
    );
    const epochs = (await Promise.all(changes)).map((control) => control.epochs);
    expect(new Set(epochs).size).toBe(30);
    expect((await chains[1].of('actions')).epochs).toBe(Math.max(...epochs));
    for (const each of chains) await each.close();
  });

  it('refuses by what is, not by what this process saw last', async () => {
    const [one, two] = [await chain(), await chain()];
    await one.change('actions', created(G, 1));
    const mine = generationOf(await one.change('actions', claimed(G, 'mine', 'me', undefined)), G)!;
    await two.change('actions', claimed(G, 'theirs', 'they', undefined));
    const move = advanced({ generation: G, epoch: mine.epoch }, { position: position(3), eventId: null });
    await expect(one.change('actions', move)).rejects.toBeInstanceOf(StaleLease);
    expect(generationOf(await two.of('actions'), G)).toMatchObject({ claimedBy: 'theirs', position: 0n });
    await Promise.all([one.close(), two.close()]);
  });

  it('finds something to do in what others have changed', async () => {
    const [one, two] = [await chain(), await chain()];
    await one.change('actions', created(G, 1));
    await two.change('actions', (now) => ({ ...now, live: 1 }));
    const { epochs } = await one.change('actions', (now) => (now.live === 1 ? { ...now, epochs: 7 } : undefined));
    expect(epochs).toBe(7);
    await Promise.all([one.close(), two.close()]);
  });
});
