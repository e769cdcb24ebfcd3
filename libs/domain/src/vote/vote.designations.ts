import { accept, commandType, record } from '../decider.js';
import { refuseDesignation } from '../designation.js';
import { VoteOptionDesignated } from './vote.events.js';
import { refuseForeignOption } from './vote.options.js';
import type { VoteState } from './vote.state.js';

const designateVoteOption = commandType({
  name: 'DesignateVoteOption',
  records: VoteOptionDesignated,
  roles: ['secretary', 'chair'],
  body: VoteOptionDesignated.data,
  decide: (state: VoteState, command, refs) =>
    (command.body.optionId === undefined ? undefined : refuseForeignOption(state, command.body.optionId)) ??
    refuseDesignation(
      command,
      refs,
      state.designations.filter(({ data }) => data.optionId === command.body.optionId),
    ) ??
    accept(record(VoteOptionDesignated, command, command.body)),
});

export const designationCommands = [designateVoteOption] as const;
