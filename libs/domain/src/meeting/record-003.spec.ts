import { fold } from '../decider.js';
import { factsFrom, happened, idOf, type Happened } from '../testing/given.js';
import { collective, person, words } from '../testing/parties.js';
import type { Source } from '../source.js';
import { AttendanceStated } from './attendance.events.js';
import { InitialsResolved, OwnerMarkMatched, OwnerMarkRecorded } from './marks.events.js';
import { meetingAggregate } from './meeting.js';
import {
  AgendaItemRecorded, InterestsDeclared, MeetingRecorded, MinutesAgreed, MinutesCorrected, NextMeetingClaimed,
} from './meeting.events.js'; // prettier-ignore
import { asCorrected, inCapacity, meetingView } from './meeting-view.js';
import { attendanceConflicts, presenceAt, restsOf } from './presence.js';
import type { Fact } from '../facts.js';

const MINUTES = idOf('003');
const lines = (from: number, to = from): Source[] => [{ documentId: MINUTES, lines: { from, to } }];
const around = (from: number, to = from) => ({ statedOn: '2011-11-09', sources: lines(from, to) });
const linesOf = (facts: readonly Fact[]) =>
  facts.flatMap(({ sources }) => sources.map((source) => ('lines' in source ? source.lines.from : 0)));

const item = (number: string, place: number, line: number) =>
  happened(
    AgendaItemRecorded,
    { number, place, names: [number], outcome: 'taken' },
    { ...around(line), as: `item ${number}` },
  );
const items = [
  item('1.0', 1, 138),
  item('2.0', 2, 168),
  item('3.0', 3, 177),
  item('4.0', 4, 188),
  item('5.0', 5, 233),
  item('6.0', 6, 250),
];
const itemId = (number: string) => idOf(`item ${number}`);
const attended = (name: string, says: string, heading: string, line: number, more: object = {}) =>
  happened(AttendanceStated, { attendee: person(name), says, shownBy: 'list', heading, ...more }, around(line));
const narrated = (name: string, line: number, more: object) =>
  happened(AttendanceStated, { attendee: person(name), says: 'present', shownBy: 'narrative', ...more }, around(line));
const leaving = { to: { itemId: itemId('1.0'), point: 'end' } };
const joining = { from: { itemId: itemId('2.0'), point: 'start' } };
const mark = (number: string, order: number, text: string, line: number) =>
  happened(OwnerMarkRecorded, { itemId: itemId(number), order, words: text }, { ...around(line), as: `mark ${line}` });

const past: Happened[] = [
  happened(
    MeetingRecorded,
    {
      date: { edtf: '2011-11-09', text: 'Wednesday 9th November, 2011' },
      startTime: { words: '1pm', at: '13:00' },
      place: 'St Thomas St, Sunderland',
      bodies: [idOf('SIIG')],
    },
    around(2),
  ),
  ...items,
  attended('Jessica May', 'present', 'Present', 6, { capacity: 'chair' }),
  attended('Gillian Gibson', 'present', 'Present', 11),
  attended('June Robinson', 'present', 'Present', 27),
  attended('Carol Harries', 'present', 'Present', 58),
  attended('Neil Revely', 'present', 'Present', 69),
  attended('Beverley Scanlon', 'present', 'Present', 75),
  attended('Vince Taylor', 'present', 'In Attendance', 94),
  attended('Stuart Cuthberston', 'present', 'In Attendance', 99),
  attended('Jon Beaney', 'present', 'In Attendance', 104),
  attended('Neil Revely', 'apologies', 'Apologies', 126),
  narrated('Neil Revely', 149, { seenAt: [itemId('1.0')] }),
  narrated('Neil Revely', 222, { seenAt: [itemId('4.0')] }),
  narrated('Neil Revely', 255, { seenAt: [itemId('6.0')] }),
  ...['Vince Taylor', 'Stuart Cuthberston', 'Jon Beaney'].map((name) => narrated(name, 159, leaving)),
  ...['Carol Harries', 'Beverley Scanlon'].map((name) => narrated(name, 172, joining)),
  happened(InterestsDeclared, { declared: { is: 'none' }, itemId: itemId('2.0') }, around(171)),
  happened(
    MinutesAgreed,
    { of: { kind: 'words', text: 'the previous meeting' }, corrected: true, itemId: itemId('3.0') },
    around(180),
  ),
  happened(
    MinutesCorrected,
    {
      of: { kind: 'words', text: 'the previous meeting' },
      itemId: itemId('3.0'),
      corrections: [
        { about: 'attendance', party: person('Gillian Gibson'), says: 'present' },
        { about: 'attendance', party: person('June Robinson'), says: 'absent' },
      ],
    },
    around(180),
  ),
  happened(
    NextMeetingClaimed,
    {
      when: { text: 'the 14th December', edtf: '2011-12-14', role: 'start', strictness: 'hard', basis: 'inferred' },
      itemId: itemId('1.0'),
    },
    around(158),
  ),
  happened(
    NextMeetingClaimed,
    {
      when: {
        text: 'Wednesday 11th January 2012',
        edtf: '2012-01-11',
        role: 'start',
        strictness: 'hard',
        basis: 'stated',
      },
      startTime: '13:00',
      place: 'St. Thomas Street',
    },
    around(293),
  ),
  mark('1.0', 1, 'All', 162),
  mark('1.0', 2, 'JB/AC', 164),
  mark('4.0', 1, 'DR', 227),
  mark('4.0', 2, 'DR', 229),
  mark('5.0', 1, 'BT', 246),
  happened(
    OwnerMarkMatched,
    { markId: idOf('mark 246'), match: { is: 'actions', actions: [idOf('check the sanction')], basis: 'inferred' } },
    around(240),
  ),
  happened(
    OwnerMarkMatched,
    {
      markId: idOf('mark 162'),
      match: { is: 'candidates', passages: [{ documentId: MINUTES, lines: { from: 158, to: 158 } }] },
    },
    around(158),
  ),
  happened(InitialsResolved, { initials: person('Jon Beaney', 'JB', 'inferred') }, around(104)),
  happened(InitialsResolved, { initials: person('Andrew Copland', 'AC', 'declared') }, around(184)),
  happened(InitialsResolved, { initials: person('Stuart Cuthberston', 'SC', 'inferred') }, around(99)),
];

const meeting = fold(meetingAggregate, factsFrom('meeting', past));
const view = meetingView(meeting);
if (!view) throw new Error('the meeting is on record');
const nameOf = (id: string) => view.attendance.find(({ key }) => key === id)?.party?.text;
const attendee = (name: string) => {
  const found = view.attendance.find(({ key }) => key === `person:${idOf(name)}`);
  if (!found) throw new Error(`${name} is on record`);
  return found;
};

describe('of the meeting in Sunderland on 9 November 2011 the record tells', () => {
  it('who chaired, where and when', () => {
    expect(inCapacity(view, 'chair').map(({ party }) => party?.text)).toEqual(['Jessica May']);
    expect(view.recorded.data).toMatchObject({
      place: 'St Thomas St, Sunderland',
      date: { edtf: '2011-11-09' },
      startTime: { at: '13:00' },
    });
  });

  it('that Neil Revely was there and that he sent apologies, and at which items he spoke', () => {
    const neil = attendee('Neil Revely');
    expect(neil.says).toBe('conflict');
    expect(attendanceConflicts(meeting).map(({ key }) => nameOf(key))).toEqual(['Neil Revely']);
    const seenAt = neil.statements.flatMap(({ data }) => data.seenAt ?? []);
    expect(view.items.filter(({ recorded }) => seenAt.includes(recorded.id)).map(({ data }) => data.number)).toEqual([
      '1.0',
      '4.0',
      '6.0',
    ]);
    expect(linesOf(restsOf(neil))).toEqual([69, 126, 149, 222, 255]);
  });

  it('who left and who joined part-way', () => {
    const moved = (edge: 'from' | 'to') =>
      meeting.attendances.filter(({ data }) => data[edge]).map(({ data }) => [data.attendee?.text, data[edge]]);
    expect(moved('to')).toEqual(['Vince Taylor', 'Stuart Cuthberston', 'Jon Beaney'].map((name) => [name, leaving.to]));
    expect(moved('from')).toEqual(['Carol Harries', 'Beverley Scanlon'].map((name) => [name, joining.from]));
  });

  it('who was in the room at items 1.0 and 2.0', () => {
    const inRoom = (number: string) => {
      const at = view.items.find(({ data }) => data.number === number);
      return at && view.attendance.map((who) => [who.party?.text, presenceAt(meeting, who, at).is] as const);
    };
    const among = (number: string, is: string) =>
      inRoom(number)
        ?.filter(([, answer]) => answer === is)
        .map(([name]) => name);
    expect(among('1.0', 'not-in')).toEqual(['Carol Harries', 'Beverley Scanlon']);
    expect(among('1.0', 'unknown')).toEqual(['Neil Revely']);
    expect(among('2.0', 'not-in')).toEqual(['Vince Taylor', 'Stuart Cuthberston', 'Jon Beaney']);
    expect(among('2.0', 'in')).toEqual([
      'Jessica May',
      'Gillian Gibson',
      'June Robinson',
      'Carol Harries',
      'Beverley Scanlon',
    ]);
  });

  it('two dates of the next meeting, which exclude one another', () => {
    expect(view.nextMeetings).toMatchObject([
      {
        conflict: true,
        claims: [{ data: { when: { edtf: '2011-12-14' } } }, { data: { when: { edtf: '2012-01-11' } } }],
      },
    ]);
    expect(linesOf(view.nextMeetings[0]?.claims ?? [])).toEqual([158, 293]);
  });

  it('a correction of the previous meeting, whose date is not given, and none of its own attendance', () => {
    expect(view.corrections).toHaveLength(1);
    expect(view.corrections[0]).not.toHaveProperty('target');
    expect(view.corrections[0]?.made.data).toMatchObject({
      of: { kind: 'words', text: 'the previous meeting' },
      corrections: [{ says: 'present' }, { says: 'absent' }],
    });
    expect(attendee('June Robinson').says).toBe('present');
  });

  it('the owner marks of item 1.0 in the words of the cells', () => {
    const marks = view.marks.filter(({ mark: { data } }) => data.itemId === itemId('1.0'));
    expect(marks.map(({ mark: { data } }) => data.words)).toEqual(['All', 'JB/AC']);
    expect(marks.map(({ match }) => match?.data.match.is)).toEqual(['candidates', undefined]);
  });

  it('to which action the mark BT belongs', () => {
    expect(view.marks.find(({ mark: { data } }) => data.words === 'BT')?.match?.data.match).toEqual({
      is: 'actions',
      actions: [idOf('check the sanction')],
      basis: 'inferred',
    });
  });

  it('whom JB, AC and SC mean, of which AC alone is declared', () => {
    expect(
      view.initials.map(({ data: { initials } }) => [
        initials.text,
        'id' in initials && initials.id,
        initials.resolution,
      ]),
    ).toEqual([
      ['JB', idOf('Jon Beaney'), 'inferred'],
      ['AC', idOf('Andrew Copland'), 'declared'],
      ['SC', idOf('Stuart Cuthberston'), 'inferred'],
    ]);
  });

  it('that there was no interest to declare', () => {
    expect(view.interests.map(({ data }) => data.declared.is)).toEqual(['none']);
  });
});

describe('the previous meeting, once the correction is known to be aimed at it', () => {
  const minuted = meetingView(
    fold(
      meetingAggregate,
      factsFrom('meeting', [
        happened(MeetingRecorded, {}),
        attended('June Robinson', 'present', 'Present', 1),
        happened(AttendanceStated, { attendee: collective('others'), says: 'present', shownBy: 'narrative' }),
        happened(AttendanceStated, { attendee: words('X'), says: 'present', shownBy: 'list' }),
      ]),
    ),
  );
  if (!minuted) throw new Error('the meeting is on record');
  const corrected = asCorrected(minuted, meeting.corrections);
  const says = (list: typeof minuted.attendance) => list.map(({ party, says: said }) => [party?.text, said]);

  it('stays readable as minuted', () => {
    expect(says(minuted.attendance)).toEqual([
      ['June Robinson', 'present'],
      ['others', 'present'],
      ['X', 'present'],
    ]);
  });

  it('reads, as corrected, that Gillian Gibson was present and June Robinson was not', () => {
    expect(says(corrected.attendance)).toEqual([
      ['June Robinson', 'absent'],
      ['others', 'present'],
      ['X', 'present'],
      ['Gillian Gibson', 'present'],
    ]);
    expect(linesOf(restsOf(corrected.attendance[0] ?? attendee('June Robinson')))).toEqual([1, 180]);
  });

  it('counts the lines of its lists only, as they were minuted', () => {
    expect(minuted.listed).toEqual({ present: 2, apologies: 0, absent: 0 });
  });
});
