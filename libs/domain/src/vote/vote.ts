import type { Aggregate } from '../decider.js';
import { ballotCommands } from './vote.ballots.js';
import { countCommands } from './vote.counts.js';
import { designationCommands } from './vote.designations.js';
import { voteEvents } from './vote.events.js';
import { optionCommands } from './vote.options.js';
import { evolve, initial, type VoteState } from './vote.state.js';

export const voteAggregate: Aggregate<VoteState> = {
  kind: 'vote',
  events: voteEvents,
  initial,
  evolve,
  commands: [...optionCommands, ...countCommands, ...ballotCommands, ...designationCommands],
};
