import { randomUUID } from 'node:crypto';
import { AGGREGATES, revision } from '@app/domain';
import {
  AppendAmbiguous,
  Contended,
  InFlight,
  KeyReused,
  Opener,
  PreconditionFailed,
  WrongRevision,
} from '@app/eventing';
import type { Appended, EventLog, Keys } from '@app/eventing';
import { everything, Office, PARTNERSHIP, requestOf, type Asked } from '../support/office.js';

/** Stores, and what each process has of them: of its own, or the same where only one process may write. */
export interface RunnerStores {
  open(): Promise<{ log: EventLog; keys: Keys }>;
  dispose(): Promise<void>;
}

const RECORD = { kind: 'action', command: 'RecordAction' } as const;
const PROGRESS = { kind: 'action', command: 'ReportActionProgress' } as const;

export function runnerContract(name: string, setUp: () => Promise<RunnerStores>): void {
  describe(`a runner on ${name}`, () => {
    let stores: RunnerStores;
    let office: Office;

    /** Another process, with nothing in its caches. */
    const another = async (): Promise<Office> => {
      const { log, keys } = await stores.open();
      return new Office(log, keys);
    };

    beforeEach(async () => {
      stores = await setUp();
      office = await another();
      await office.register();
    });

    afterEach(() => stores.dispose());

    describe('records', () => {
      it('what was decided, and says where it stands', async () => {
        const receipt = await office.action();
        const [stored] = await office.stored('action', receipt.id);
        expect(receipt).toEqual({
          id: receipt.id,
          stream: `${PARTNERSHIP}/action/${receipt.id}`,
          events: [{ id: stored?.id, type: 'ActionRecorded', revision: 0n, position: stored?.position }],
        });
      });

      it('several events of one command together, each with its own position', async () => {
        const stored = await office.stored('partnership', PARTNERSHIP);
        const digestKey = (JSON.parse(stored[0]?.data ?? '') as { digestKey: string }).digestKey;
        const again = await office.recorded({
          kind: 'partnership', id: 'elsewhere', partnership: 'elsewhere', command: 'RegisterPartnership',
          body: { name: 'Elsewhere', zone: 'Europe/London' }, supplied: { digestKey, issuer: 'here', subject: 'me' },
        }); // prettier-ignore
        expect(again.id).toBe('elsewhere');
        expect(again.events.map(({ type }) => type)).toEqual(['PartnershipRegistered', 'AccessGranted']);
        const positions = (await everything(office.log)).slice(-2).map(({ position }) => position);
        expect(again.events.map(({ position }) => position)).toEqual(positions);
      });

      it('no word in the clear', async () => {
        const { id } = await office.action('Draft the hidden plan', {
          statement: {
            sources: [{ words: 'hidden call' }],
            because: { words: 'hidden reason' },
            effectiveFrom: { edtf: '2019', text: 'the hidden year' },
          },
        });
        const [stored] = await office.stored('action', id);
        expect(`${stored?.data}${stored?.metadata}`).not.toContain('hidden');
      });

      it('the words of dates, sealed once, where an amendment leaves them as they are', async () => {
        const effectiveFrom = { edtf: '2019', text: 'the year of the flood' };
        const { id } = await office.action('Draft the plan', { statement: { effectiveFrom } });
        const replacement = { data: { kind: 'action', text: 'Draft a plan' } };
        const body = { kind: 'transcription-error', replacement };
        await (await another()).recorded({ kind: 'action', command: 'AmendFact', id, member: '0', body });
        const amendment = (await office.stored('action', id)).at(-1);
        const opened = await new Opener(office.keyring).open(amendment?.data ?? '');
        expect(JSON.parse(opened)).toMatchObject({ replacement: { effectiveFrom } });
      });

      it('nothing on a dry run, and takes no key for it', async () => {
        const next = jest.spyOn(office.keys, 'next');
        const asked = { ...RECORD, body: { kind: 'action', text: 'x' }, commandId: randomUUID() } as const;
        const outcome = await office.run({ ...asked, dryRun: true });
        expect(outcome).toMatchObject({ ok: true, dryRun: [{ type: 'ActionRecorded', data: { text: 'x' } }] });
        expect(next).not.toHaveBeenCalled();
        expect(await everything(office.log)).toHaveLength(2);
        expect(await office.run(asked)).toMatchObject({ repeated: false });
      });

      it('nothing that breaks a rule about a stream that only the rule itself names', async () => {
        const { id } = await office.action('Draft the plan');
        const later = await office.action('Circulate the plan');
        const replacement = { data: { kind: 'action', text: 'Draft the plan', parent: later.id } };
        const amend = { kind: 'action', command: 'AmendFact', id, member: '0' } as const;
        const outcome = await office.run({ ...amend, body: { kind: 'transcription-error', replacement } });
        expect(outcome).toMatchObject({ ok: false, refusal: { code: 'parent-not-earlier' } });
      });

      it('nothing in a partnership that is not there', async () => {
        const outcome = await office.run({ ...RECORD, partnership: 'nowhere', body: { kind: 'action', text: 'x' } });
        expect(outcome).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
      });
    });

    describe('the same command again', () => {
      const asked = { ...RECORD, body: { kind: 'action', text: 'x' }, commandId: randomUUID() } as const;

      it('gets the first receipt, and nothing is recorded', async () => {
        const receipt = await office.recorded(asked);
        expect(await office.run(asked)).toEqual({ ok: true, receipt, repeated: true });
        expect(await office.stored('action', receipt.id)).toHaveLength(1);
      });

      it('gets it from a process that has only just started', async () => {
        const receipt = await office.recorded(asked);
        expect(await (await another()).run(asked)).toEqual({ ok: true, receipt, repeated: true });
      });

      it('gets it even when its If-Match is stale by now', async () => {
        const { id } = await office.action();
        const progress = { ...PROGRESS, id, body: { report: 'begun' }, commandId: randomUUID(), ifMatch: revision(0) };
        const receipt = await office.recorded(progress);
        expect(await office.run(progress)).toEqual({ ok: true, receipt, repeated: true });
      });

      it('gets it whatever the order of the members of its body', async () => {
        const receipt = await office.recorded(asked);
        const turned = { ...asked, body: { text: 'x', kind: 'action' } };
        expect(await office.run(turned)).toEqual({ ok: true, receipt, repeated: true });
      });

      it('gets it though the server supplies something else each time', async () => {
        const registration: Asked = {
          kind: 'partnership', id: 'other', partnership: 'other', command: 'RegisterPartnership', commandId: randomUUID(),
          body: { name: 'Other', zone: 'Europe/London' },
        }; // prettier-ignore
        const supplied = async () => ({ digestKey: await office.keys.next(), issuer: 'here', subject: 'me' });
        const receipt = await office.recorded({ ...registration, supplied: await supplied() });
        const outcome = await office.run({ ...registration, supplied: await supplied() });
        expect(outcome).toEqual({ ok: true, receipt, repeated: true });
      });

      it('is told that it is in flight while it is', async () => {
        const both = await Promise.allSettled([office.run(asked), office.run(asked)]);
        expect(both[0]).toMatchObject({ status: 'fulfilled', value: { repeated: false } });
        expect(both[1]).toMatchObject({ status: 'rejected', reason: expect.any(InFlight) as unknown });
      });

      it('in two processes at once is recorded once, and both get the one receipt', async () => {
        const [one, two] = await Promise.all([office.recorded(asked), (await another()).recorded(asked)]);
        expect(two).toEqual(one);
        expect(await office.stored('action', one.id)).toHaveLength(1);
      });

      it('leaves the winner’s key in charge after such a race, not the loser’s', async () => {
        const other = await another();
        const [{ id }] = await Promise.all([office.recorded(asked), other.recorded(asked)]);
        await office.recorded({ ...PROGRESS, id, body: { report: 'one' } });
        await other.recorded({ ...PROGRESS, id, body: { report: 'two' } });
        const [first, ...later] = await office.stored('action', id);
        const { key } = JSON.parse(first?.metadata ?? '') as { key: string };
        for (const { data } of later) expect(data).toContain(`sealed:1:${key}:`);
      });
    });

    describe('another body', () => {
      const asked = { ...RECORD, body: { kind: 'action', text: 'x' }, commandId: randomUUID() } as const;
      const changed = { ...asked, body: { kind: 'action', text: 'y' } };

      it('under the same key is refused as a misuse of it', async () => {
        await office.recorded(asked);
        await expect(office.run(changed)).rejects.toThrow(KeyReused);
      });

      it('under the same key is refused by another process with a stale cache too', async () => {
        const other = await another();
        const { id } = await office.action();
        await other.runner.load(AGGREGATES.action, PARTNERSHIP, id);
        const progress = { ...PROGRESS, id, body: { report: 'begun' }, commandId: randomUUID() };
        await office.recorded(progress);
        await expect(other.run({ ...progress, body: { report: 'done' } })).rejects.toThrow(KeyReused);
        expect(await office.stored('action', id)).toHaveLength(2);
      });

      it('under the same external id is refused with what is recorded under it', async () => {
        const receipt = await office.recorded({ ...asked, externalId: 'a-1' });
        const outcome = await office.run({ ...changed, externalId: 'a-1' });
        expect(outcome).toMatchObject({
          ok: false,
          refusal: {
            code: 'external-id-in-use',
            details: { externalId: 'a-1' },
            evidence: [{ id: receipt.events[0]?.id, stream: receipt.stream }],
          },
        });
      });
    });

    describe('If-Match', () => {
      it('that names another revision fails, and tells the current one', async () => {
        const { id } = await office.action();
        await office.recorded({ ...PROGRESS, id, body: { report: 'begun' } });
        const stale = office.run({ ...PROGRESS, id, body: { report: 'done' }, ifMatch: revision(0) });
        await expect(stale).rejects.toThrow(PreconditionFailed);
        await expect(stale).rejects.toMatchObject({ current: 1n });
      });

      it('that fits a stale cache only fails all the same', async () => {
        const other = await another();
        const { id } = await other.action();
        await other.recorded({ ...PROGRESS, id, body: { report: 'begun' } });
        await office.recorded({ ...PROGRESS, id, body: { report: 'going on' } });
        const stale = other.run({ ...PROGRESS, id, body: { report: 'done' }, ifMatch: revision(1) });
        await expect(stale).rejects.toMatchObject({ current: 2n });
      });

      it('that fits the log stands though the cache is older', async () => {
        const other = await another();
        const { id } = await other.action();
        await other.recorded({ ...PROGRESS, id, body: { report: 'begun' } });
        await office.recorded({ ...PROGRESS, id, body: { report: 'going on' } });
        const outcome = await other.run({ ...PROGRESS, id, body: { report: 'done' }, ifMatch: revision(2) });
        expect(outcome).toMatchObject({ ok: true });
      });
    });

    describe('other processes', () => {
      it('on the same stream do not make a command fail that is good on their events too', async () => {
        const offices = [office, await another(), await another()];
        const { id } = await office.action();
        await Promise.all(offices.map((o, i) => o.recorded({ ...PROGRESS, id, body: { report: `report ${i}` } })));
        expect(await office.stored('action', id)).toHaveLength(4);
      });

      it('may have lifted what a refusal rests on', async () => {
        const { id } = await office.action();
        await office.recorded({ ...PROGRESS, command: 'CompleteAction', id, body: {} });
        await (await another()).recorded({ ...PROGRESS, command: 'ReopenAction', id, body: {} });
        await office.recorded({ ...PROGRESS, command: 'CompleteAction', id, body: {} });
        expect(await office.stored('action', id)).toHaveLength(4);
      });

      it('may have recorded what a command refers to', async () => {
        const commandId = randomUUID();
        const person = requestOf({ kind: 'person', command: 'IntroducePerson', body: { name: 'Brenda' }, commandId });
        const { id } = await office.action();
        const owners = [{ kind: 'person', id: person.id, text: 'Brenda', resolution: 'declared' }];
        const assignment = { ...PROGRESS, command: 'AssignAction', id, body: { owners } };
        expect(await office.run(assignment)).toMatchObject({ refusal: { code: 'unknown-reference' } });
        await (await another()).person('Brenda', { commandId });
        expect(await office.run(assignment)).toMatchObject({ ok: true });
      });

      it('are quicker only so often: then the command is given up as contended', async () => {
        const { id } = await office.action();
        const append = jest.spyOn(office.log, 'append');
        append.mockImplementation(async (stream, expected) => {
          throw new WrongRevision(stream, expected, revision(9));
        });
        await expect(office.run({ ...PROGRESS, id, body: { report: 'x' } })).rejects.toThrow(Contended);
        expect(append).toHaveBeenCalledTimes(4);
        expect(office.ambient.slept.length).toBeGreaterThan(0);
        append.mockRestore();
      });

      describe('that change what this one has read', () => {
        let id: string;
        let reader: Office;
        const revisionThere = async () => (await reader.runner.load(AGGREGATES.action, PARTNERSHIP, id))?.revision;

        beforeEach(async () => {
          ({ id } = await office.action());
          reader = await another();
          expect(await revisionThere()).toBe(0n);
        });

        it('are heard of within 2 s where nobody follows the live log', async () => {
          await office.recorded({ ...PROGRESS, id, body: { report: 'x' } });
          expect(await revisionThere()).toBe(0n);
          reader.ambient.ms += 2_001;
          expect(await revisionThere()).toBe(1n);
        });

        it('are heard of by the live log, and without a read where it is silent for less than 2 s', async () => {
          const stop = new AbortController();
          const following = reader.runner.follow(stop.signal);
          const read = jest.spyOn(reader.log, 'read');
          await office.recorded({ ...PROGRESS, id, body: { report: 'x' } });
          // The test's clock stands still: nothing else can tell.
          while ((await revisionThere()) !== 1n) await new Promise(setImmediate);
          read.mockClear();
          reader.ambient.ms += 1_999;
          expect(await revisionThere()).toBe(1n);
          expect(read).not.toHaveBeenCalled();
          stop.abort();
          await following;
        });
      });
    });

    describe('an append of unknown outcome', () => {
      const ambiguous = (times: number, when: 'before' | 'after') => {
        const append = office.log.append.bind(office.log);
        let left = times;
        return jest.spyOn(office.log, 'append').mockImplementation(async (...args): Promise<Appended> => {
          if (left-- <= 0) return append(...args);
          if (when === 'after') await append(...args);
          throw new AppendAmbiguous('no answer');
        });
      };

      it.each(['before', 'after'] as const)(
        'that broke off %s it was written is sent again as it was',
        async (when) => {
          const spy = ambiguous(2, when);
          const { id, events } = await office.action();
          expect(events[0]?.revision).toBe(0n);
          expect(await office.stored('action', id)).toHaveLength(1);
          expect(spy.mock.calls[1]).toEqual(spy.mock.calls[0]);
        },
      );

      it('that stays unknown is said to be so, and a retry of the command finds what was written', async () => {
        ambiguous(4, 'after');
        const asked = { ...RECORD, body: { kind: 'action', text: 'x' }, commandId: randomUUID() } as const;
        await expect(office.run(asked)).rejects.toThrow(AppendAmbiguous);
        expect(await office.run(asked)).toMatchObject({ ok: true, repeated: true });
      });
    });

    describe('a person’s words', () => {
      const owner = (id: string, text: string) => ({ kind: 'person', id, text, resolution: 'declared' });

      it('are sealed with the person’s key, the others with their own thing’s', async () => {
        const brenda = await office.person();
        const { id } = await office.action();
        const mixed = [owner(brenda.id, 'BH'), { kind: 'collective', text: 'All', resolution: 'declared' }];
        await office.recorded({ ...PROGRESS, command: 'AssignAction', id, body: { owners: mixed } });
        const [introduced] = await office.stored('person', brenda.id);
        const [recorded, assigned] = await office.stored('action', id);
        const keyOf = (event: { metadata: string } | undefined) =>
          (JSON.parse(event?.metadata ?? '') as { key: string }).key;
        const { owners } = JSON.parse(assigned?.data ?? '') as { owners: { text: string }[] };
        expect(owners[0]?.text).toContain(`sealed:1:${keyOf(introduced)}:`);
        expect(owners[1]?.text).toContain(`sealed:1:${keyOf(recorded)}:`);
      });

      it('are sealed so in what an amendment puts in the place of others, too', async () => {
        const brenda = await office.person();
        const { id } = await office.action();
        const all = [{ kind: 'collective', text: 'All', resolution: 'declared' }];
        await office.recorded({ ...PROGRESS, command: 'AssignAction', id, body: { owners: all } });
        const replacement = { data: { owners: [owner(brenda.id, 'BH')] } };
        await office.recorded({
          ...PROGRESS, command: 'AmendFact', id, member: '1', body: { kind: 'reading-revised', replacement },
        }); // prettier-ignore
        const [introduced] = await office.stored('person', brenda.id);
        const amendment = (await office.stored('action', id)).at(-1);
        const { key } = JSON.parse(introduced?.metadata ?? '') as { key: string };
        expect(amendment?.data).toContain(`sealed:1:${key}:`);
        expect(amendment?.data).not.toContain('"BH"');
      });

      it('cannot be recorded once the person is erased, and others still can', async () => {
        const brenda = await office.person();
        const { id } = await office.action();
        await office.recorded({ kind: 'person', id: brenda.id, command: 'ErasePerson', body: { reason: 'requested' } });
        const assign = (owners: object[]) => office.run({ ...PROGRESS, command: 'AssignAction', id, body: { owners } });
        expect(await assign([owner(brenda.id, 'BH')])).toMatchObject({
          ok: false, refusal: { code: 'person-erased', pointers: ['/owners/0/text'] },
        }); // prettier-ignore
        expect(await assign([{ kind: 'collective', text: 'All', resolution: 'declared' }])).toMatchObject({ ok: true });
      });

      it('that can be opened no more keep nobody from working on what they stand in', async () => {
        const brenda = await office.person();
        const { id } = await office.action();
        await office.recorded({ ...PROGRESS, command: 'AssignAction', id, body: { owners: [owner(brenda.id, 'BH')] } });
        const [introduced] = await office.stored('person', brenda.id);
        await office.keys.destroy([(JSON.parse(introduced?.metadata ?? '') as { key: never }).key]);
        await (await another()).recorded({ ...PROGRESS, id, body: { report: 'going on' } });
      });
    });

    describe('the clock', () => {
      it('that goes back does not: no event is stamped before the last one', async () => {
        await office.action();
        office.ambient.at = new Date('2019-12-31T12:00:00.000Z');
        await office.action();
        const late = await another();
        late.ambient.at = new Date('2019-12-31T12:00:00.000Z');
        await late.action();
        const stamps = (await everything(office.log)).map(
          ({ metadata }) => (JSON.parse(metadata) as { at: string }).at,
        );
        expect(stamps).toEqual([...stamps].sort());
      });

      it('of the partnership decides what today is', async () => {
        office.ambient.at = new Date('2020-06-30T23:30:00.000Z');
        const { id } = await office.action();
        const [stored] = await office.stored('action', id);
        expect(JSON.parse(stored?.metadata ?? '')).toMatchObject({ on: '2020-07-01' });
      });
    });
  });
}
