import { given, happened, idOf } from '../testing/given.js';
import { established, introduced, person } from '../testing/parties.js';
import { meetingAggregate } from './meeting.js';
import {
  AgendaItemRecorded, InterestsDeclared, MeetingRecorded, NextMeetingClaimed, PaperPresented,
} from './meeting.events.js'; // prettier-ignore

const past = [
  happened(MeetingRecorded, { title: 'Minutes' }, { as: 'meeting' }),
  happened(AgendaItemRecorded, { number: '1.0', place: 1, names: ['Welcome'], outcome: 'taken' }, { as: 'item' }),
];
const meeting = () => given(meetingAggregate, past).and('person', idOf('Ann'), introduced('Ann'));
const itemId = idOf('item');
const elsewhere = idOf('another meeting’s item');

describe('a meeting', () => {
  it('is recorded as far as the record tells of it', () => {
    const body = {
      title: 'Minutes of meeting',
      describedAs: ['first meeting of a new group'],
      date: { edtf: '2011-11-09', earliest: '2011-11-09', latest: '2011-11-09' },
      startTime: { words: '1pm', at: '13:00' },
      duration: { words: 'half day', iso: 'PT4H' },
      format: 'joint workshop',
      place: 'St Thomas St',
      bodies: [idOf('SIIG')],
    };
    given(meetingAggregate)
      .and('structure', '', [established('SIIG')])
      .when('RecordMeeting', body)
      .thenRecords(MeetingRecorded, body);
  });

  it('may have no date, and a fuzzy one', () => {
    given(meetingAggregate).when('RecordMeeting', {}).thenRecords(MeetingRecorded, {});
    given(meetingAggregate)
      .when('RecordMeeting', { date: '2011-09' })
      .thenRecords(MeetingRecorded, { date: { edtf: '2011-09' } });
  });

  it('may be a part of another one on record, never of itself', () => {
    const whole = idOf('whole');
    given(meetingAggregate)
      .and('meeting', whole, past)
      .when('RecordMeeting', { partOf: whole })
      .thenRecords(MeetingRecorded);
    meeting()
      .when(
        'AmendFact',
        { kind: 'reading-revised', replacement: { data: { partOf: idOf('meeting') } } },
        { member: '0' },
      )
      .thenRefuses('part-of-itself', { pointers: ['/replacement/data/partOf'] });
  });

  it('is refused when it names a body that is not on record', () => {
    given(meetingAggregate)
      .when('RecordMeeting', { bodies: [idOf('SIIG')] })
      .thenRefuses('unknown-reference', { pointers: ['/bodies/0'] });
  });
});

describe('an agenda item', () => {
  it('keeps its number as text and may be another body’s', () => {
    const body = { number: '2.1', place: 2, names: ['Integrated Care'], body: idOf('SIIG'), outcome: 'not-recorded' };
    meeting()
      .and('structure', '', [established('SIIG')])
      .when('RecordAgendaItem', body)
      .thenRecords(AgendaItemRecorded, body);
  });

  it('cannot be withdrawn while a fact rests on it', () => {
    const marked = happened(PaperPresented, { itemId, handed: 'tabled' }, { as: 'paper' });
    const withdrawal = { kind: 'recorded-in-error', replacement: null };
    given(meetingAggregate, [...past, marked])
      .when('AmendFact', withdrawal, { member: '1' })
      .thenRefuses('others-rest-on-it', { evidence: ['paper'] });
    expect(meeting().when('AmendFact', withdrawal, { member: '1' }).decision.ok).toBe(true);
  });
});

describe.each([
  ['DeclareInterests', { declared: { is: 'none' } }, InterestsDeclared],
  ['DeclareInterests', { declared: { is: 'interest', by: person('Ann'), interest: 'a trustee' } }, InterestsDeclared],
  ['PresentPaper', { title: 'JSNA', by: [person('Ann')], handed: 'attached' }, PaperPresented],
  [
    'ClaimNextMeeting',
    { when: { text: '14th December', role: 'start', strictness: 'hard', basis: 'inferred' } },
    NextMeetingClaimed,
  ],
] as const)('%s', (name, body, type) => {
  it(`records ${JSON.stringify(body)}, with or without an item`, () => {
    meeting().when(name, body).thenRecords(type, body);
    meeting()
      .when(name, { ...body, itemId })
      .thenRecords(type, { itemId });
  });

  it('is refused at an item that is not this meeting’s', () => {
    meeting()
      .when(name, { ...body, itemId: elsewhere })
      .thenRefuses('unknown-reference', { pointers: ['/itemId'] });
  });
});

it('a second claim of another next meeting is recorded, not refused', () => {
  const claim = (edtf: string) => ({ when: { text: edtf, edtf, role: 'start', strictness: 'hard', basis: 'stated' } });
  given(meetingAggregate, [...past, happened(NextMeetingClaimed, claim('2011-12-14'))])
    .when('ClaimNextMeeting', claim('2012-01-11'))
    .thenRecords(NextMeetingClaimed);
});
