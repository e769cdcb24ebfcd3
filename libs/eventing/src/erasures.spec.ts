import { once } from 'node:events';
import type { KeyId } from '@app/domain';
import { Office } from '../../../test/support/office.js';
import { KEY_DESTRUCTION, KeyDestruction } from './effects.js';
import { Erasures } from './erasures.js';
import { MemoryDocuments, MemoryKeys, MemoryLog } from './memory/index.js';
import { Positions } from './positions.js';

// One process destroys keys; this one, on the same stores, only drops what it has of them.
describe('an erasure that another process carries out', () => {
  let stores: { log: MemoryLog; keys: MemoryKeys; documents: MemoryDocuments };
  let office: Office;
  let stop: AbortController;
  let forgotten: KeyId[][];
  let told: EventTarget;
  let running: Promise<unknown>[];

  beforeEach(async () => {
    stores = { log: new MemoryLog(), keys: new MemoryKeys(), documents: new MemoryDocuments() };
    office = new Office(stores.log, stores.keys);
    await office.register();
    stop = new AbortController();
    [forgotten, told, running] = [[], new EventTarget(), []];
  });
  afterEach(async () => {
    stop.abort();
    await Promise.all(running);
  });

  const next = () => once(told, 'forgotten');
  const follow = (): void => {
    const forget = (keys: ReadonlySet<KeyId>) => {
      forgotten.push([...keys]);
      told.dispatchEvent(new Event('forgotten'));
    };
    const positions = new Positions(stores.documents);
    const erasures = new Erasures(
      { ...stores, positions, forget, ambient: { sleep: async () => undefined } },
      stop.signal,
    );
    running.push(office.runner.follow(stop.signal, (batch) => erasures.hear(batch)).then(() => erasures.done()));
  };
  const destroyKeys = () =>
    void running.push(new KeyDestruction({ ...stores, onDestroyed: () => undefined }).run(stop.signal));
  const erase = (id: string) =>
    office.recorded({ kind: 'person', id, command: 'ErasePerson', body: { reason: 'requested' } });
  const isDestroyed = async () => [...(await stores.keys.find(forgotten[0] ?? [])).values()].includes('destroyed');

  it('drops the keys as soon as it is heard of, and again when they are gone', async () => {
    follow();
    const brenda = await office.person('Brenda');
    const heard = next();
    await erase(brenda.id);
    await heard;
    expect([forgotten[0]?.length, await isDestroyed()]).toEqual([1, false]);
    const gone = next();
    destroyKeys();
    await gone;
    expect(await isDestroyed()).toBe(true);
    expect(forgotten[1]).toEqual(forgotten[0]);
  });

  it('counts where it was recorded before this process started, and is not done yet', async () => {
    const brenda = await office.person('Brenda');
    await erase(brenda.id);
    const heard = next();
    follow();
    await heard;
    const gone = next();
    destroyKeys();
    await gone;
    expect(await isDestroyed()).toBe(true);
  });

  it('is over where it was done before this process started', async () => {
    const [brenda, pam] = [await office.person('Brenda'), await office.person('Pam')];
    const { events } = await erase(brenda.id);
    destroyKeys();
    const positions = new Positions(stores.documents);
    expect(await positions.passed([KEY_DESTRUCTION], events[0]!.position)).toBe('passed');
    follow();
    const heard = next();
    await erase(pam.id);
    await heard;
    expect(await keysOfPerson(pam.id)).toEqual(forgotten[0]);
  });

  it('is not lost where a store fails in between', async () => {
    const brenda = await office.person('Brenda');
    await erase(brenda.id);
    jest.spyOn(stores.documents, 'states').mockRejectedValueOnce(new Error('away'));
    const read = jest.spyOn(stores.log, 'read').mockImplementationOnce(() => {
      throw new Error('away');
    });
    const heard = next();
    follow();
    await heard;
    expect(read.mock.calls.length).toBeGreaterThan(1);
    expect(forgotten[0]).toEqual(await keysOfPerson(brenda.id));
  });

  async function keysOfPerson(id: string): Promise<KeyId[]> {
    const events = await office.stored('person', id);
    return events.flatMap(({ metadata }) => (JSON.parse(metadata) as { key?: KeyId }).key ?? []);
  }
});
