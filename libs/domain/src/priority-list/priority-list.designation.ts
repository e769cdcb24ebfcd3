import { accept, commandType, record } from '../decider.js';
import { refuseDesignation } from '../designation.js';
import { refuseOnHeading } from './priority-list.entries.js';
import { PriorityDesignated, PriorityDesignationPayload } from './priority-list.events.js';
import { ofEntry, type PriorityListState } from './priority-list.state.js';
import { refuseForeignEntry } from './references.js';

/** A designation is what the record says, never what figures suggest; so nothing here looks at a vote. */
const designatePriority = commandType({
  name: 'DesignatePriority',
  records: PriorityDesignated,
  roles: ['secretary', 'chair'],
  body: PriorityDesignationPayload,
  decide: (state: PriorityListState, command, refs) =>
    refuseForeignEntry(state, command) ??
    refuseOnHeading(state, command) ??
    refuseDesignation(command, refs, ofEntry(state.designations, command.member as string)) ??
    accept(record(PriorityDesignated, command, { entryId: command.member as string, ...command.body })),
});

export const designationCommands = [designatePriority] as const;
