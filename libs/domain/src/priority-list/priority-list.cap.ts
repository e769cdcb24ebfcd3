import { accept, commandType, record, refuse, type Decision } from '../decider.js';
import { upheld } from '../upheld.js';
import { counting, decisiveDays, entriesIn, excess } from './cap.js';
import { refuseDecision, refuseUndecided } from '../statement/decisions.js';
import { ownersOf } from './priority-list.state.js';
import { CapExceptionGranted, PriorityCapSet } from './priority-list.events.js';
import { lockersOf, refuseLocked } from './priority-list.locks.js';
import type { PriorityListState } from './priority-list.state.js';

const setPriorityCap = commandType({
  name: 'SetPriorityCap',
  records: PriorityCapSet,
  roles: ['secretary', 'chair'],
  body: PriorityCapSet.data,
  decide: (state: PriorityListState, command, refs) =>
    refuseLocked(state, command, refs) ??
    refuseDecision(command, refs) ??
    upheld(command, refs, accept(record(PriorityCapSet, command, command.body))),
});

const grantCapException = commandType({
  name: 'GrantCapException',
  records: CapExceptionGranted,
  roles: ['chair'],
  body: CapExceptionGranted.data,
  decide: (state: PriorityListState, command, refs) =>
    refuseLocked(state, command, refs) ??
    refuseUndecided(command, refs, [...ownersOf(state), ...lockersOf(state, command)]) ??
    accept(record(CapExceptionGranted, command, command.body)),
});

/**
 * On no day are there more priorities than the cap and its exceptions allow, as far as that is certain, whatever was
 * said to that end: an adoption of an earlier day, a later retirement, a lower cap, an exception that ends sooner, an
 * amendment. A cap in words only never stands in the way.
 */
export function refuseExceeding(before: PriorityListState, after: PriorityListState): Decision | undefined {
  const target = after.started?.recorded.stream.split('/')[2] ?? '';
  const [earlier, now] = [counting(before), counting(after)];
  for (const day of decisiveDays(after)) {
    const count = now(day);
    const over = excess(count);
    // What was over the cap before is not made worse by what leaves it so.
    if (over === 0 || over <= excess(earlier(day))) continue;
    const adopted = entriesIn(count.adopted);
    return refuse(
      'priority-cap-exceeded',
      `On ${day} there would be ${adopted} priorities, where there may be ${count.mostAllowed}.`,
      {
        details: { on: day, adopted, allowed: count.mostAllowed },
        evidence: [...count.caps, ...count.exceptions, ...count.adopted],
        remedies: [
          { command: 'GrantCapException', target, why: 'to allow more for a time, by a decision' },
          { command: 'SetPriorityCap', target, why: 'to raise the cap' },
        ],
      },
    );
  }
  return undefined;
}

export const capCommands = [setPriorityCap, grantCapException] as const;
