import { AppendAmbiguous, Outage, position, revision } from '@app/eventing';
import type { EventId, NewEvent, Stored, StreamId } from '@app/eventing';
import { Appender, type AppenderMeans } from './appender.js';
import { Names } from './names.js';
import { Ours } from './ours.js';

const STREAM = 'testshire/action/a' as StreamId;
const EVENTS: NewEvent[] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'].map(
  (id) => ({ id: id as EventId, type: 'ActionRecorded', data: '{}', metadata: '{"at":"2026-01-01T00:00:00.000Z"}' }),
);

/** What a server answers, and what it has at revision 1. */
const appender = (answer: { revision: bigint; position?: bigint }, there: Partial<Stored>): Appender => {
  const names = new Names('p');
  const ours = new Ours({ backwards: async () => [] }, names);
  ours.note(1_000n, EVENTS[0]!.metadata);
  return new Appender({
    ...{ names, ours, outage: new Outage(15_000), ms: 100, signal: new AbortController().signal },
    connection: { append: async () => ({ position: undefined, ...answer }) } as unknown as AppenderMeans['connection'],
    reader: { one: async () => there as Stored },
  });
};

describe('a receipt from EventStoreDB', () => {
  const there = { id: EVENTS[1]!.id, position: position(700) };

  it('of what was just written stands as it is', async () => {
    const appended = await appender({ revision: 1n, position: 2_000n }, {}).append(STREAM, 'none', EVENTS);
    expect(appended).toEqual({ revision: 1n, position: 2_000n });
  });

  it('of an earlier append is looked up: it may be that of a longer one that began with these', async () => {
    const appended = await appender({ revision: 1n, position: 900n }, there).append(STREAM, 'none', EVENTS);
    expect(appended).toEqual({ revision: 1n, position: 700n });
  });

  it('without a position is looked up', async () => {
    const appended = await appender({ revision: 1n }, there).append(STREAM, 'none', EVENTS);
    expect(appended).toEqual({ revision: 1n, position: 700n });
  });

  it('that tells of other events than these is none', async () => {
    const other = { ...there, id: EVENTS[0]!.id };
    const appending = appender({ revision: 1n, position: 900n }, other).append(STREAM, 'none', EVENTS);
    await expect(appending).rejects.toThrow(AppendAmbiguous);
  });

  it('at a revision that cannot be says that what was before is gone', async () => {
    const appending = appender({ revision: 6n, position: 2_000n }, {}).append(STREAM, revision(0), EVENTS);
    await expect(appending).rejects.toThrow('deleted');
  });
});
