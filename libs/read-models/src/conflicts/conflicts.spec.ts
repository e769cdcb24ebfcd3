import { Archive, look } from '../../../../test/support/archive.js';
import { fileText, minutes, type Minutes } from '../../../../test/support/minutes.js';

describe('conflicts', () => {
  let archive: Archive;
  beforeEach(async () => {
    archive = await Archive.open();
  });
  afterEach(() => archive.close());

  const kinds = async (params: object = {}) => look(await archive.ask('ListConflicts', {}, params), 'items.*.kind');
  const action = (text: string, on = '2019-01-10') =>
    archive.thing('action', 'RecordAction', { kind: 'action', text }, { on });
  const at = (id: string, on: string) => ({ id, target: id, on });

  describe('in minutes', () => {
    let of: Minutes;
    beforeEach(async () => {
      of = await minutes(archive);
    });

    it('are attendees who were there and were not, and dates of the next meeting', async () => {
      const read = await archive.ask('ListConflicts', {}, { kind: 'attendance,next-dates' });
      expect(look(read, 'items.*.kind')).toEqual(['attendance', 'next-dates']);
      expect(look(read, 'items.0.party.text')).toBe('Bob Ray');
      expect(look(read, 'items.0.about')).toEqual({ kind: 'meeting', id: of.meeting });
      expect(look(read, 'items.0.evidence.*.sources.*.lines.from')).toEqual([[3], [4]]);
    });

    it('are gone once somebody has settled them', async () => {
      const attendances = await archive.ask('ListMeetingAttendances', { id: of.meeting }, { person: of.people.bob });
      const member = look(attendances, 'items.0.statements.0.id') as string;
      await archive.record(
        'meeting',
        'ResolveAttendance',
        { says: 'present' },
        { ...at(of.meeting, '2011-11-10'), member },
      );
      expect(await kinds({ kind: 'attendance' })).toEqual([]);
      expect(await kinds({ kind: 'attendance', statedBy: '2011-11-09' })).toEqual(['attendance']);
    });

    it('are quotes that do not stand where they should, and those that cannot be compared yet', async () => {
      expect(await kinds({ kind: 'quote,unverified-quote' })).toEqual(['unverified-quote']);
      await fileText(archive, of);
      const read = await archive.ask('ListConflicts', {}, { kind: 'quote,unverified-quote' });
      expect(look(read, 'items.*.kind')).toEqual(['quote']);
      expect(look(read, 'items.0.evidence.*.sources.0.verified')).toEqual([false]);
    });
  });

  it('are facts that somebody disputes', async () => {
    const id = await action('Plan');
    await archive.record(
      'action',
      'DisputeFact',
      { statement: 'Nobody agreed on it.' },
      { ...at(id, '2019-02-01'), member: '0' },
    );
    const read = await archive.ask('ListConflicts', {}, { about: id });
    expect(look(read, 'items.*.kind')).toEqual(['disputed']);
    expect(look(read, 'items.0.evidence.*.type')).toEqual(['ActionRecorded', 'FactDisputed']);
  });

  it('are facts that the record itself disputes, until it is settled', async () => {
    const id = await archive.thing(
      'action',
      'RecordAction',
      { kind: 'action', text: 'Plan' },
      { on: '2019-01-10', certainty: 'disputed' },
    );
    expect(await kinds()).toEqual(['certainty']);
    await archive.record('action', 'ReviseCertainty', { becomes: 'fact' }, { ...at(id, '2019-02-01'), member: '0' });
    expect(await kinds()).toEqual([]);
  });

  it('are rules that may be broken inside a fuzzy date', async () => {
    const id = await action('Plan');
    const owners = [{ kind: 'collective', text: 'All', resolution: 'none' }];
    await archive.record('action', 'CompleteAction', {}, at(id, '2019-02'));
    await archive.record('action', 'AssignAction', { owners }, at(id, '2019-02-10'));
    const read = await archive.ask('ListConflicts', {}, { kind: 'breach' });
    expect(look(read, 'items.*.rule')).toEqual(['action-closed']);
    expect(look(read, 'items.*.match')).toEqual(['possible']);
  });

  it('are rules that are certainly broken by what was recorded later, of an earlier day', async () => {
    const id = await action('Plan');
    const owners = [{ kind: 'collective', text: 'All', resolution: 'none' }];
    await archive.record('action', 'AssignAction', { owners }, at(id, '2019-02-10'));
    await archive.record('action', 'CompleteAction', {}, at(id, '2019-02-01'));
    expect(look(await archive.ask('ListConflicts', {}, { kind: 'breach' }), 'items.*.match')).toEqual(['definite']);
  });

  it('are none where it was closed after it was assigned, though both within the same fuzzy date', async () => {
    const id = await action('Plan');
    const owners = [{ kind: 'collective', text: 'All', resolution: 'none' }];
    await archive.record('action', 'AssignAction', { owners }, at(id, '2019-02'));
    await archive.record('action', 'CompleteAction', {}, at(id, '2019-02'));
    expect(await kinds()).toEqual([]);
  });

  it('are references to what was withdrawn as recorded in error', async () => {
    const person = await archive.thing('person', 'IntroducePerson', { name: 'Ann Lee' });
    const id = await action('Plan');
    const owners = [{ kind: 'person', id: person, text: 'Ann Lee', resolution: 'declared' }];
    await archive.record('action', 'AssignAction', { owners }, at(id, '2019-02-01'));
    expect(await kinds()).toEqual([]);
    await archive.record(
      'person',
      'AmendFact',
      { kind: 'recorded-in-error', replacement: null },
      { id: person, target: person, member: '0' },
    );
    const read = await archive.ask('ListConflicts');
    expect(read.items).toMatchObject([
      { kind: 'withdrawn-reference', about: { kind: 'action', id }, refersTo: person },
    ]);
    expect(await archive.answer('GetPerson', { id: person })).toEqual({ ok: false, problem: 'not-found' });
  });

  it('are one reference, where a fact of the structure stands with several bodies', async () => {
    const [part, whole] = [await archive.body('Part'), await archive.body('Whole')];
    const meeting = await archive.thing('meeting', 'RecordMeeting', {}, { on: '2019-01-10' });
    const relation = { type: 'subOrganizationOf', to: { kind: 'body', id: whole } };
    const said = { target: part, on: '2019-01-10', sources: [{ meetingId: meeting }] };
    await archive.record('structure', 'StateRelation', relation, said);
    await archive.record(
      'meeting',
      'AmendFact',
      { kind: 'recorded-in-error', replacement: null },
      { id: meeting, target: meeting, member: '0' },
    );
    const { items } = await archive.ask('ListConflicts');
    expect(items).toMatchObject([{ kind: 'withdrawn-reference', about: { kind: 'body', id: part } }]);
  });

  it('come in pages that leave none out and give none twice', async () => {
    await minutes(archive);
    for (const text of ['one', 'two', 'three']) {
      const id = await action(text);
      await archive.record('action', 'DisputeFact', { statement: 'No.' }, { ...at(id, '2019-02-01'), member: '0' });
    }
    const whole = look(await archive.ask('ListConflicts'), 'items.*.events');
    const found = ['attendance', 'next-dates', 'unverified-quote', 'disputed', 'disputed', 'disputed'];
    expect(await kinds()).toEqual(found);
    const paged: unknown[] = [];
    for (let cursor: unknown; cursor !== null;) {
      const page = await archive.ask('ListConflicts', {}, { limit: '2', ...(cursor ? { cursor } : {}) });
      expect(page.items.length).toBeLessThanOrEqual(2);
      paged.push(...(look(page, 'items.*.events') as unknown[]));
      cursor = look(page, 'page.next');
    }
    expect(paged).toEqual(whole);
  });
});

describe('gaps', () => {
  it('are listed wherever they are noted, with their reason', async () => {
    const archive = await Archive.open();
    const body = await archive.body('Board');
    const gap = { about: 'frequency', reason: 'not-in-the-record' };
    await archive.record('structure', 'NoteGap', gap, { target: body });
    const read = await archive.ask('ListGaps');
    expect(read.items).toMatchObject([
      { in: { kind: 'body', id: body }, about: 'frequency', reason: 'not-in-the-record' },
    ]);
    expect(look(await archive.ask('ListBodyGaps', { id: body }), 'items.*.about')).toEqual(['frequency']);
    await archive.close();
  });
});
