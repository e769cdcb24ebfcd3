import { accept, commandType, record, refuse, type Command, type Decision } from '../decider.js';
import { foundBy, isFirm } from '../in-force.js';
import { CountPayload, PriorityVoted, VoteCorrected } from './vote.events.js';
import { refuseClosed, refuseForeignOption } from './vote.options.js';
import type { VoteState } from './vote.state.js';

const recordVoteCount = commandType({
  name: 'RecordVoteCount',
  records: PriorityVoted,
  roles: ['secretary'],
  body: CountPayload,
  decide: (state: VoteState, command) =>
    refuseForeignOption(state, command.body.optionId) ??
    refuseClosed(state, command) ??
    refuseBesideBallots(state) ??
    refuseSecondCount(state, command) ??
    accept(record(PriorityVoted, command, command.body)),
});

/** Nobody could tell whether the paper counts the same votes. */
function refuseBesideBallots({ ballots }: VoteState): Decision | undefined {
  const cast = ballots.filter(isFirm);
  if (cast.length === 0) return undefined;
  return refuse('counts-and-ballots', 'Ballots are on record in this vote: a count would count them again, or not.', {
    evidence: cast.slice(0, 20),
  });
}

function refuseSecondCount({ counts }: VoteState, command: Command<{ optionId: string }>): Decision | undefined {
  const { optionId } = command.body;
  const counted = counts.find((count) => count.data.optionId === optionId && isFirm(count));
  return (
    counted &&
    refuse('already-counted', 'The option has a count already.', {
      pointers: ['/optionId'],
      evidence: [counted],
      remedies: [{ command: 'CorrectVote', target: command.target, why: 'if the record gives another count later' }],
    })
  );
}

const correctVote = commandType({
  name: 'CorrectVote',
  records: VoteCorrected,
  roles: ['secretary', 'chair'],
  body: VoteCorrected.data,
  decide: (state: VoteState, command) =>
    refuseForeignOption(state, command.body.optionId) ??
    refuseUncounted(state, command) ??
    accept(record(VoteCorrected, command, command.body)),
});

/** A blank can be corrected; what nobody read off a paper by then cannot. */
function refuseUncounted({ counts, ballots }: VoteState, command: Command<{ optionId: string }>): Decision | undefined {
  const { optionId } = command.body;
  const own = counts.filter(({ data }) => data.optionId === optionId);
  if (foundBy(own, command).length > 0) return undefined;
  const [remedy, why] =
    ballots.length > 0
      ? ['CastBallot', 'so that a voter’s last word counts']
      : ['RecordVoteCount', 'so that there is a count to correct'];
  return refuse('no-count-to-correct', 'The option has no count on record by then.', {
    pointers: ['/optionId'],
    evidence: own,
    remedies: [{ command: remedy, target: command.target, why }],
  });
}

export const countCommands = [recordVoteCount, correctVote] as const;
