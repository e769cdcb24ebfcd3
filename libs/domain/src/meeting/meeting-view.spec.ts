import { fold } from '../decider.js';
import { factsFrom, happened, idOf, type Happened } from '../testing/given.js';
import { person } from '../testing/parties.js';
import { AttendanceStated } from './attendance.events.js';
import { OwnerMarkMatched, OwnerMarkRecorded } from './marks.events.js';
import { meetingAggregate } from './meeting.js';
import {
  AgendaItemRecorded, CorrectionTargetResolved, MeetingRecorded, MinutesCorrected, NextMeetingClaimed,
} from './meeting.events.js'; // prettier-ignore
import { asCorrected, inCapacity, meetingView } from './meeting-view.js';

const folded = (...past: Happened[]) => fold(meetingAggregate, factsFrom('meeting', past));
function viewOf(...past: Happened[]) {
  const view = meetingView(folded(happened(MeetingRecorded, {}), ...past));
  if (!view) throw new Error('the meeting is on record');
  return view;
}
const item = (number: string, place: number) =>
  happened(AgendaItemRecorded, { number, place, names: [], outcome: 'taken' }, { as: number });
const concerned = { stream: '', revision: '0', type: '', ids: [] };

describe('the view of a meeting', () => {
  it('is undefined where its recording is not among the facts', () => {
    expect(meetingView(folded(item('1.0', 1)))).toBeUndefined();
  });

  it('has its items in the order of the meeting', () => {
    expect(viewOf(item('2.0', 2), item('10', 3), item('1.0', 1)).items.map(({ data }) => data.number)).toEqual([
      '1.0',
      '2.0',
      '10',
    ]);
  });

  it('has its marks by item and place, each with its last reading and the earlier ones', () => {
    const mark = (itemId: string, order: number, words: string) =>
      happened(OwnerMarkRecorded, { itemId: idOf(itemId), order, words }, { as: words });
    const read = (words: string, match: object) => happened(OwnerMarkMatched, { markId: idOf(words), match });
    const { marks } = viewOf(
      item('1.0', 1),
      item('2.0', 2),
      mark('2.0', 1, 'DR'),
      mark('1.0', 2, 'JB/AC'),
      mark('1.0', 1, 'All'),
      read('All', { is: 'cannot-be-told' }),
      read('All', { is: 'actions', actions: [idOf('comment')], basis: 'inferred' }),
    );
    expect(marks.map(({ mark: { data } }) => data.words)).toEqual(['All', 'JB/AC', 'DR']);
    expect(marks[0]).toMatchObject({
      match: { data: { match: { is: 'actions' } } },
      earlier: [{ data: { match: { is: 'cannot-be-told' } } }],
    });
    expect(marks[1]).not.toHaveProperty('match');
  });

  it('finds a capacity whatever its capitals', () => {
    const chair = happened(AttendanceStated, {
      attendee: person('Ann'),
      says: 'present',
      shownBy: 'list',
      capacity: 'Chair',
    });
    expect(inCapacity(viewOf(chair), 'chair')).toHaveLength(1);
  });
});

describe('claims of the next meeting', () => {
  const claim = (edtf: string, more: object = {}) =>
    happened(NextMeetingClaimed, {
      when: { text: edtf, edtf, role: 'start', strictness: 'hard', basis: 'stated' },
      ...more,
    });
  const conflicts = (...past: Happened[]) => viewOf(...past).nextMeetings.map(({ conflict }) => conflict);

  it('conflict where they exclude one another', () => {
    expect(conflicts(claim('2012-01-11'), claim('2011-12-14'))).toEqual([true]);
  });

  it('do not conflict where one may be the other', () => {
    expect(conflicts(claim('2012-01'), claim('2012-01-11'))).toEqual([false]);
  });

  it('do not conflict where they are of different bodies', () => {
    expect(conflicts(claim('2012-01-11'), claim('2011-12-14', { body: idOf('ELB') }))).toEqual([false, false]);
  });
});

describe('corrections', () => {
  const ofWords = { kind: 'words', text: 'the previous meeting' };
  const corrected = (...corrections: object[]) =>
    happened(MinutesCorrected, { of: ofWords, corrections }, { as: 'correction' });
  const says = (name: string, what: string) => ({ about: 'attendance', party: person(name), says: what });

  it('stand in the meeting that made them, with their target where it is known', () => {
    const target = { correctionId: idOf('correction'), meetingId: idOf('October'), basis: 'inferred', concerned };
    expect(
      viewOf(corrected(says('Ann', 'present')), happened(CorrectionTargetResolved, target)).corrections,
    ).toMatchObject([{ target: { data: { meetingId: idOf('October') } } }]);
  });

  it('decide the attendance of the meeting they are aimed at, the later one last', () => {
    const listed = happened(AttendanceStated, { attendee: person('Ann'), says: 'present', shownBy: 'list' });
    const { corrections } = folded(corrected(says('Ann', 'absent')), corrected(says('Ann', 'apologies')));
    const view = asCorrected(viewOf(listed), corrections);
    expect(view.attendance).toMatchObject([{ says: 'apologies', correction: corrections[1] }]);
  });

  it('of words are left for a reader to apply', () => {
    const { corrections } = folded(corrected({ about: 'words', reads: 'Harrett', stood: 'Harret' }));
    expect(asCorrected(viewOf(), corrections)).toMatchObject({
      attendance: [],
      rewordings: [{ correction: { reads: 'Harrett' }, made: corrections[0] }],
    });
  });
});
