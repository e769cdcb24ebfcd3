import { amending, accept, commandType, record, refuse, type Command, type Decision } from '../decider.js';
import type { EventOf } from '../event.js';
import { isFirm } from '../in-force.js';
import { refuseDecision, refuseUndecided } from '../statement/decisions.js';
import type { Bounds } from '../time/index.js';
import { VoteOptionDesignated } from './vote.events.js';
import { refuseForeignOption } from './vote.options.js';
import type { VoteState } from './vote.state.js';

type Designate = Command<EventOf<typeof VoteOptionDesignated>['data']>;

const designateVoteOption = commandType({
  name: 'DesignateVoteOption',
  records: VoteOptionDesignated,
  roles: ['secretary', 'chair'],
  body: VoteOptionDesignated.data,
  decide: (state: VoteState, command, refs) =>
    (command.body.optionId === undefined ? undefined : refuseForeignOption(state, command.body.optionId)) ??
    refuseRecovered(command) ??
    (command.body.basis === 'decision' ? refuseUndecided(command, refs, []) : refuseDecision(command, refs)) ??
    refuseContrary(state, command) ??
    accept(record(VoteOptionDesignated, command, command.body)),
});

/** What cannot be recovered tells nothing. */
export function refuseRecovered({
  body: { basis, designation },
}: Command<Pick<Designate['body'], 'basis' | 'designation'>>): Decision | undefined {
  if (basis !== 'not-recoverable' || designation === 'cannot-be-told') return undefined;
  return refuse('designation-contradicts-itself', 'What is not recoverable cannot tell whether it is a priority.', {
    pointers: ['/basis', '/designation'],
  });
}

/** One day, one option, two answers; on another day it may have become otherwise. */
function refuseContrary({ designations }: VoteState, command: Designate): Decision | undefined {
  const { optionId, designation } = command.body;
  const contrary = designations.find(
    (fact) =>
      isFirm(fact) &&
      fact.data.optionId === optionId &&
      fact.data.designation !== designation &&
      isOneDay(fact.effectiveFrom, command.effectiveFrom),
  );
  return (
    contrary &&
    refuse('designation-contradicted', `It was designated as ${contrary.data.designation} on the same day.`, {
      pointers: ['/designation'],
      evidence: [contrary],
      remedies: [amending(command, contrary, 'if the record is now read otherwise (reading-revised)')],
    })
  );
}

/** The same one certain day. */
export const isOneDay = (a: Bounds, b: Bounds): boolean =>
  a.earliest !== null && a.earliest === a.latest && b.earliest === a.earliest && b.latest === a.latest;

export const designationCommands = [designateVoteOption] as const;
