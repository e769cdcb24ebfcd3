import { fold } from '../decider.js';
import { factsFrom, happened, idOf, type Happened } from '../testing/given.js';
import { person, words } from '../testing/parties.js';
import { AttendanceResolved, AttendanceStated } from './attendance.events.js';
import { meetingAggregate } from './meeting.js';
import { AgendaItemRecorded, MeetingRecorded } from './meeting.events.js';
import { attendanceConflicts, attendeesOf, presenceAt } from './presence.js';

const NUMBERS = ['1.0', '2.0', '3.0', '4.0'];
// Recorded backwards: the order of the meeting is by place, not by the log.
const items = NUMBERS.map((number, i) =>
  happened(AgendaItemRecorded, { number, place: i + 1, names: [], outcome: 'taken' }, { as: `item ${number}` }),
).reverse();
const meetingOf = (...past: Happened[]) =>
  fold(meetingAggregate, factsFrom('meeting', [happened(MeetingRecorded, {}), ...items, ...past]));

const at = (number: string, point: 'start' | 'during' | 'end') => ({ itemId: idOf(`item ${number}`), point });
let count = 0;
const said = (says: string, more: object = {}) =>
  happened(
    AttendanceStated,
    { attendee: person('Ann'), says, shownBy: 'list', ...more },
    { as: `statement ${++count}` },
  );
const listed = () => said('present');
const joined = (number: string, point: 'start' | 'during' | 'end' = 'start') =>
  said('present', { shownBy: 'narrative', from: at(number, point) });
const left = (number: string, point: 'start' | 'during' | 'end' = 'end') =>
  said('present', { shownBy: 'narrative', to: at(number, point) });
const seen = (...numbers: string[]) =>
  said('present', { shownBy: 'narrative', seenAt: numbers.map((number) => idOf(`item ${number}`)) });

/** One letter an item: in, part, out, unknown. */
function presence(...past: Happened[]): string {
  const meeting = meetingOf(...past);
  const [attendee] = attendeesOf(meeting);
  return NUMBERS.map((number) => {
    const item = meeting.items.find(({ data }) => data.number === number);
    const answer = attendee && item && presenceAt(meeting, attendee, item);
    return answer?.part ? 'p' : { in: 'i', 'not-in': 'o', unknown: '?' }[answer?.is ?? 'unknown'];
  }).join('');
}

describe('presence at an item', () => {
  it.each<[string, Happened[], string]>([
    ['is throughout for who is listed', [listed()], 'iiii'],
    ['is none for who sent apologies', [said('apologies')], 'oooo'],
    ['is none for who was absent', [said('absent')], 'oooo'],
    ['begins with the item at which they joined', [listed(), joined('2.0')], 'oiii'],
    ['is partial at the item during which they joined', [listed(), joined('2.0', 'during')], 'opii'],
    ['begins after the item at whose end they joined', [joined('2.0', 'end')], 'ooii'],
    ['ends with the item at whose end they left', [listed(), left('2.0')], 'iioo'],
    ['is partial at the item during which they left', [left('2.0', 'during')], 'ipoo'],
    ['ends before the item at whose start they left', [left('2.0', 'start')], 'iooo'],
    ['lies between coming and going', [joined('2.0'), left('3.0')], 'oiio'],
    ['is interrupted where they left and came back', [left('1.0'), joined('3.0')], 'ioii'],
    ['does not go by the order in which comings and goings were recorded', [joined('3.0'), left('1.0')], 'ioii'],
    ['cannot be told between two comings without a going', [joined('2.0'), joined('4.0')], 'o??i'],
    ['cannot be told of who is listed both as present and as absent', [listed(), said('apologies')], '????'],
    ['cannot be told by a clock that no item has', [said('present', { from: { time: '14:00' } })], '????'],
    [
      'is certain where they were seen, whatever the clock',
      [said('present', { from: { time: '14:00' } }), seen('2.0')],
      '?i??',
    ],
    ['cannot be told where they were seen before they joined', [joined('3.0'), seen('1.0')], '?oii'],
    ['says nothing against the items at which nobody saw them', [listed(), seen('2.0')], 'iiii'],
  ])('%s', (_, past, expected) => {
    expect(presence(...past)).toBe(expected);
  });

  it('follows a resolution on evidence', () => {
    const [present, apologies] = [listed(), said('apologies')];
    const resolved = (says: string, more: object = {}) =>
      happened(AttendanceResolved, { attendanceId: idOf(apologies.around.as ?? ''), says, ...more });
    expect(presence(present, apologies, resolved('present'))).toBe('iiii');
    expect(presence(present, apologies, resolved('apologies'))).toBe('oooo');
    expect(presence(present, apologies, resolved('present', { from: at('3.0', 'start') }))).toBe('ooii');
    expect(presence(present, apologies, resolved('apologies'), resolved('present'))).toBe('iiii');
  });

  it('rests on every statement about them', () => {
    const past = [listed(), joined('2.0')];
    const meeting = meetingOf(...past);
    const [attendee] = attendeesOf(meeting);
    const [item] = meeting.items;
    const answer = attendee && item && presenceAt(meeting, attendee, item);
    expect(answer?.rests.map(({ recorded }) => recorded.id)).toEqual(past.map(({ around }) => idOf(around.as ?? '')));
  });
});

describe('attendees', () => {
  it('are one each, however many statements there are of them', () => {
    expect(attendeesOf(meetingOf(listed(), said('apologies'), joined('2.0')))).toMatchObject([{ says: 'conflict' }]);
  });

  it('whom nobody has read are one for each statement, and so is a capacity without a name', () => {
    const unread = () => happened(AttendanceStated, { attendee: words('J. Smith'), says: 'present', shownBy: 'list' });
    const chair = happened(AttendanceStated, { capacity: 'chair', says: 'present', shownBy: 'narrative' });
    expect(attendeesOf(meetingOf(unread(), unread(), chair))).toHaveLength(3);
  });
});

describe('conflicts of attendance', () => {
  const conflicts = (...past: Happened[]) => attendanceConflicts(meetingOf(...past)).length;

  it('are of who is present and not present', () => {
    expect(conflicts(listed(), said('apologies'))).toBe(1);
    expect(conflicts(listed(), said('absent'))).toBe(1);
    expect(conflicts(said('apologies'), said('absent'))).toBe(0);
    expect(conflicts(listed(), joined('2.0'))).toBe(0);
  });

  it('are of who is seen before joining or after leaving', () => {
    expect(conflicts(joined('3.0'), seen('1.0'))).toBe(1);
    expect(conflicts(left('1.0'), seen('2.0'))).toBe(1);
    expect(conflicts(left('2.0', 'during'), seen('2.0'))).toBe(0);
  });

  it('are over once somebody resolved them', () => {
    const apologies = said('apologies');
    const resolved = happened(AttendanceResolved, { attendanceId: idOf(apologies.around.as ?? ''), says: 'present' });
    expect(conflicts(listed(), apologies, resolved)).toBe(0);
    const early = seen('1.0');
    const settled = happened(AttendanceResolved, { attendanceId: idOf(early.around.as ?? ''), says: 'present' });
    expect(conflicts(joined('3.0'), early, settled)).toBe(0);
  });
});
