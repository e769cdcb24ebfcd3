import { amending, refuse, type Command, type Decision, type References } from './decider.js';
import type { Fact } from './facts.js';
import { isFirm } from './in-force.js';
import { refuseDecision, refuseUndecided } from './statement/decisions.js';
import type { Bounds } from './time/index.js';
import type { DESIGNATION_BASES } from './vote/vote.events.js';

interface Designation {
  readonly designation: 'priority' | 'not-priority' | 'cannot-be-told';
  readonly basis: (typeof DESIGNATION_BASES)[number];
  readonly decisionId?: string | undefined;
}
type Designate = Command<Designation>;
type Designated = Fact & { readonly data: Pick<Designation, 'designation'> };

/** What holds of every designation, of an option of a vote as of an entry of a list; `made`: those of the same one. */
export const refuseDesignation = (
  command: Designate,
  refs: References,
  made: readonly Designated[],
): Decision | undefined =>
  refuseRecovered(command) ??
  (command.body.basis === 'decision' ? refuseUndecided(command, refs, []) : refuseDecision(command, refs)) ??
  refuseContrary(command, made);

/** What cannot be recovered tells nothing. */
function refuseRecovered({ body: { basis, designation } }: Designate): Decision | undefined {
  if (basis !== 'not-recoverable' || designation === 'cannot-be-told') return undefined;
  return refuse('designation-contradicts-itself', 'What is not recoverable cannot tell whether it is a priority.', {
    pointers: ['/basis', '/designation'],
  });
}

/** One day, one of them, two answers; on another day it may have become otherwise. */
function refuseContrary(command: Designate, made: readonly Designated[]): Decision | undefined {
  const contrary = made.find(
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

/** The same one certain day. */
export const isOneDay = (a: Bounds, b: Bounds): boolean =>
  a.earliest !== null && a.earliest === a.latest && b.earliest === a.earliest && b.latest === a.latest;
