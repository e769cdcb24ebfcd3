import { amending, accept, commandType, record, refuse, type Command, type Decision } from '../decider.js';
import type { MeetingState } from './meeting.state.js';
import { InitialsResolved, MarkMatch, OwnerMarkMatched, OwnerMarkRecorded, type Initials } from './marks.events.js';
import { refuseOtherItems } from './meeting.record.js';
import { refuseUnknown } from '../unknown-reference.js';

const recordOwnerMark = commandType({
  name: 'RecordOwnerMark',
  records: OwnerMarkRecorded,
  roles: ['secretary'],
  body: OwnerMarkRecorded.data,
  decide: (state: MeetingState, command) => {
    const { itemId, order } = command.body;
    const taken = state.marks.find(({ data }) => data.itemId === itemId && data.order === order);
    if (taken) {
      return refuse('mark-place-taken', `The item has a mark at place ${order} already.`, {
        pointers: ['/order'],
        evidence: [taken],
      });
    }
    return refuseOtherItems(state, { '/itemId': itemId }) ?? accept(record(OwnerMarkRecorded, command, command.body));
  },
});

/** A reading of the mark, which a later one may replace; it assigns nobody. */
const matchOwnerMark = commandType({
  name: 'MatchOwnerMark',
  records: OwnerMarkMatched,
  roles: ['secretary', 'chair'],
  body: MarkMatch,
  decide: (state: MeetingState, command) => {
    const mark = state.marks.find(({ recorded }) => recorded.id === command.member);
    if (!mark) return refuseUnknown({ kind: 'owner-mark', id: command.member ?? '', pointer: '' });
    return accept(record(OwnerMarkMatched, command, { ...command.body, markId: mark.recorded.id }));
  },
});

const resolveInitials = commandType({
  name: 'ResolveInitials',
  records: InitialsResolved,
  roles: ['secretary', 'chair'],
  body: InitialsResolved.data,
  decide: (state: MeetingState, command) =>
    refuseSecondReading(state, command) ?? accept(record(InitialsResolved, command, command.body)),
});

/** One reading stands for the initials of one meeting; a better one amends it. */
function refuseSecondReading(state: MeetingState, command: Command<{ initials: Initials }>): Decision | undefined {
  const { text } = command.body.initials;
  const standing = state.initials.find(({ data }) => sameInitials(data.initials.text, text));
  return (
    standing &&
    refuse('initials-already-resolved', 'Whom these initials mean in this meeting is recorded already.', {
      pointers: ['/initials/text'],
      evidence: [standing],
      remedies: [amending(command, standing, 'if the record is now read otherwise (reading-revised)')],
    })
  );
}

/** "J.B." and "JB" are the same letters. */
const sameInitials = (a: string, b: string): boolean => lettersOf(a) === lettersOf(b);
const lettersOf = (initials: string) => initials.normalize('NFC').replace(/[\s.]/g, '').toUpperCase();

export const markCommands = [recordOwnerMark, matchOwnerMark, resolveInitials] as const;
