import type { Aggregate } from '../decider.js';
import { capCommands, refuseExceeding } from './priority-list.cap.js';
import { designationCommands } from './priority-list.designation.js';
import { entryCommands } from './priority-list.entries.js';
import { priorityListEvents } from './priority-list.events.js';
import { lockCommands } from './priority-list.locks.js';
import { stageCommands } from './priority-list.stages.js';
import { evolve, initial, type PriorityListState } from './priority-list.state.js';
import { wordingCommands } from './priority-list.wording.js';

export const priorityListAggregate: Aggregate<PriorityListState> = {
  kind: 'priority-list',
  events: priorityListEvents,
  initial,
  evolve,
  commands: [
    ...entryCommands,
    ...stageCommands,
    ...wordingCommands,
    ...lockCommands,
    ...capCommands,
    ...designationCommands,
  ],
  upholds: refuseExceeding,
};
