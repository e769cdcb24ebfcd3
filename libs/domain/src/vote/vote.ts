import { accept, commandType, record, type Aggregate } from '../decider.js';
import type { Fact } from '../facts.js';
import {
  BallotPayload, CountPayload, PriorityVoted, VoteClosed, VoteCorrected, VoteOpened, VoteOptionAdded, VoteOptionDesignated, voteEvents,
} from './vote.events.js'; // prettier-ignore

export interface VoteState {
  /** In the order of the log. */
  readonly facts: readonly Fact[];
}

const openVote = commandType({
  name: 'OpenVote',
  records: VoteOpened,
  roles: ['secretary', 'chair'],
  body: VoteOpened.data,
  creates: true,
  decide: (_state: VoteState, command) => accept(record(VoteOpened, command, command.body)),
});

const addVoteOption = commandType({
  name: 'AddVoteOption',
  records: VoteOptionAdded,
  roles: ['secretary', 'chair'],
  body: VoteOptionAdded.data,
  decide: (_state: VoteState, command) => accept(record(VoteOptionAdded, command, command.body)),
});

const recordVoteCount = commandType({
  name: 'RecordVoteCount',
  records: PriorityVoted,
  roles: ['secretary'],
  body: CountPayload,
  decide: (_state: VoteState, command) => accept(record(PriorityVoted, command, command.body)),
});

const castBallot = commandType({
  name: 'CastBallot',
  records: PriorityVoted,
  roles: ['member', 'secretary'],
  body: BallotPayload,
  decide: (_state: VoteState, command) => accept(record(PriorityVoted, command, command.body)),
});

const correctVote = commandType({
  name: 'CorrectVote',
  records: VoteCorrected,
  roles: ['secretary', 'chair'],
  body: VoteCorrected.data,
  decide: (_state: VoteState, command) => accept(record(VoteCorrected, command, command.body)),
});

const designateVoteOption = commandType({
  name: 'DesignateVoteOption',
  records: VoteOptionDesignated,
  roles: ['secretary', 'chair'],
  body: VoteOptionDesignated.data,
  decide: (_state: VoteState, command) => accept(record(VoteOptionDesignated, command, command.body)),
});

const closeVote = commandType({
  name: 'CloseVote',
  records: VoteClosed,
  roles: ['secretary', 'chair'],
  body: VoteClosed.data,
  decide: (_state: VoteState, command) => accept(record(VoteClosed, command, command.body)),
});

export const voteAggregate: Aggregate<VoteState> = {
  kind: 'vote',
  events: voteEvents,
  initial: { facts: [] },
  evolve: (state, fact) => ({ facts: [...state.facts, fact] }),
  commands: [openVote, addVoteOption, recordVoteCount, castBallot, correctVote, designateVoteOption, closeVote],
};
