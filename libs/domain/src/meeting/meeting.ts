import type { Aggregate } from '../decider.js';
import { attendanceCommands } from './meeting.attendance.js';
import { meetingEvents } from './meeting.events.js';
import { markCommands } from './meeting.marks.js';
import { minutesCommands } from './meeting.minutes.js';
import { recordCommands } from './meeting.record.js';
import { evolve, initial, type MeetingState } from './meeting.state.js';

export const meetingAggregate: Aggregate<MeetingState> = {
  kind: 'meeting',
  events: meetingEvents,
  initial,
  evolve,
  commands: [...recordCommands, ...attendanceCommands, ...markCommands, ...minutesCommands],
};
