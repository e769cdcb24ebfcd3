import { AGGREGATES } from '@app/domain';
import {
  KEY_DESTRUCTION, MemoryDocuments, MemoryDocumentsStore, MemoryKeys, MemoryLog, MemoryLogStore, StoreUnavailable,
  type MemoryKeyStore, type Receipt,
} from '@app/eventing'; // prettier-ignore
import { projections } from '@app/read-models';
import { PARTNERSHIP, requestOf, type Asked } from '../../../test/support/office.js';
import type { Stores } from './assembly.js';
import { Closing } from './closing.js';
import { bringAlong, takeRequests } from './shared.js';
import type { Stack } from './stack.js';

const onFatal = (error: Error): void => {
  throw error;
};

// Each of these has what a process has, on stores that all of them share.
describe('processes that share stores', () => {
  let connect: () => Stores;
  let processes: Closing[];
  beforeEach(() => {
    const [log, documents, keys] = [new MemoryLogStore(), new MemoryDocumentsStore(), new Map() as MemoryKeyStore];
    connect = () => ({
      log: new MemoryLog(log),
      documents: new MemoryDocuments(documents),
      keys: new MemoryKeys(keys),
    });
    processes = [];
  });
  afterEach(async () => {
    for (const each of processes) await each.run();
  });

  const begun = (): Closing => {
    const closing = new Closing();
    processes.push(closing);
    return closing;
  };
  const api = () => takeRequests(connect(), { onFatal }, begun());
  const worker = async (holder: string, only?: readonly string[]): Promise<Closing> => {
    const closing = begun();
    await bringAlong(connect(), { tenancy: { holder, leaseMs: 60_000 }, ...(only && { only }) }, closing);
    return closing;
  };
  const holders = async (): Promise<Set<string | null>> => {
    const states = await connect().documents.states();
    return new Set([...states.values()].map(({ lease }) => lease.holder));
  };

  it('read on one what was recorded on another, as soon as a worker has brought it along', async () => {
    const [one, other] = [api(), api()];
    await register(one);
    const { events } = await record(one, { kind: 'action', command: 'RecordAction', body: ACTION });
    const position = events[0]!.position;
    const waiting = other.positions.passed(['actions'], position, { patienceMs: 60_000 });
    await worker('first');
    expect(await waiting).toBe('passed');
  });

  it('begin again where the store is away as they start', async () => {
    const stores = connect();
    for (const method of ['states', 'create', 'promote', 'claim'] as const) {
      jest.spyOn(stores.documents, method).mockRejectedValueOnce(new StoreUnavailable('no primary'));
    }
    await bringAlong(stores, { tenancy: { holder: 'first', leaseMs: 60_000 } }, begun());
    await until(async () => (await holders()).size === 1 && (await holders()).has('first'));
    await until(async () => (await connect().documents.states()).size === projections.length + 1);
  });

  it('lead in turn: what one gives back as it ends, the other takes', async () => {
    const first = await worker('first');
    const isLed = async (by: string) => [...(await holders())].join() === by;
    await until(async () => (await connect().documents.states()).size === projections.length + 1);
    await until(() => isLed('first'));
    await worker('second');
    await first.run();
    await until(() => isLed('second'));
  });

  it('lose on every one of them the words of a person who is erased, whatever they had opened', async () => {
    const [one, other] = [api(), api()];
    await register(one);
    const person = await record(one, { kind: 'person', command: 'IntroducePerson', body: { name: 'Brenda' } });
    const [introduced] = await streamOf(other, person.id);
    const opened = (on: Api) => on.opener.open(introduced!);
    const folded = async (on: Api) =>
      (await on.runner.load(AGGREGATES.person, PARTNERSHIP, person.id))?.facts[0]?.data as { name: string };
    for (const each of [one, other]) {
      expect([await opened(each), (await folded(each)).name]).toEqual([expect.stringContaining('Brenda'), 'Brenda']);
    }
    const erasure = { kind: 'person', id: person.id, command: 'ErasePerson', body: { reason: 'requested' } } as const;
    const { events } = await record(one, erasure);
    // Nobody destroys keys yet, so it can still be opened, and kept, again.
    expect(await opened(other)).toContain('Brenda');

    await worker('first', [KEY_DESTRUCTION]);
    for (const each of [one, other]) {
      const passed = await each.positions.passed([KEY_DESTRUCTION], events[0]!.position, { patienceMs: 60_000 });
      expect(passed).toBe('passed');
      await until(async () => !(await opened(each)).includes('Brenda'));
      expect((await folded(each)).name).toMatch(/^sealed:/);
    }
  });
});

type Api = Omit<Stack, 'close'>;

const ACTION = { kind: 'action', text: 'Map the services' };

async function record(on: Api, asked: Asked): Promise<Receipt> {
  const outcome = await on.runner.run(requestOf(asked));
  if (outcome.ok && 'receipt' in outcome) return outcome.receipt;
  throw new Error('it was refused');
}

async function register(on: Api): Promise<void> {
  const supplied = { digestKey: await on.keys.next(), issuer: 'here', subject: 'me' };
  const body = { name: 'Testshire', zone: 'Europe/London' };
  await record(on, { kind: 'partnership', id: PARTNERSHIP, command: 'RegisterPartnership', supplied, body });
}

async function streamOf(on: Api, id: string): Promise<string[]> {
  const texts: string[] = [];
  for await (const { data } of on.log.read(`${PARTNERSHIP}/person/${id}` as Parameters<Api['log']['read']>[0])) {
    texts.push(data);
  }
  return texts;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 1_000; looks++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it never became so');
}
