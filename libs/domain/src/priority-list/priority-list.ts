import { accept, commandType, record, type Aggregate } from '../decider.js';
import type { Fact } from '../facts.js';
import {
  CapExceptionGranted, ChallengePayload, LockPayload, LonglistPayload, PriorityAdopted, PriorityCapSet, PriorityDesignated, PriorityDesignationPayload, PriorityEntered, PriorityListStarted, PriorityLocked, PriorityLonglisted, PriorityReordered, PriorityRetired, PriorityShortlisted, PriorityWorded, RetirementPayload, StagePayload, UnknownLonglist, WordingChallenged, WordingPayload, WordingResolutionPayload, WordingResolved, priorityListEvents,
} from './priority-list.events.js'; // prettier-ignore

export interface PriorityListState {
  /** In the order of the log. */
  readonly facts: readonly Fact[];
}

const startPriorityList = commandType({
  name: 'StartPriorityList',
  records: PriorityListStarted,
  roles: ['secretary', 'chair'],
  body: PriorityListStarted.data,
  creates: true,
  decide: (_state: PriorityListState, command) => accept(record(PriorityListStarted, command, command.body)),
});

const setPriorityCap = commandType({
  name: 'SetPriorityCap',
  records: PriorityCapSet,
  roles: ['secretary', 'chair'],
  body: PriorityCapSet.data,
  decide: (_state: PriorityListState, command) => accept(record(PriorityCapSet, command, command.body)),
});

const enterPriority = commandType({
  name: 'EnterPriority',
  records: PriorityEntered,
  roles: ['secretary', 'chair'],
  body: PriorityEntered.data,
  decide: (_state: PriorityListState, command) => accept(record(PriorityEntered, command, command.body)),
});

const noteLonglist = commandType({
  name: 'NoteLonglist',
  records: PriorityLonglisted,
  roles: ['secretary'],
  body: UnknownLonglist,
  decide: (_state: PriorityListState, command) => accept(record(PriorityLonglisted, command, command.body)),
});

const longlistPriority = commandType({
  name: 'LonglistPriority',
  records: PriorityLonglisted,
  roles: ['secretary', 'chair'],
  body: LonglistPayload,
  decide: (_state: PriorityListState, command) =>
    accept(record(PriorityLonglisted, command, { entryId: command.member, ...command.body })),
});

const shortlistPriority = commandType({
  name: 'ShortlistPriority',
  records: PriorityShortlisted,
  roles: ['secretary', 'chair'],
  body: StagePayload,
  decide: (_state: PriorityListState, command) =>
    accept(record(PriorityShortlisted, command, { entryId: command.member as string, ...command.body })),
});

const adoptPriority = commandType({
  name: 'AdoptPriority',
  records: PriorityAdopted,
  roles: ['chair'],
  body: StagePayload,
  decide: (_state: PriorityListState, command) =>
    accept(record(PriorityAdopted, command, { entryId: command.member as string, ...command.body })),
});

const retirePriority = commandType({
  name: 'RetirePriority',
  records: PriorityRetired,
  roles: ['chair'],
  body: RetirementPayload,
  decide: (_state: PriorityListState, command) =>
    accept(record(PriorityRetired, command, { entryId: command.member as string, ...command.body })),
});

const reorderPriorities = commandType({
  name: 'ReorderPriorities',
  records: PriorityReordered,
  roles: ['secretary', 'chair'],
  body: PriorityReordered.data,
  decide: (_state: PriorityListState, command) => accept(record(PriorityReordered, command, command.body)),
});

const wordPriority = commandType({
  name: 'WordPriority',
  records: PriorityWorded,
  roles: ['secretary', 'chair'],
  body: WordingPayload,
  decide: (_state: PriorityListState, command) =>
    accept(record(PriorityWorded, command, { entryId: command.member as string, ...command.body })),
});

const challengeWording = commandType({
  name: 'ChallengeWording',
  records: WordingChallenged,
  roles: ['secretary', 'chair', 'member'],
  body: ChallengePayload,
  decide: (_state: PriorityListState, command) =>
    accept(record(WordingChallenged, command, { entryId: command.member as string, ...command.body })),
});

const resolveWording = commandType({
  name: 'ResolveWording',
  records: WordingResolved,
  roles: ['chair'],
  body: WordingResolutionPayload,
  decide: (_state: PriorityListState, command) =>
    accept(record(WordingResolved, command, { entryId: command.member as string, ...command.body })),
});

const lockPriority = commandType({
  name: 'LockPriority',
  records: PriorityLocked,
  roles: ['chair'],
  body: LockPayload,
  decide: (_state: PriorityListState, command) =>
    accept(record(PriorityLocked, command, { entryId: command.member, ...command.body })),
});

const lockPriorityList = commandType({
  name: 'LockPriorityList',
  records: PriorityLocked,
  roles: ['chair'],
  body: LockPayload,
  decide: (_state: PriorityListState, command) => accept(record(PriorityLocked, command, command.body)),
});

const grantCapException = commandType({
  name: 'GrantCapException',
  records: CapExceptionGranted,
  roles: ['chair'],
  body: CapExceptionGranted.data,
  decide: (_state: PriorityListState, command) => accept(record(CapExceptionGranted, command, command.body)),
});

const designatePriority = commandType({
  name: 'DesignatePriority',
  records: PriorityDesignated,
  roles: ['secretary', 'chair'],
  body: PriorityDesignationPayload,
  decide: (_state: PriorityListState, command) =>
    accept(record(PriorityDesignated, command, { entryId: command.member as string, ...command.body })),
});

export const priorityListAggregate: Aggregate<PriorityListState> = {
  kind: 'priority-list',
  events: priorityListEvents,
  initial: { facts: [] },
  evolve: (state, fact) => ({ facts: [...state.facts, fact] }),
  commands: [
    startPriorityList,
    setPriorityCap,
    enterPriority,
    noteLonglist,
    longlistPriority,
    shortlistPriority,
    adoptPriority,
    retirePriority,
    reorderPriorities,
    wordPriority,
    challengeWording,
    resolveWording,
    lockPriority,
    lockPriorityList,
    grantCapException,
    designatePriority,
  ],
};
