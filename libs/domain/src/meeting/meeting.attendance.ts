import { accept, commandType, record, refuse, type Command, type Decision } from '../decider.js';
import { AttendanceResolution, AttendanceResolved, AttendanceStated, type Moment } from './attendance.events.js';
import type { MeetingState } from './meeting.state.js';
import { refuseOtherItems } from './meeting.record.js';
import { refuseUnknown } from '../unknown-reference.js';
import { placesOf } from './presence.js';

/** Never refused for contradicting another statement: both stand until somebody resolves them on evidence. */
const stateAttendance = commandType({
  name: 'StateAttendance',
  records: AttendanceStated,
  roles: ['secretary'],
  body: AttendanceStated.data,
  decide: (state: MeetingState, command) => {
    const seen = (command.body.seenAt ?? []).map((id, i) => [`/seenAt/${i}`, id] as const);
    return (
      refuseOtherItems(state, Object.fromEntries(seen)) ??
      refuseExtent(state, command.body) ??
      accept(record(AttendanceStated, command, command.body))
    );
  },
});

const resolveAttendance = commandType({
  name: 'ResolveAttendance',
  records: AttendanceResolved,
  roles: ['secretary', 'chair'],
  body: AttendanceResolution,
  decide: (state: MeetingState, command) => {
    const attendanceId =
      command.member ?? (command.amends as MeetingState['resolutions'][number] | undefined)?.data.attendanceId;
    const attendance = state.attendances.find(({ recorded }) => recorded.id === attendanceId);
    if (!attendance) return refuseUnknown({ kind: 'attendance', id: attendanceId ?? '', pointer: '' });
    if (!attendance.data.attendee) {
      return refuse('nobody-named', 'This statement names nobody, so there is nobody to say it of.', {
        evidence: [attendance],
      });
    }
    return (
      refuseWithoutEvidence(command) ??
      refuseExtent(state, command.body) ??
      accept(record(AttendanceResolved, command, { ...command.body, attendanceId: attendance.recorded.id }))
    );
  },
});

function refuseWithoutEvidence({ sources, because }: Command): Decision | undefined {
  if (sources.length > 0 || because) return undefined;
  return refuse('evidence-required', 'Say on what evidence: a source, or a reason.', {
    pointers: ['/sources', '/because'],
  });
}

interface Extent {
  readonly from?: Moment | undefined;
  readonly to?: Moment | undefined;
}

function refuseExtent(state: MeetingState, { from, to }: Extent): Decision | undefined {
  const itemOf = (moment: Moment | undefined) => (moment && 'itemId' in moment ? moment.itemId : undefined);
  const unknown = refuseOtherItems(state, { '/from/itemId': itemOf(from), '/to/itemId': itemOf(to) });
  if (unknown || !from || !to) return unknown;
  const leftFirst = 'time' in from && 'time' in to ? to.time < from.time : placeOf(state, to) < placeOf(state, from);
  if (!leftFirst) return undefined;
  return refuse(
    'left-before-joining',
    'Nobody leaves before joining; say both comings and goings in statements of their own.',
    {
      pointers: ['/to'],
      evidence: state.items.filter(({ recorded }) => recorded.id === itemOf(from) || recorded.id === itemOf(to)),
    },
  );
}

/** NaN for a time of the clock, which cannot be compared with an item. */
const placeOf = (state: MeetingState, moment: Moment): number =>
  'itemId' in moment ? placesOf(state).momentAt(moment) : Number.NaN;

export const attendanceCommands = [stateAttendance, resolveAttendance] as const;
