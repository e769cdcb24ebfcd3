import type { Aggregate } from '../decider.js';
import { entryCommands } from './action.entry.js';
import { actionEvents } from './action.events.js';
import { ownerCommands } from './action.owners.js';
import { evolve, initial, type ActionState } from './action.state.js';
import { workCommands } from './action.work.js';

export const actionAggregate: Aggregate<ActionState> = {
  kind: 'action',
  events: actionEvents,
  initial,
  evolve,
  commands: [...entryCommands, ...ownerCommands, ...workCommands],
};
