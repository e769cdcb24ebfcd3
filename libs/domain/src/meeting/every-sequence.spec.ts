import fc from 'fast-check';
import { fold } from '../decider.js';
import { factsOf } from '../facts.js';
import { factsFrom, idOf } from '../testing/given.js';
import { play, type Step } from '../testing/history.js';
import { introduced, person, words } from '../testing/parties.js';
import { meetingAggregate } from './meeting.js';
import { asCorrected, meetingView } from './meeting-view.js';
import { attendanceConflicts, presenceAt } from './presence.js';

/** A command about the events of these numbers, whether they are what it needs or not. */
type Make = (n: number, m: number, k: number) => Omit<Step, 'name'>;

const event = (n: number) => idOf(`event ${n}`);
const point = (n: number) => (['start', 'during', 'end'] as const)[n % 3];
const says = (n: number) => (['present', 'apologies', 'absent'] as const)[n % 3];
const who = (n: number) => [person('Ann'), person('Bob'), words('JB')][n % 3];
const previous = { kind: 'words', text: 'the previous meeting' };

const COMMANDS: readonly (readonly [string, Make])[] = [
  ['RecordAgendaItem', (place) => ({ body: { place: place + 1, names: [], outcome: 'taken' } })],
  ['StateAttendance', (n, m) => ({ body: { attendee: who(n), says: says(m), shownBy: 'list' } })],
  [
    'StateAttendance',
    (n, m, k) => ({
      body: {
        attendee: who(k),
        says: 'present',
        shownBy: 'narrative',
        from: { itemId: event(n), point: point(m) },
        ...(k % 2 && { to: { itemId: event(m), point: point(k) } }),
      },
    }),
  ],
  ['ResolveAttendance', (n, m) => ({ body: { says: says(n) }, member: event(m) })],
  ['RecordOwnerMark', (n, order) => ({ body: { itemId: event(n), order: order + 1, words: 'JB' } })],
  ['MatchOwnerMark', (n) => ({ body: { match: { is: 'cannot-be-told' } }, member: event(n) })],
  ['ResolveInitials', (n) => ({ body: { initials: person(n % 2 ? 'Ann' : 'Bob', n % 3 ? 'JB' : 'AC') } })],
  [
    'CorrectMinutes',
    (n, m) => ({ body: { of: previous, corrections: [{ about: 'attendance', party: who(n), says: says(m) }] } }),
  ],
  [
    'ClaimNextMeeting',
    (n) => ({
      body: {
        when: { text: 'then', edtf: `2020-0${1 + (n % 9)}`, role: 'start', strictness: 'hard', basis: 'stated' },
      },
    }),
  ],
  ['AmendFact', (n) => ({ body: { kind: 'recorded-in-error', replacement: null }, member: String(n) })],
];

const some = fc.nat(8);
const step: fc.Arbitrary<Step> = fc
  .tuple(fc.constantFrom(...COMMANDS), some, some, some)
  .map(([[name, make], n, m, k]) => ({ name, ...make(n, m, k) }));

const items: Step[] = [1, 2, 3].map((place) => ({
  name: 'RecordAgendaItem',
  body: { place, names: [], outcome: 'taken' },
}));
const people = new Map(['Ann', 'Bob'].map((name) => [idOf(name), factsFrom('person', introduced(name))]));

it('every history that the deciders let through folds, and is answered', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 16 }), (commands) => {
      const begun: Step[] = [{ name: 'RecordMeeting', body: {} }, ...items];
      const meeting = fold(meetingAggregate, factsOf(play(meetingAggregate, [...begun, ...commands], people)));
      const view = meetingView(meeting);
      expect(view === undefined).toBe(meeting.recorded === undefined);
      if (!view) return;
      const conflicts = attendanceConflicts(meeting).map(({ key }) => key);
      for (const attendee of view.attendance) {
        const rooms = view.items.map((item) => presenceAt(meeting, attendee, item).is);
        if (attendee.says === 'conflict') expect(conflicts).toContain(attendee.key);
        if (attendee.says === 'conflict') expect(rooms.every((is) => is === 'unknown')).toBe(true);
      }
      const corrected = asCorrected(view, meeting.corrections);
      for (const { says: said, correction } of corrected.attendance) if (correction) expect(said).not.toBe('conflict');
    }),
    { numRuns: 80 },
  );
});
