import { MemoryDocuments, position, type Batch, type EventId, type EventLog, type Stored } from '@app/eventing';
import { projections as readModels } from '@app/read-models';
import { Projections } from './projections.js';

const NOW = new Date('2020-01-15T12:00:10.000Z');
const [ACTIONS, PEOPLE] = ['actions', 'people'].map((name) => {
  const { version } = readModels.find((one) => one.name === name)!;
  return { projection: name, number: version * 1_000_000 };
}) as [Generation, Generation];
type Generation = { projection: string; number: number };

/** Its events are at 10 and 20. As EventStoreDB it cannot be read from where no event is. */
const log: Pick<EventLog, 'head' | 'subscribe'> = {
  head: () => Promise.resolve({ position: position(20), at: NOW }),
  async *subscribe({ after }): AsyncIterable<Batch> {
    await Promise.resolve();
    if (after !== 10n) throw new Error(`there is no event at ${after}`);
    const metadata = JSON.stringify({ at: '2020-01-15T12:00:00.000Z' });
    const events = [{ position: position(20), metadata } as Stored];
    yield { events, through: position(20), caughtUp: true };
  },
};

describe('how read models stand', () => {
  let documents: MemoryDocuments;
  let projections: Projections;
  beforeEach(() => {
    documents = new MemoryDocuments();
    projections = new Projections(log, documents);
  });
  const built = async (generation: Generation, at: number) => {
    const lease = await documents.claim(generation);
    await documents.commit(lease, [], { position: position(at), eventId: `e${at}` as EventId });
    return lease;
  };
  const live = async (generation: Generation, at: number) => {
    const lease = await built(generation, at);
    await documents.promote(generation.projection, 'none', generation);
    return lease;
  };
  const diverged = {
    ...{ at: position(14), eventId: 'e14' as EventId, error: 'of another log', attempts: 1 },
    diverged: true as const,
  };
  const lags = async () => {
    const standings = await projections.standings({ now: NOW });
    return standings.map(({ name, lag, others }) => [name, lag, others.map((other) => other.lag)]);
  };

  it('is told by the age of the first event that each has not applied', async () => {
    await live(ACTIONS, 10);
    await live(PEOPLE, 20);
    expect(await lags()).toEqual([
      ['actions', 10, []],
      ['people', 0, []],
    ]);
  });

  it('is told of all where one was built from another log, which is behind by no time', async () => {
    await documents.park(await live(ACTIONS, 14), diverged);
    await documents.park(await built({ ...PEOPLE, number: PEOPLE.number + 1 }, 14), diverged);
    await live(PEOPLE, 10);
    const subscribe = jest.spyOn(log, 'subscribe');
    expect(await lags()).toEqual([
      ['actions', null, []],
      ['people', 10, [null]],
    ]);
    expect(subscribe.mock.calls.map(([{ after }]) => after)).toEqual([10n]);
    subscribe.mockRestore();
  });

  it('is told of all where nobody has found out yet that one is of another log', async () => {
    await live(ACTIONS, 14);
    await live(PEOPLE, 10);
    expect(await lags()).toEqual([
      ['actions', null, []],
      ['people', 10, []],
    ]);
  });

  it('is of no time where it is of another log that was longer', async () => {
    await documents.park(await live(ACTIONS, 30), diverged);
    expect(await lags()).toEqual([['actions', null, []]]);
  });

  describe('where the log says nothing', () => {
    const never = new Promise<never>(() => undefined);
    const told = async () => (await projections.overview(NOW)).map(({ name, position, lag }) => [name, position, lag]);
    beforeEach(async () => {
      await live(ACTIONS, 10);
      await live(PEOPLE, 20);
    });
    afterEach(() => jest.restoreAllMocks());

    it('is told but for the time, which nobody can know', async () => {
      jest.spyOn(log, 'head').mockReturnValue(never);
      expect(await told()).toEqual([
        ['actions', '10', null],
        ['people', '20', null],
      ]);
    });

    it('of what is behind, but where its head is, is told but for the time of those that are behind', async () => {
      let hasEnded = false;
      jest.spyOn(log, 'subscribe').mockImplementation(async function* ({ signal }) {
        signal.addEventListener('abort', () => (hasEnded = true));
        yield await never;
      });
      expect([await told(), hasEnded]).toEqual([
        [
          ['actions', '10', null],
          ['people', '20', 0],
        ],
        true,
      ]);
    });

    it('is told of those that have stopped', async () => {
      jest.spyOn(log, 'head').mockRejectedValue(new Error('away'));
      const lease = await documents.claim(ACTIONS, { holder: 'one' });
      await documents.park(lease, { at: position(12), eventId: 'e12' as EventId, error: 'a fault', attempts: 4 });
      expect(await projections.overview(NOW)).toMatchObject([
        { name: 'actions', lag: null, holder: 'one', parked: { position: '12' } },
        { name: 'people', lag: null },
      ]);
    });
  });
});
