import { Archive, look } from '../../../../test/support/archive.js';

describe('the history of a thing', () => {
  let archive: Archive;
  let id: string;
  beforeEach(async () => {
    archive = await Archive.open();
    id = await archive.thing(
      'action',
      'RecordAction',
      { kind: 'action', text: 'Draft the paln' },
      { on: '2019-01-10' },
    );
  });
  afterEach(() => archive.close());

  const amend = (replacement: object | null) =>
    archive.record(
      'action',
      'AmendFact',
      { kind: 'transcription-error', replacement },
      { id, target: id, member: '0' },
    );
  const plan = { data: { kind: 'action', text: 'Draft the plan' } };

  it('shows an amendment with what the event said before and after, by whom and on what evidence', async () => {
    await amend(plan);
    const history = await archive.ask('GetActionHistory', { id });
    expect(look(history, 'items.*.type')).toEqual(['ActionRecorded', 'FactAmended']);
    expect(history.items[1]).toMatchObject({
      by: 'secretary',
      sources: [{ words: 'by telephone' }],
      amends: { before: { data: { text: 'Draft the paln' } }, after: { data: { text: 'Draft the plan' } } },
    });
    expect(look(history, 'items.0.data.text')).toBe('Draft the paln');
    expect(look(history, 'items.0.amendedBy')).toEqual([look(history, 'items.1.event')]);
  });

  it('of what was withdrawn is still readable, though the thing is not', async () => {
    await amend(null);
    expect(await archive.answer('GetAction', { id })).toEqual({ ok: false, problem: 'not-found' });
    const history = await archive.ask('GetActionHistory', { id });
    expect(look(history, 'items.0.withdrawn')).toBe(true);
    expect(look(history, 'items.1.amends.after')).toBeNull();
  });

  it('is the history that was recorded by then', async () => {
    const before = (await archive.head()).toString();
    await amend(plan);
    const history = await archive.ask('GetActionHistory', { id }, { asOf: before });
    expect(look(history, 'items.*.amendedBy')).toEqual([[]]);
  });

  describe('an event by its address', () => {
    const event = async () => look(await archive.ask('GetActionHistory', { id }), 'items.0.event') as string;

    it('is answered as recorded and as amended, with the revision of its stream', async () => {
      await amend(plan);
      const read = await archive.ask('GetEvent', { id: await event() });
      expect([look(read, 'data.text'), look(read, 'asAmended.data.text')]).toEqual([
        'Draft the paln',
        'Draft the plan',
      ]);
      expect(await archive.answer('GetEvent', { id: await event() })).toMatchObject({ ok: true, revision: 1n });
    });

    it('is withdrawn where nothing of it stands', async () => {
      await amend(null);
      expect((await archive.ask('GetEvent', { id: await event() }))['asAmended']).toBeNull();
    });

    it('tells of an amendment what it did', async () => {
      const { events } = await amend(plan);
      const address = look(await archive.ask('GetActionHistory', { id }), 'items.1.event') as string;
      const read = await archive.ask('GetEvent', { id: address });
      expect(look(read, 'amends.before.data.text')).toBe('Draft the paln');
      const amendments = await archive.ask('ListEventAmendments', { id: await event() });
      expect(look(amendments, 'items.*.id')).toEqual(events.map((each) => each.id));
    });

    it('is not there for an address that was made up, or is of another stream', async () => {
      const made = Buffer.from(`action/${id}/99`).toString('base64url');
      for (const address of [made, 'nonsense', `${await event()}=`]) {
        expect(await archive.answer('GetEvent', { id: address })).toEqual({ ok: false, problem: 'not-found' });
      }
    });
  });
});
