import { refuse, type Command, type Decision, type References, type Remedy } from '../decider.js';
import type { EventOf } from '../event.js';
import type { Fact } from '../facts.js';
import { isPlanned } from '../source.js';
import type { StatementRecorded } from './statement.events.js';

export type Citing = Command<{ readonly decisionId?: string | undefined }>;

/** What is adopted, and an exception from the cap, rests on a decision: no ad hoc additions. */
export const refuseUndecided = (command: Citing, refs: References, takenBy: readonly string[]): Decision | undefined =>
  command.body.decisionId === undefined
    ? refuse('no-decision-cited', 'It rests on a decision: cite the statement that records it.', {
        pointers: ['/decisionId'],
        remedies: [recording(command)],
      })
    : refuseDecision(command, refs, takenBy);

/**
 * What is cited must be a decision, and one that was taken, unless it is cited for what is a plan itself; and one of
 * `takenBy`, where any body is asked for and the decision says whose it is. One that names no body may be anybody's.
 */
export function refuseDecision(
  command: Citing,
  refs: References,
  takenBy: readonly string[] = [],
): Decision | undefined {
  const { decisionId } = command.body;
  const statement = decisionId === undefined ? undefined : refs.facts('statement', decisionId).find(isStatement);
  if (!statement) return undefined;
  const { kind, decidedBy = [] } = statement.data;
  const grounds = { pointers: ['/decisionId'], evidence: [statement], remedies: [recording(command)] };
  if (kind !== 'decision') {
    return refuse('no-decision-cited', `What is cited is recorded as a ${kind}, not as a decision.`, grounds);
  }
  if (isPlanned(statement.certainty) && !isPlanned(command.certainty)) {
    return refuse('no-decision-cited', `What is cited is on record as ${statement.certainty} only.`, grounds);
  }
  if (takenBy.length === 0 || decidedBy.length === 0 || takenBy.some((body) => decidedBy.includes(body))) {
    return undefined;
  }
  return refuse('no-decision-cited', 'The decision cited was taken by another body.', {
    ...grounds,
    details: { decidedBy, needed: takenBy },
  });
}

const isStatement = (fact: Fact): fact is Fact<EventOf<typeof StatementRecorded>> => fact.type === 'StatementRecorded';

const recording = ({ target }: Command): Remedy => ({
  command: 'RecordStatement',
  target,
  why: 'to put the decision on record',
});
