import { amending, accept, commandType, record, refuse, type Command, type Decision } from '../decider.js';
import { isFirm } from '../in-force.js';
import { isOneDay, refuseRecovered } from '../vote/vote.designations.js';
import { refuseDecision, refuseUndecided } from '../statement/decisions.js';
import { refuseOnHeading } from './priority-list.entries.js';
import { PriorityDesignated, PriorityDesignationPayload } from './priority-list.events.js';
import { ofEntry, type PriorityListState } from './priority-list.state.js';
import { refuseForeignEntry } from './references.js';

type Designate = Command<(typeof PriorityDesignationPayload)['_zod']['output']>;

/** A designation is what the record says, never what figures suggest; so nothing here looks at a vote. */
const designatePriority = commandType({
  name: 'DesignatePriority',
  records: PriorityDesignated,
  roles: ['secretary', 'chair'],
  body: PriorityDesignationPayload,
  decide: (state: PriorityListState, command, refs) =>
    refuseForeignEntry(state, command) ??
    refuseOnHeading(state, command) ??
    refuseRecovered(command) ??
    (command.body.basis === 'decision' ? refuseUndecided(command, refs, []) : refuseDecision(command, refs)) ??
    refuseContrary(state, command) ??
    accept(record(PriorityDesignated, command, { entryId: command.member as string, ...command.body })),
});

/** One day, one entry, two answers; on another day it may have become otherwise. */
function refuseContrary({ designations }: PriorityListState, command: Designate): Decision | undefined {
  const contrary = ofEntry(designations, command.member as string).find(
    (fact) =>
      isFirm(fact) &&
      fact.data.designation !== command.body.designation &&
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

export const designationCommands = [designatePriority] as const;
