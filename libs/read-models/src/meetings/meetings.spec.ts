import { Archive, look, type Read } from '../../../../test/support/archive.js';
import { fileText, minutes, type Minutes } from '../../../../test/support/minutes.js';

describe('meetings', () => {
  let archive: Archive;
  let of: Minutes;
  let target: { id: string };
  beforeAll(async () => {
    archive = await Archive.open();
    of = await minutes(archive);
    target = { id: of.meeting };
  });
  afterAll(() => archive.close());

  const parties = (read: Read) => look(read, 'items.*.party.text');

  it('say when, where and whose they were, and who chaired', async () => {
    const meeting = await archive.ask('GetMeeting', target);
    expect(meeting).toMatchObject({
      date: { edtf: '2011-11-09' },
      startTime: { words: '1pm', at: '13:00' },
      place: 'Town Hall',
      bodies: [of.group],
      listed: { present: 3, apologies: 1, absent: 0 },
    });
    expect(look(meeting, 'chair.*.party.id')).toEqual([of.people.ann]);
    expect(look(meeting, `people.${of.people.ann}`)).toEqual({ name: 'Ann Lee' });
    expect(look(meeting, `named.bodies.${of.group}`)).toEqual({ name: 'Group for Improvement' });
    expect(look(meeting, 'missing.duration.status')).toBe('not-recorded');
  });

  it('name each attendee once, with every statement about them', async () => {
    const attendances = await archive.ask('ListMeetingAttendances', target);
    expect(parties(attendances)).toEqual(['Ann Lee', 'Bob Ray', 'Cat Fox']);
    expect(look(attendances, 'items.1.says')).toBe('conflict');
    expect(look(attendances, 'items.1.statements.*.heading')).toEqual(['Present', 'Apologies']);
  });

  it('count the lines of the list that is asked for', async () => {
    const listed = async (params: object) => (await archive.ask('ListMeetingAttendances', target, params))['listed'];
    expect(await listed({ heading: 'apologies' })).toEqual({ present: 0, apologies: 1, absent: 0 });
    expect(await listed({ organisation: of.council })).toEqual({ present: 1, apologies: 0, absent: 0 });
    expect(await listed({ capacity: 'Chair' })).toEqual({ present: 1, apologies: 0, absent: 0 });
  });

  it('do not say that no attendance is recorded where none is meant by the filters', async () => {
    const none = await archive.ask('ListMeetingAttendances', target, { capacity: 'Minute taker' });
    expect(look(none, 'missing.items.reason')).toBe('No attendance on record meets these filters.');
  });

  it('tell who was in the room at an item, by its number as printed or by its id', async () => {
    const room = async (item: string) => {
      const read = await archive.ask('ListMeetingAttendances', target, { item });
      return [look(read, 'items.*.party.text'), look(read, 'items.*.presence.is')];
    };
    expect(await room('2.0')).toEqual([
      ['Ann Lee', 'Bob Ray', 'Cat Fox'],
      ['in', 'unknown', 'in'],
    ]);
    expect(await room(of.items.close)).toEqual(await room('2.0'));
  });

  it('tell of an item that is not on the agenda that it is not', async () => {
    const read = await archive.ask('ListMeetingAttendances', target, { item: '7.0' });
    expect([read.items, look(read, 'missing.items')]).toEqual([
      [],
      { status: 'not-recorded', reason: 'The meeting has no item of that id or number on record.' },
    ]);
  });

  it('show owner marks in the order of the paper, and that nobody has read them', async () => {
    const marks = await archive.ask('ListMeetingOwnerMarks', target, { item: of.items.strategy });
    expect(look(marks, 'items.*.words')).toEqual(['All', 'AL/BR']);
    expect(marks.items[0]).toMatchObject({ match: null, missing: { match: { status: 'not-recorded' } } });
  });

  it('keep conflicting claims about the next meeting side by side', async () => {
    const claims = await archive.ask('ListMeetingNextDates', target);
    expect(look(claims, 'items.*.when.text')).toEqual(['14th December', '11th January 2012']);
    expect(look(claims, 'items.0.conflictsWith')).toEqual([look(claims, 'items.1.evidence.0.event')]);
  });

  it('say why a list is empty', async () => {
    const papers = await archive.ask('ListMeetingPapers', target);
    expect(look(papers, 'missing.items')).toEqual({ status: 'not-recorded', reason: 'No paper is recorded.' });
  });

  it('are listed by the body that convened them, in the order of their dates', async () => {
    const later = await archive.thing('meeting', 'RecordMeeting', { bodies: [of.group] }, { on: '2012-01-11' });
    const before = await archive.thing(
      'meeting',
      'RecordMeeting',
      { date: '2011-10', bodies: [of.group] },
      { on: '2011-11-01' },
    );
    const ids = (read: Read) => look(read, 'items.*.id');
    expect(ids(await archive.ask('ListMeetings', {}, { body: of.group }))).toEqual([before, of.meeting, later]);
    const october = await archive.ask('ListMeetings', {}, { 'date.from': '2011-10-10', 'date.to': '2011-12-01' });
    expect(october.items.map(({ id, match }) => [id, match])).toEqual([
      [before, 'possible'],
      [of.meeting, 'definite'],
    ]);
  });

  describe('as corrected by a later one', () => {
    let next: string;
    beforeAll(async () => {
      next = await archive.thing(
        'meeting',
        'RecordMeeting',
        { date: '2011-12-14', bodies: [of.group] },
        { on: '2011-12-14' },
      );
      const bob = { kind: 'person', id: of.people.bob, text: 'Bob Ray', resolution: 'declared' };
      const corrections = [
        { about: 'attendance', party: bob, says: 'apologies' },
        { about: 'words', reads: 'before the 8th December' },
      ];
      const made = await archive.record('meeting', 'CorrectMinutes', { of: { kind: 'words', text: 'the previous meeting' }, corrections }, { id: next, target: next, on: '2011-12-14', ifMatch: 0n as never }); // prettier-ignore
      await archive.record('meeting', 'ResolveCorrectionTarget', { meetingId: of.meeting, basis: 'inferred' }, { id: next, target: next, member: made.events[0]?.id as string, on: '2011-12-14' }); // prettier-ignore
    });

    it('keep both versions readable', async () => {
      const read = await archive.ask('GetMeetingMinutes', target);
      expect(look(read, 'asMinuted.attendance.*.says')).toEqual(['present', 'conflict', 'present']);
      expect(look(read, 'asCorrected.attendance.*.says')).toEqual(['present', 'apologies', 'present']);
      expect(look(read, 'asCorrected.rewordings')).toMatchObject([
        { correction: { reads: 'before the 8th December' } },
      ]);
      expect(look(read, 'asCorrected.correctedBy.0.evidence.0.statedOn.edtf')).toBe('2011-12-14');
    });

    it('show one version where one is asked for', async () => {
      const read = await archive.ask('GetMeetingMinutes', target, { view: 'as-minuted' });
      expect(Object.keys(read)).not.toContain('asCorrected');
    });

    it('do not know of the correction by what was stated before it', async () => {
      const read = await archive.ask('GetMeetingMinutes', target, { statedBy: '2011-12-01' });
      expect(look(read, 'asCorrected.correctedBy')).toEqual([]);
    });

    it('name the correction where it was made, with the meeting that its words were found to mean', async () => {
      const corrections = await archive.ask('ListMeetingCorrections', { id: next });
      expect(corrections.items[0]).toMatchObject({
        of: { kind: 'words' },
        target: { meetingId: of.meeting, basis: 'inferred' },
      });
    });
  });

  describe('with the paper on file', () => {
    it('compare quotes that were given before it, and say which do not stand there', async () => {
      const verdicts = async (params = {}) =>
        look(await archive.ask('ListMeetingNextDates', target, params), 'items.*.evidence.0.sources.0.verified');
      expect(await verdicts()).toEqual(['unverified', 'unverified']);
      const before = (await archive.head()).toString();
      await fileText(archive, of);
      expect(await verdicts()).toEqual([true, false]);
      expect(await verdicts({ asOf: before })).toEqual(['unverified', 'unverified']);
    });
  });
});
