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
