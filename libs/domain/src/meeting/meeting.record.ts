import { accept, commandType, record, refuse, type Decision } from '../decider.js';
import type { MeetingState } from './meeting.state.js';
import {
  AgendaItemRecorded, InterestsDeclared, MeetingRecorded, NextMeetingClaimed, PaperPresented,
} from './meeting.events.js'; // prettier-ignore
import { refuseUnknown } from '../unknown-reference.js';

const recordMeeting = commandType({
  name: 'RecordMeeting',
  records: MeetingRecorded,
  roles: ['secretary'],
  body: MeetingRecorded.data,
  creates: true,
  decide: (_state: MeetingState, command) =>
    command.body.partOf === command.target
      ? refuse('part-of-itself', 'A meeting cannot have taken place within itself.', { pointers: ['/partOf'] })
      : accept(record(MeetingRecorded, command, command.body)),
});

const recordAgendaItem = commandType({
  name: 'RecordAgendaItem',
  records: AgendaItemRecorded,
  roles: ['secretary'],
  body: AgendaItemRecorded.data,
  decide: (_state: MeetingState, command) => accept(record(AgendaItemRecorded, command, command.body)),
});

const declareInterests = commandType({
  name: 'DeclareInterests',
  records: InterestsDeclared,
  roles: ['secretary'],
  body: InterestsDeclared.data,
  decide: (state: MeetingState, command) =>
    refuseOtherItems(state, { '/itemId': command.body.itemId }) ??
    accept(record(InterestsDeclared, command, command.body)),
});

const presentPaper = commandType({
  name: 'PresentPaper',
  records: PaperPresented,
  roles: ['secretary'],
  body: PaperPresented.data,
  decide: (state: MeetingState, command) =>
    refuseOtherItems(state, { '/itemId': command.body.itemId }) ??
    accept(record(PaperPresented, command, command.body)),
});

/** Never refused for contradicting another claim: both stand, and the contradiction is listed. */
const claimNextMeeting = commandType({
  name: 'ClaimNextMeeting',
  records: NextMeetingClaimed,
  roles: ['secretary'],
  body: NextMeetingClaimed.data,
  decide: (state: MeetingState, command) =>
    refuseOtherItems(state, { '/itemId': command.body.itemId }) ??
    accept(record(NextMeetingClaimed, command, command.body)),
});

/** Items are named by pointer; each must be one of this meeting. */
export function refuseOtherItems(
  { items }: MeetingState,
  named: Record<string, string | undefined>,
): Decision | undefined {
  const known = new Set<string>(items.map(({ recorded }) => recorded.id));
  const unknown = Object.entries(named).find(([, id]) => id !== undefined && !known.has(id));
  return unknown && refuseUnknown({ kind: 'agenda-item', id: unknown[1] ?? '', pointer: unknown[0] });
}

export const recordCommands = [
  recordMeeting,
  recordAgendaItem,
  declareInterests,
  presentPaper,
  claimNextMeeting,
] as const;
