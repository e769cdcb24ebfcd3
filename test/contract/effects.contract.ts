import { AGGREGATES, type KeyId } from '@app/domain';
import {
  KEY_DESTRUCTION,
  KeyDestruction,
  Opener,
  Positions,
  type Documents,
  type EventLog,
  type Keys,
} from '@app/eventing';
import { Office, PARTNERSHIP } from '../support/office.js';

export interface EffectsStores {
  readonly log: EventLog;
  readonly keys: Keys;
  readonly documents: Documents;
  dispose(): Promise<void>;
}

export function effectsContract(name: string, setUp: () => Promise<EffectsStores>): void {
  describe(`an erasure on ${name}`, () => {
    let stores: EffectsStores;
    let office: Office;
    let opener: Opener;
    let stop: AbortController;
    let running: Promise<void>;

    const follow = (): void => {
      stop = new AbortController();
      const onDestroyed = (keys: ReadonlySet<KeyId>): void => {
        opener.forget(keys);
        office.runner.forget(keys);
      };
      running = new KeyDestruction({ ...stores, onDestroyed }).run(stop.signal);
    };
    const unfollow = async (): Promise<void> => {
      stop.abort();
      await running;
    };
    const erase = async (id: string) => {
      const { events } = await office.recorded({
        kind: 'person',
        id,
        command: 'ErasePerson',
        body: { reason: 'requested' },
      });
      return events[0]!.position;
    };
    const isDone = async (at: Awaited<ReturnType<typeof erase>>): Promise<void> => {
      const positions = new Positions(stores.documents);
      expect(await positions.passed([KEY_DESTRUCTION], at, { patienceMs: 20_000 })).toBe('passed');
    };
    const assign = async (person: string): Promise<string> => {
      const { id } = await office.action();
      const owners = [{ kind: 'person', id: person, text: 'BH', resolution: 'declared' }];
      await office.recorded({ kind: 'action', id, command: 'AssignAction', body: { owners } });
      return (await office.stored('action', id))[1]!.data;
    };

    beforeEach(async () => {
      stores = await setUp();
      office = new Office(stores.log, stores.keys);
      opener = new Opener(office.keyring);
      await office.register();
    });

    afterEach(async () => {
      await unfollow();
      await stores.dispose();
    });

    it('makes every word that names the person unreadable, in every stream, and nothing else', async () => {
      follow();
      const brenda = await office.person('Brenda');
      const other = await office.person('Pam');
      const owned = await assign(brenda.id);
      expect(await opener.open(owned)).toContain('"text":"BH"');
      await isDone(await erase(brenda.id));
      expect(JSON.parse(await opener.open(owned))).toMatchObject({
        owners: [{ id: brenda.id, text: null, redacted: true }],
      });
      const [introduced] = await office.stored('person', other.id);
      expect(await opener.open(introduced!.data)).toContain('Pam');
    });

    it('leaves no opened word in the folded streams', async () => {
      follow();
      const brenda = await office.person('Brenda');
      const facts = async () => (await office.runner.load(AGGREGATES.person, PARTNERSHIP, brenda.id))?.facts[0]?.data;
      expect(await facts()).toMatchObject({ name: 'Brenda' });
      await isDone(await erase(brenda.id));
      expect(await facts()).toMatchObject({ name: expect.stringMatching(/^sealed:1:/) as unknown });
    });

    it('that was recorded while nobody followed is carried out at the next start', async () => {
      const brenda = await office.person('Brenda');
      const owned = await assign(brenda.id);
      const at = await erase(brenda.id);
      follow();
      await isDone(at);
      expect(await opener.open(owned)).toContain('"redacted":true');
    });

    it('that broke off between the destruction and its checkpoint is carried out again', async () => {
      const brenda = await office.person('Brenda');
      const at = await erase(brenda.id);
      const destroy = jest.spyOn(stores.keys, 'destroy');
      const commit = jest.spyOn(stores.documents, 'commit').mockRejectedValueOnce(new Error('the process has died'));
      follow();
      await isDone(at);
      expect(destroy.mock.calls.length).toBeGreaterThan(1);
      expect(destroy.mock.calls[1]).toEqual(destroy.mock.calls[0]);
      commit.mockRestore();
    });

    it('is not done before its keys are destroyed, however often that fails', async () => {
      const brenda = await office.person('Brenda');
      const owned = await assign(brenda.id);
      const at = await erase(brenda.id);
      const destroy = stores.keys.destroy.bind(stores.keys);
      let failures = 2;
      jest.spyOn(stores.keys, 'destroy').mockImplementation(async (ids) => {
        if (failures-- > 0) throw new Error('busy');
        return destroy(ids);
      });
      follow();
      await isDone(at);
      expect(await opener.open(owned)).toContain('"redacted":true');
    });

    it('is carried out by one of several processes, and by another when that one has ended', async () => {
      const [one, two] = ['one', 'two'].map((holder) => {
        const stopping = new AbortController();
        const destroyed = jest.fn();
        const tenancy = { holder, leaseMs: 60_000 };
        const done = new KeyDestruction({ ...stores, tenancy, onDestroyed: destroyed }).run(stopping.signal);
        return { destroyed, end: () => (stopping.abort(), done) };
      });
      const [brenda, pam] = [await office.person('Brenda'), await office.person('Pam')];
      await isDone(await erase(brenda.id));
      const first = one!.destroyed.mock.calls.length > 0 ? one! : two!;
      await first.end();
      await isDone(await erase(pam.id));
      expect([one, two].map((each) => each!.destroyed.mock.calls.length)).toEqual([1, 1]);
      await Promise.all([one!.end(), two!.end()]);
      follow();
    });

    it('is carried out for every erasure of a log that is another than the one before', async () => {
      follow();
      const { events } = await office.action();
      await isDone(events[0]!.position);
      await unfollow();
      const other = await setUp();
      const elsewhere = new Office(other.log, stores.keys);
      await elsewhere.register();
      const brenda = await elsewhere.person('Brenda');
      const { events: erased } = await elsewhere.recorded({
        ...{ kind: 'person', id: brenda.id, command: 'ErasePerson', body: { reason: 'requested' } },
      });
      const destroy = jest.spyOn(stores.keys, 'destroy');
      const stopping = new AbortController();
      const { log } = other;
      const following = new KeyDestruction({ ...stores, log, onDestroyed: () => undefined }).run(stopping.signal);
      // What was done for the other log is parked for a moment, before the next generation takes its place.
      const isParked = () => new Positions(stores.documents).passed([KEY_DESTRUCTION], erased[0]!.position);
      for (let looks = 0; looks < 500 && (await isParked()) === 'parked'; looks++) await new Promise(setImmediate);
      await isDone(erased[0]!.position);
      expect(destroy).toHaveBeenCalledTimes(1);
      stopping.abort();
      await following;
      await other.dispose();
      follow();
    });

    it('is not repeated behind its checkpoint', async () => {
      const brenda = await office.person('Brenda');
      follow();
      await isDone(await erase(brenda.id));
      await unfollow();
      const destroy = jest.spyOn(stores.keys, 'destroy');
      follow();
      const { events } = await office.action();
      await isDone(events[0]!.position);
      expect(destroy).not.toHaveBeenCalled();
    });
  });
}
