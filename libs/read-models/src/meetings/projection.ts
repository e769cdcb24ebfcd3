import {
  parseStreamId,
  partyKey,
  type AttendanceStated,
  type Concerned,
  type EventOf,
  type Fact,
  type MeetingRecorded,
  type MeetingRef,
  type Recorded,
} from '@app/domain';
import { padded } from '../clock/projection.js';
import { CONFLICT } from '../query/doubts.js';
import { thingId } from '../query/thing.js';
import { ALL, outer, thingOf, thingProjection, type Row } from '../query/thing-projection.js';

/**
 * Meetings. What another meeting agreed or corrected of the minutes stands with both; in the meeting concerned it only
 * points to the other one, where it is read as it stands.
 */
export const meetingsProjection = thingProjection({
  name: 'meetings',
  version: 1,
  documents(event) {
    const { kind, partnership } = parseStreamId(event.stream);
    if (kind !== 'meeting') return [];
    return [...new Set([thingOf(event), ...othersIn(event).map((id) => thingId(partnership, 'meeting', id))])];
  },
  rows: (facts, first) => (first.type === 'MeetingRecorded' ? [...rowsOf(first), ...contradictions(facts)] : []),
});

/** The field under which meetings are found in the order of their dates; those without one come last. */
export const BY_DATE = 'date';
const UNDATED = '9999-12-31 undated';

function rowsOf(first: Fact): Row[] {
  const { bodies = [], date } = first.data as EventOf<typeof MeetingRecorded>['data'];
  const key = `${date ? (date.earliest ?? '0000-00-00') : UNDATED} ${padded(first.recorded.position)}`;
  return [
    { field: ALL, ...outer(first) },
    { field: BY_DATE, key, ...outer(first) },
    ...bodies.map((value) => ({ field: 'body', value, key, ...outer(first) })),
  ];
}

/** Where the record may contradict itself: two statements about one attendee, two claims about the next meeting. */
function contradictions(facts: readonly Fact[]): Row[] {
  const stated = facts.filter(({ type }) => type === 'AttendanceStated').map(({ data }) => data as Stated);
  const named = stated.map(({ attendee }) => attendee && partyKey(attendee));
  const moved = stated.some(({ from, to, seenAt }) => seenAt && (from ?? to));
  const twice = moved || named.some((key, i) => key !== undefined && named.indexOf(key) < i);
  const claims = facts.filter(({ type }) => type === 'NextMeetingClaimed').length;
  const found = [...(twice ? ['attendance'] : []), ...(claims > 1 ? ['next-dates'] : [])];
  return found.map((value) => ({ field: CONFLICT, value, from: null, to: null }));
}

type Stated = EventOf<typeof AttendanceStated>['data'];

interface Aimed {
  readonly of?: MeetingRef;
  readonly correctionId?: string;
  readonly meetingId?: string;
  readonly concerned?: Concerned;
}

const OF_OTHERS = ['MinutesAgreed', 'MinutesCorrected', 'CorrectionTargetResolved'];

/** Other meetings whose minutes an event is about. */
function othersIn({ type, data }: Recorded): readonly string[] {
  const { of, correctionId, meetingId, concerned } = data as Aimed;
  if (of?.kind === 'meeting') return [of.id];
  if (correctionId !== undefined && meetingId !== undefined) return [meetingId];
  const isAboutOne = concerned && !OF_OTHERS.includes(type) && OF_OTHERS.includes(concerned.type);
  return isAboutOne ? concerned.ids : [];
}
