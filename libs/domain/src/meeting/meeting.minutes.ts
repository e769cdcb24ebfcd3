import type { Concerned } from '../anything/anything.events.js';
import { amending, accept, commandType, record, refuse, type References } from '../decider.js';
import type { EventType } from '../event.js';
import type { Fact } from '../facts.js';
import { walk } from '../schema.js';
import type { MeetingState } from './meeting.state.js';
import {
  CorrectionBody, CorrectionTargetResolved, MeetingRecorded, MinutesAgreed, MinutesCorrected, TargetBody,
} from './meeting.events.js'; // prettier-ignore
import { refuseOtherItems } from './meeting.record.js';
import { refuseUnknown } from '../unknown-reference.js';

const agreeMinutes = commandType({
  name: 'AgreeMinutes',
  records: MinutesAgreed,
  roles: ['chair'],
  body: MinutesAgreed.data,
  onSight: true,
  decide: (state: MeetingState, command) =>
    refuseOtherItems(state, { '/itemId': command.body.itemId }) ?? accept(record(MinutesAgreed, command, command.body)),
});

const correctMinutes = commandType({
  name: 'CorrectMinutes',
  records: MinutesCorrected,
  roles: ['secretary', 'chair'],
  body: CorrectionBody,
  onSight: true,
  decide: (state: MeetingState, command, refs) => {
    const { of, itemId } = command.body;
    const concerned = of.kind === 'meeting' ? meetingConcerned(refs, of.id) : undefined;
    return (
      refuseOtherItems(state, { '/itemId': itemId }) ??
      accept(record(MinutesCorrected, command, { ...command.body, ...(concerned && { concerned }) }))
    );
  },
});

const resolveCorrectionTarget = commandType({
  name: 'ResolveCorrectionTarget',
  records: CorrectionTargetResolved,
  roles: ['secretary', 'chair'],
  body: TargetBody,
  decide: (state: MeetingState, command) => {
    const correctionId =
      command.member ?? (command.amends as MeetingState['targets'][number] | undefined)?.data.correctionId;
    const correction = state.corrections.find(({ recorded }) => recorded.id === correctionId);
    if (!correction) return refuseUnknown({ kind: 'correction', id: correctionId ?? '', pointer: '' });
    if (correction.data.of.kind === 'meeting') {
      return refuse('target-already-known', 'The correction itself names the meeting.', { evidence: [correction] });
    }
    const resolved = state.targets.find(({ data }) => data.correctionId === correction.recorded.id);
    if (resolved) {
      return refuse('target-already-resolved', 'Which meeting it was aimed at is recorded already.', {
        evidence: [resolved],
        remedies: [amending(command, resolved, 'if it was another meeting after all')],
      });
    }
    const data = { ...command.body, correctionId: correction.recorded.id };
    const concerned = concernedBy(MinutesCorrected, correction, [command.body.meetingId]);
    return accept(record(CorrectionTargetResolved, command, { ...data, concerned }));
  },
});

function meetingConcerned(refs: References, id: string): Concerned | undefined {
  const [first] = refs.facts('meeting', id);
  return first && concernedBy(MeetingRecorded, first, [id]);
}

function concernedBy(type: EventType, fact: Fact, more: readonly string[]): Concerned {
  const ids = new Set(more);
  for (const data of [fact.recorded.data, fact.data]) {
    walk(type.data, data, ({ leaf, value }) => leaf.is === 'ref' && ids.add(value));
  }
  const { stream, revision } = fact.recorded;
  return { stream, revision: revision.toString(), type: fact.type, ids: [...ids] };
}

export const minutesCommands = [agreeMinutes, correctMinutes, resolveCorrectionTarget] as const;
