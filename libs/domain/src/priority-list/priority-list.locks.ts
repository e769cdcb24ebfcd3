import {
  accept,
  commandType,
  record,
  refuse,
  type Command,
  type Decision,
  type References,
  type Remedy,
} from '../decider.js';
import { foundBy, isFirm } from '../in-force.js';
import { refuseForeignItem } from '../meeting/members.js';
import { holdsOn } from '../time/index.js';
import { refuseDecision, type Citing } from '../statement/decisions.js';
import { LockPayload, PriorityLocked } from './priority-list.events.js';
import { refuseForeignEntry } from './references.js';
import type { Lock, PriorityListState } from './priority-list.state.js';

type LockCommand = Command<(typeof LockPayload)['_zod']['output']>;

const lockPriority = commandType({
  name: 'LockPriority',
  records: PriorityLocked,
  roles: ['chair'],
  body: LockPayload,
  // An amendment of a lock of the whole list comes here too: it names no entry either.
  decide: (state: PriorityListState, command, refs) =>
    (command.member === undefined ? undefined : refuseForeignEntry(state, command)) ?? lock(state, command, refs),
});

const lockPriorityList = commandType({
  name: 'LockPriorityList',
  records: PriorityLocked,
  roles: ['chair'],
  body: LockPayload,
  decide: (state: PriorityListState, command, refs) => lock(state, command, refs),
});

const lock = (state: PriorityListState, command: LockCommand, refs: References): Decision =>
  refuseForeignItem(command.body, refs) ??
  refuseDecision(command, refs, [command.body.by]) ??
  refuseLockedTwice(state, command) ??
  accept(
    record(PriorityLocked, command, {
      ...(command.member !== undefined && { entryId: command.member }),
      ...command.body,
    }),
  );

function refuseLockedTwice(state: PriorityListState, command: LockCommand): Decision | undefined {
  const twin = locksOn(state, command, [command.member]).find(
    ({ data }) => data.by === command.body.by && data.entryId === command.member,
  );
  return (
    twin && refuse('already-locked', `That body has it locked on ${command.effectiveFrom.edtf}.`, { evidence: [twin] })
  );
}

/** Locks of the list, and of these entries, that certainly hold on every day that the command's date may be. */
function locksOn({ locks }: PriorityListState, command: Command, entries: readonly (string | undefined)[]): Lock[] {
  const concerned = locks.filter(({ data }) => data.entryId === undefined || entries.includes(data.entryId));
  return foundBy(concerned, command).filter(
    (found) =>
      isFirm(found) && holdsOn({ from: found.effectiveFrom, to: found.effectiveTo }, command.effectiveFrom) === true,
  );
}

/** The bodies that have locked the entry in the path, or the list. */
export const lockersOf = (state: PriorityListState, command: Command): string[] =>
  locksOn(state, command, [command.member]).map(({ data }) => data.by);

/**
 * What a higher body has locked others may challenge, not change; what cites a decision of that body goes through. A
 * decision that names no body may be that body's.
 */
export function refuseLocked(
  state: PriorityListState,
  command: Citing,
  refs: References,
  entries: readonly (string | undefined)[] = [command.member],
): Decision | undefined {
  const isOthers = ({ data }: Lock) =>
    command.body.decisionId === undefined || refuseDecision(command, refs, [data.by]) !== undefined;
  const inTheWay = locksOn(state, command, entries).filter(isOthers);
  const [first] = inTheWay;
  return (
    first &&
    refuse('priority-locked', `It is locked on ${command.effectiveFrom.edtf}: the body that locked it changes it.`, {
      details: { lockedBy: first.data.by, ...(first.data.entryId !== undefined && { entry: first.data.entryId }) },
      pointers: ['/decisionId'],
      evidence: inTheWay,
      remedies: challenging(command),
    })
  );
}

const challenging = ({ target, member }: Command): Remedy[] =>
  member === undefined
    ? []
    : [{ command: 'ChallengeWording', target, member, why: 'to challenge what only that body may change' }];

export const lockCommands = [lockPriority, lockPriorityList] as const;
