import {
  ActionAssigned, ActionCompleted, ActionDueSet, ActionProgressed, ActionRecorded, ActionTransferred, addDays,
  AgendaItemRecorded, AttendanceStated, BodyEstablished, MeetingRecorded, PersonIntroduced, streamId,
  type Day, type EventType, type Party, type StreamId,
} from '@app/domain'; // prettier-ignore
import { uuid5 } from '../../libs/eventing/src/uuid5.js';

/** An event of a made-up record, its words open. */
export interface Happening {
  readonly stream: StreamId;
  readonly type: EventType;
  readonly data: unknown;
  readonly on: Day;
}

interface Known {
  readonly people: readonly Party[];
  readonly body: Party & { readonly id: string };
}

const FIRST = '2006-01-04' as Day;
const PEOPLE = 60;
const ACTIONS_OF_A_MEETING = 20;
const ITEMS = 5;
const PRESENT = 8;

/**
 * Years of a partnership's weekly meetings, in the order in which minutes are typed in: who was there, what was on the
 * agenda, what was to be done by whom and when, and how the work of the meetings before got on. About five events an
 * action; the same each time.
 */
export function* record(partnership: string, actions: number): Iterable<Happening> {
  const known = { people: people(partnership), body: body(partnership) };
  for (const party of known.people) {
    yield happening(streamId(partnership, 'person', idOf(party)), PersonIntroduced, { name: party.text }, FIRST);
  }
  const established = { bodyId: known.body.id, name: known.body.text, kind: 'board' };
  yield happening(streamId(partnership, 'structure'), BodyEstablished, established, FIRST);
  const open: { readonly stream: StreamId; readonly n: number }[] = [];
  for (let n = 0, on = FIRST, week = 0; n < actions; on = addDays(on, 7), week++) {
    const meetingId = idIn(partnership, 'meeting', week);
    yield* meeting(streamId(partnership, 'meeting', meetingId), known, on);
    for (let i = 0; i < ACTIONS_OF_A_MEETING && n < actions; i++, n++) {
      const stream = streamId(partnership, 'action', idIn(partnership, 'action', n));
      yield* newAction(stream, n, known, meetingId, on);
      open.push({ stream, n });
    }
    while (open.length > 2 * ACTIONS_OF_A_MEETING) {
      const { stream, n: which } = open.shift() as (typeof open)[number];
      yield* laterOf(stream, which, known, on);
    }
  }
}

function* meeting(stream: StreamId, { people, body }: Known, on: Day): Iterable<Happening> {
  const date = { edtf: on, earliest: on, latest: on };
  const data = { title: `Meeting of the ${body.text}`, date, place: 'Committee Room 2', bodies: [body.id] };
  yield happening(stream, MeetingRecorded, data, on);
  for (let place = 1; place <= ITEMS; place++) {
    const item = { number: `${place}.0`, place, names: [`Item ${place} as it was printed`], outcome: 'taken' };
    yield happening(stream, AgendaItemRecorded, item, on);
  }
  for (let i = 0; i < PRESENT; i++) {
    const attendee = people[(on.charCodeAt(9) + 7 * i) % PEOPLE];
    yield happening(stream, AttendanceStated, { attendee, says: 'present', shownBy: 'list' }, on);
  }
}

function* newAction(stream: StreamId, n: number, known: Known, meetingId: string, on: Day): Iterable<Happening> {
  const text = `Ask the districts for their figures on theme ${n % 11} and bring a map of the services on offer to the board`;
  yield happening(stream, ActionRecorded, { kind: 'action', label: `${1 + (n % 20)}`, text, meetingId }, on);
  yield happening(stream, ActionAssigned, { owners: ownersOf(n, known), standsIn: 'column' }, on);
  const latest = addDays(on, 14 + (n % 60));
  const due = { text: 'before the meeting after next', latest, role: 'due', strictness: 'hard', basis: 'inferred' };
  yield happening(stream, ActionDueSet, { due: [due] }, on);
}

/** What became of it by the time of a later meeting: most are reported on, some change hands, more than half get done. */
function* laterOf(stream: StreamId, n: number, known: Known, on: Day): Iterable<Happening> {
  if (n % 4 > 0) {
    yield happening(
      stream,
      ActionProgressed,
      { report: 'Two districts have answered, the map is with the printer.' },
      on,
    );
  }
  if (n % 10 === 0) {
    const [from] = ownersOf(n, known);
    const data = { from: [{ kind: from?.kind, id: from && idOf(from) }], owners: ownersOf(n + 2, known) };
    yield happening(stream, ActionTransferred, data, on);
  }
  if (n % 5 < 3) yield happening(stream, ActionCompleted, { outcome: 'The map was handed round.' }, on);
}

/** One person, now and then two, and the board itself for every seventh. */
function ownersOf(n: number, { people, body }: Known): readonly Party[] {
  if (n % 7 === 0) return [body];
  const [first, second] = [people[n % PEOPLE] as Party, people[(n * 13 + 5) % PEOPLE] as Party];
  return n % 9 === 0 && first !== second ? [first, second] : [first];
}

/** As an assignment of theirs names them. */
export const people = (partnership: string): (Party & { readonly id: string })[] =>
  Array.from({ length: PEOPLE }, (_, i) => ({
    kind: 'person',
    id: idIn(partnership, 'person', i),
    text: `Adviser ${String.fromCharCode(65 + (i % 26))}. Number ${i + 1}`,
    resolution: 'declared',
  }));

const body = (partnership: string) =>
  ({
    kind: 'body',
    id: idIn(partnership, 'body', 0),
    text: 'Joint Strategy Board',
    resolution: 'declared',
  }) satisfies Party;

const THE_BENCH = '3f1c1a52-7c7e-4d56-9f0e-6f9f2f0f6a11';
/** Of the nth thing of its kind in a record. */
export const idIn = (partnership: string, kind: string, n: number): string =>
  uuid5(`${partnership} ${kind} ${n}`, THE_BENCH);

const idOf = (party: Party): string => ('id' in party ? party.id : '');

const happening = (stream: StreamId, type: EventType, data: unknown, on: Day): Happening => ({
  stream,
  type,
  data,
  on,
});
