import { parseStreamId, type Concerned, type EventOf, type Fact, type MeetingRecorded, type MeetingRef, type Recorded } from '@app/domain';
import { padded } from '../clock/projection.js';
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
  rows: (_facts, first) => (first.type === 'MeetingRecorded' ? rowsOf(first) : []),
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
