import {
  isPlanned, parseStreamId, PriorityListStarted, StatementRecorded,
  type EventOf, type Fact, type PriorityLocked,
} from '@app/domain'; // prettier-ignore
import { ownersOf } from '../priorities/projection.js';
import type { Reading } from '../query/reading.js';
import type { Contradiction } from './contradiction.js';

type Statement = Fact<EventOf<typeof StatementRecorded>>;
type Started = Fact<EventOf<typeof PriorityListStarted>>;
type Lock = Fact<EventOf<typeof PriorityLocked>>;

const isStatement = (fact: Fact): fact is Statement => fact.type === StatementRecorded.type && !fact.withdrawn;
const isStarted = (fact: Fact): fact is Started => fact.type === PriorityListStarted.type;
const isLock = (fact: Fact): fact is Lock => fact.type === 'PriorityLocked';
const decisionOf = ({ data }: Fact): string | undefined => (data as { readonly decisionId?: string }).decisionId;

/** The statements that a list of priorities cites as decisions, as they stand by the dates asked about. */
export async function citedBy(reading: Reading, facts: readonly Fact[]): Promise<readonly Statement[]> {
  const ids = facts.filter(({ withdrawn }) => !withdrawn).flatMap((fact) => decisionOf(fact) ?? []);
  return [...(await reading.facts('statement', ids)).values()].flatMap((own) => own.filter(isStatement));
}

const RESTS_ON_DECISION = /^(PriorityAdopted|CapExceptionGranted)$/;

/**
 * Adoptions and exceptions whose decision is read otherwise since: it is no decision, none that was taken, or another
 * body’s. Under a lock it may be that of the body that locked it.
 */
export function undecided(facts: readonly Fact[], cited: readonly Statement[]): Contradiction[] {
  const standing = facts.filter(({ withdrawn }) => !withdrawn);
  const owners = standing.filter(isStarted).flatMap((started) => settledOwner(started));
  const lockers = standing.filter(isLock).map(({ data }) => data.by);
  const bodies = owners.length > 0 ? [...owners, ...lockers] : [];
  return standing
    .filter(({ type }) => RESTS_ON_DECISION.test(type))
    .flatMap((fact): Contradiction[] => {
      const decision = cited.find(({ recorded }) => parseStreamId(recorded.stream).id === decisionOf(fact));
      if (!decision || (isDecisionOf(decision, bodies) && isTaken(decision, fact))) return [];
      const words = 'It rests on a statement that is no decision of the owning body, or on none that was taken.';
      return [{ kind: 'breach', rule: 'no-decision-cited', match: 'definite', facts: [fact, decision], words }];
    });
}

const settledOwner = (started: Started): readonly string[] =>
  started.data.owner.is === 'body' ? ownersOf(started) : [];

/** What is only planned may rest on a decision that is only planned. */
const isTaken = (decision: Statement, { certainty }: Fact): boolean =>
  !isPlanned(decision.certainty) || isPlanned(certainty);

const isDecisionOf = ({ data: { kind, decidedBy = [] } }: Statement, bodies: readonly string[]): boolean =>
  kind === 'decision' &&
  (bodies.length === 0 || decidedBy.length === 0 || decidedBy.some((body) => bodies.includes(body)));
