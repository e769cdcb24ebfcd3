import { accept, commandType, record, refuse, type Command, type Decision } from '../decider.js';
import { upheld } from '../upheld.js';
import { foundBy, isFirm, mayLieBetween, placeOf } from '../in-force.js';
import { refuseForeignItem } from '../meeting/members.js';
import { refuseDecision, refuseUndecided } from '../statement/decisions.js';
import { ownersOf } from './priority-list.state.js';
import { refuseOnHeading, whyNotListed } from './priority-list.entries.js';
import {
  LonglistPayload, PriorityAdopted, PriorityLonglisted, PriorityRetired, PriorityShortlisted, RetirementPayload,
  StagePayload, UnknownLonglist,
} from './priority-list.events.js'; // prettier-ignore
import { lockersOf, refuseLocked } from './priority-list.locks.js';
import { entryIn, type Entry, type PriorityListState, type StageChange } from './priority-list.state.js';
import { refuseForeignEntry } from './references.js';
import { certainStage, stageOf, stagesOf, type PriorityStage } from './stages.js';

const noteLonglist = commandType({
  name: 'NoteLonglist',
  records: PriorityLonglisted,
  roles: ['secretary'],
  body: UnknownLonglist,
  decide: (_state: PriorityListState, command, refs) =>
    refuseForeignItem(command.body, refs) ?? accept(record(PriorityLonglisted, command, command.body)),
});

const longlistPriority = commandType({
  name: 'LonglistPriority',
  records: PriorityLonglisted,
  roles: ['secretary', 'chair'],
  body: LonglistPayload,
  decide: (state: PriorityListState, command, refs) =>
    refuseStep(state, command, 'longlisted') ??
    refuseForeignItem(command.body, refs) ??
    accept(record(PriorityLonglisted, command, { entryId: memberOf(command), ...command.body })),
});

const shortlistPriority = commandType({
  name: 'ShortlistPriority',
  records: PriorityShortlisted,
  roles: ['secretary', 'chair'],
  body: StagePayload,
  decide: (state: PriorityListState, command, refs) =>
    refuseStep(state, command, 'shortlisted') ??
    refuseDecision(command, refs) ??
    refuseForeignItem(command.body, refs) ??
    accept(record(PriorityShortlisted, command, { entryId: memberOf(command), ...command.body })),
});

const adoptPriority = commandType({
  name: 'AdoptPriority',
  records: PriorityAdopted,
  roles: ['chair'],
  body: StagePayload,
  decide: (state: PriorityListState, command, refs) =>
    refuseStep(state, command, 'adopted') ??
    refuseLocked(state, command, refs) ??
    refuseUndecided(command, refs, [...ownersOf(state), ...lockersOf(state, command)]) ??
    refuseForeignItem(command.body, refs) ??
    upheld(command, refs, accept(record(PriorityAdopted, command, { entryId: memberOf(command), ...command.body }))),
});

const retirePriority = commandType({
  name: 'RetirePriority',
  records: PriorityRetired,
  roles: ['chair'],
  body: RetirementPayload,
  decide: (state: PriorityListState, command, refs) =>
    refuseForeignEntry(state, command) ??
    refuseOnHeading(state, command) ??
    refuseTwice(state, command, 'retired') ??
    refuseUnlisted(state, command) ??
    refuseLocked(state, command, refs) ??
    refuseDecision(command, refs) ??
    refuseForeignItem(command.body, refs) ??
    accept(record(PriorityRetired, command, { entryId: memberOf(command), ...command.body })),
});

const memberOf = ({ member }: Command): string => member as string;

const refuseStep = (state: PriorityListState, command: Command, to: PriorityStage): Decision | undefined =>
  refuseForeignEntry(state, command) ??
  refuseOnHeading(state, command) ??
  refuseTwice(state, command, to) ??
  refuseStepBack(state, command, to);

const STEPS: readonly PriorityStage[] = ['longlisted', 'shortlisted', 'adopted'];

/** What has certainly come further by that date is not put on a longer list again, unless it is retired first. */
function refuseStepBack(state: PriorityListState, command: Command, to: PriorityStage): Decision | undefined {
  const come = certainStage(foundBy(stagesOf(state, memberOf(command)), command), command.effectiveFrom);
  const [first] = come ?? [];
  return first && STEPS.indexOf(stageOf(first)) > STEPS.indexOf(to) ? already(command, come ?? []) : undefined;
}

/** The same step at another date, and nothing that undoes it may lie between the two. */
function refuseTwice(state: PriorityListState, command: Command, to: PriorityStage): Decision | undefined {
  const place = placeOf(command);
  const steps = stagesOf(state, memberOf(command));
  const undoing = steps.filter((step) => (stageOf(step) === 'retired') !== (to === 'retired'));
  const twin = steps.find(
    (step) => stageOf(step) === to && isFirm(step) && !undoing.some((between) => mayLieBetween(between, step, place)),
  );
  return twin && already(command, [twin]);
}

function already({ effectiveFrom, target, member }: Command, steps: readonly StageChange[]): Decision {
  const stage = stageOf(steps[0] as StageChange);
  const since = steps[0]?.effectiveFrom.edtf;
  const message = `It was ${stage} (${since}), and that stands on ${effectiveFrom.edtf}.`;
  const retire = { command: 'RetirePriority', target, why: 'so that it may come on a list again later' };
  const grounds = { details: { since }, evidence: steps };
  const untilRetired = { ...grounds, remedies: member === undefined ? [] : [{ ...retire, member }] };
  switch (stage) {
    case 'longlisted':
      return refuse('already-longlisted', message, untilRetired);
    case 'shortlisted':
      return refuse('already-shortlisted', message, untilRetired);
    case 'adopted':
      return refuse('already-adopted', message, untilRetired);
    // That it was entered is no step, and refuses none.
    case 'entered':
    case 'retired':
      return refuse('already-retired', message, grounds);
  }
}

function refuseUnlisted(state: PriorityListState, command: Command): Decision | undefined {
  const evidence = whyNotListed(state, entryIn(state, command.member) as Entry, command);
  return (
    evidence &&
    refuse('entry-not-on-list', `It is not on the list on ${command.effectiveFrom.edtf}.`, { evidence: [...evidence] })
  );
}

export const stageCommands = [
  noteLonglist,
  longlistPriority,
  shortlistPriority,
  adoptPriority,
  retirePriority,
] as const;
