import { FactAmended } from '../anything/anything.events.js';
import { given, happened, idOf } from '../testing/given.js';
import { introduced, person, words } from '../testing/parties.js';
import { AttendanceResolved, AttendanceStated } from './attendance.events.js';
import { meetingAggregate } from './meeting.js';
import { AgendaItemRecorded, MeetingRecorded } from './meeting.events.js';

const item = (number: string, place: number) =>
  happened(AgendaItemRecorded, { number, place, names: [], outcome: 'taken' }, { as: `item ${number}` });
const stated = (as: string, data: object) => happened(AttendanceStated, { shownBy: 'list', ...data }, { as });
const meeting = (...past: Parameters<typeof given>[1] & object) =>
  given(meetingAggregate, [
    happened(MeetingRecorded, {}, { as: 'meeting' }),
    item('1.0', 1),
    item('2.0', 2),
    ...past,
  ]).and('person', idOf('Ann'), introduced('Ann'));
const at = (number: string, point = 'start') => ({ itemId: idOf(`item ${number}`), point });
const ann = { attendee: person('Ann'), shownBy: 'list' };

describe('a statement of attendance', () => {
  it('says who was there, under which heading, in which capacity, from where and for whom', () => {
    const body = {
      ...ann,
      says: 'present',
      heading: 'Also Present',
      capacity: 'facilitator',
      organisation: { text: 'The Ideas Facility' },
      onBehalfOf: words('the Board'),
      from: at('1.0'),
      to: at('2.0', 'end'),
    };
    meeting().when('StateAttendance', body).thenRecords(AttendanceStated, body);
  });

  it('may tell of a capacity without a name', () => {
    meeting()
      .when('StateAttendance', { says: 'present', shownBy: 'narrative', capacity: 'chair' })
      .thenRecords(AttendanceStated);
  });

  it('is no statement without a name and without a capacity', () => {
    expect(() => meeting().when('StateAttendance', { says: 'present', shownBy: 'list' })).toThrow(/needs an attendee/);
  });

  it('is recorded though it contradicts an earlier one', () => {
    meeting(stated('present', { ...ann, says: 'present' }))
      .when('StateAttendance', { ...ann, says: 'apologies' })
      .thenRecords(AttendanceStated);
  });

  it.each([
    ['/from/itemId', { from: at('9.0') }],
    ['/to/itemId', { to: at('9.0') }],
    ['/seenAt/1', { seenAt: [idOf('item 1.0'), idOf('item 9.0')] }],
  ])('is refused where %s is no item of this meeting', (pointer, extent) => {
    meeting()
      .when('StateAttendance', { ...ann, says: 'present', ...extent })
      .thenRefuses('unknown-reference', { pointers: [pointer] });
  });

  it('is refused where somebody leaves before joining', () => {
    meeting()
      .when('StateAttendance', { ...ann, says: 'present', from: at('2.0'), to: at('1.0', 'end') })
      .thenRecords(AttendanceStated);
    meeting()
      .when('StateAttendance', { ...ann, says: 'present', from: at('2.0'), to: at('1.0', 'during') })
      .thenRefuses('left-before-joining', { evidence: ['item 1.0', 'item 2.0'], pointers: ['/to'] });
    meeting()
      .when('StateAttendance', { ...ann, says: 'present', from: { time: '14:00' }, to: { time: '13:00' } })
      .thenRefuses('left-before-joining');
  });

  it('is recorded where an item and a time cannot be compared', () => {
    meeting()
      .when('StateAttendance', { ...ann, says: 'present', from: at('2.0'), to: { time: '13:00' } })
      .thenRecords(AttendanceStated);
  });

  it('lets nobody come or leave who is not present', () => {
    expect(() => meeting().when('StateAttendance', { ...ann, says: 'absent', to: at('1.0') })).toThrow(
      /only somebody who is present/,
    );
  });
});

describe('a resolution of attendance', () => {
  const past = [stated('present', { ...ann, says: 'present' }), stated('apologies', { ...ann, says: 'apologies' })];
  const of = (name: string) => ({ member: idOf(name) });

  it('says which statement holds, on evidence', () => {
    meeting(...past)
      .when('ResolveAttendance', { says: 'present' }, of('apologies'))
      .thenRecords(AttendanceResolved, { attendanceId: idOf('apologies'), says: 'present' });
  });

  it('is refused without evidence, and recorded with a reason alone', () => {
    meeting(...past)
      .when('ResolveAttendance', { says: 'present' }, { ...of('present'), sources: [] })
      .thenRefuses('evidence-required', { pointers: ['/sources', '/because'] });
    meeting(...past)
      .when('ResolveAttendance', { says: 'present' }, { ...of('present'), sources: [], because: { words: 'he spoke' } })
      .thenRecords(AttendanceResolved);
  });

  it('is refused of a statement that is not on record', () => {
    meeting(...past)
      .when('ResolveAttendance', { says: 'present' }, of('elsewhere'))
      .thenRefuses('unknown-reference');
  });

  it('is refused of a statement that names nobody', () => {
    meeting(happened(AttendanceStated, { says: 'present', shownBy: 'narrative', capacity: 'chair' }, { as: 'chair' }))
      .when('ResolveAttendance', { says: 'present' }, of('chair'))
      .thenRefuses('nobody-named', { evidence: ['chair'] });
  });

  const resolved = happened(AttendanceResolved, { attendanceId: idOf('present'), says: 'present' }, { as: 'resolved' });

  it('keeps the statement that it is about from being withdrawn, and no other', () => {
    const withdraw = (revision: string) =>
      meeting(...past, resolved).when(
        'AmendFact',
        { kind: 'recorded-in-error', replacement: null },
        { member: revision },
      );
    withdraw('3').thenRefuses('others-rest-on-it', { evidence: ['resolved'] });
    withdraw('4').thenRecords(FactAmended, { amends: idOf('apologies') });
  });

  it('can be amended: it stays about the same statement', () => {
    const { decision } = meeting(...past, resolved).when(
      'AmendFact',
      { kind: 'reading-revised', replacement: { data: { says: 'apologies' } } },
      { member: '5' },
    );
    expect(decision).toMatchObject({
      ok: true,
      events: [{ data: { replacement: { data: { attendanceId: idOf('present'), says: 'apologies' } } } }],
    });
  });
});
