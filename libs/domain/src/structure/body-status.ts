import type { EventOf } from '../event.js';
import type { Fact } from '../facts.js';
import { hasBegun, isPlan } from '../in-force.js';
import { isOnOrBefore, onDay, or3, unknownDate, type Day, type EventDate, type Ternary } from '../time/index.js';
import type { BodyPhaseSet } from './standing.events.js';
import type { BodyEstablished } from './structure.events.js';
import type { MadeChange } from './restructures.js';
import { beginningsOf, endingsOf, type Ending } from './succession.js';

type Establishment = Fact<EventOf<typeof BodyEstablished>>;
type Phase = Fact<EventOf<typeof BodyPhaseSet>>;

/** Whether a body is in being on a day, with the facts that say so. */
export type BodyStatus =
  | {
      readonly status: 'in-force';
      readonly from: EventDate;
      /** Begun by a restructure that was stated ahead of its date, which nothing has confirmed since. */
      readonly planned: boolean;
      /** An end whose day has come, or may have, and that is a plan all the same: nothing has confirmed it. */
      readonly plannedEnd?: Ending;
      readonly evidence: readonly Fact[];
    }
  | {
      readonly status: 'not-yet';
      readonly from: EventDate;
      /** What is recorded of its beginning is a plan that nothing has confirmed, whatever day has passed. */
      readonly planned: boolean;
      readonly evidence: readonly Fact[];
    }
  | {
      readonly status: 'ended';
      readonly on: EventDate;
      /** By a restructure that was stated ahead of its date, which nothing has confirmed since: where that is followed. */
      readonly planned: boolean;
      readonly by: Ending;
      readonly evidence: readonly Fact[];
    }
  | {
      readonly status: 'unknown';
      readonly reason: 'not on record' | 'start not recorded' | 'start not known exactly' | 'end not known exactly';
      readonly from?: EventDate;
      /** The end that may have come. */
      readonly end?: Ending;
      /** What it certainly is not on that day. */
      readonly excluded: readonly ('in-force' | 'not-yet' | 'ended')[];
      readonly evidence: readonly Fact[];
    };

/**
 * How a restructure counts that was stated ahead of its date, and that nothing has confirmed since.
 * - `planned`: what it is to end goes on, with a planned end, and what it is to begin is planned: for every picture.
 * - `followed`: it takes effect on its day, as planned: to say where work is to go, and for rules, since what is
 *   recorded next must fit it.
 * - `left-out`: as if it were not on record: to say who has the work until it is confirmed.
 */
export type Ahead = 'planned' | 'followed' | 'left-out';

/**
 * The status of a body by the facts of the structure. Phases and restructures tell since when it is in being; with none
 * on record it is from its establishment's `effectiveFrom`, by default not later than `statedOn`, and days before that
 * are unknown, not false. It ends by a restructure only: a gap between two phases is no end.
 */
export function bodyStatusOn(
  structureFacts: readonly Fact[],
  bodyId: string,
  day: Day,
  ahead: Ahead = 'planned',
): BodyStatus {
  const established = establishmentIn(structureFacts, bodyId);
  if (!established) return { status: 'unknown', reason: 'not on record', excluded: [], evidence: [] };
  const counts = (change: MadeChange) => !(ahead === 'left-out' && change.ahead);
  const isPlanOnly = (change: MadeChange) => change.held || (ahead === 'planned' && change.ahead);
  const ends = endingsOf(structureFacts, bodyId)
    .filter(counts)
    .filter(({ on }) => isOnOrBefore(on, day) !== false);
  const end = ends.find((one) => !isPlanOnly(one));
  if (end && isOnOrBefore(end.on, day) === true) {
    return { status: 'ended', on: end.on, planned: end.ahead, by: end, evidence: [end.fact] };
  }
  const begun = begunOn(groundsOf(structureFacts, established, counts), established, day);
  if (end && begun.status !== 'not-yet') {
    const excluded = begun.status === 'in-force' ? (['not-yet'] as const) : [];
    const evidence = [...begun.evidence, end.fact];
    return { status: 'unknown', reason: 'end not known exactly', end, excluded, evidence };
  }
  const plannedEnd = ends.find(isPlanOnly);
  return begun.status === 'in-force' && plannedEnd ? { ...begun, plannedEnd } : begun;
}

/** What says since when a body is in being. */
export interface Grounds {
  /** It is in being from the first of these on. */
  readonly firm: readonly { readonly fact: Fact; readonly ahead: boolean }[];
  /** Where there is none: what is intended. */
  readonly plans: readonly Fact[];
}

export function groundsOf(
  facts: readonly Fact[],
  established: Establishment,
  counts: (beginning: MadeChange) => boolean = () => true,
): Grounds {
  const { bodyId } = established.data;
  const phases = facts.filter((fact): fact is Phase => isPhaseOf(fact, bodyId));
  const [proposed, living] = [phases.filter(isProposed), phases.filter((phase) => !isProposed(phase))];
  const beginnings = beginningsOf(facts, bodyId).filter(counts);
  const firmPhases = living.filter((phase) => !isPlan(phase));
  const begun = beginnings.filter(({ held }) => !held);
  // A phase in law alone does not tell when it began to operate.
  const tells = begun.length > 0 || [...proposed, ...firmPhases].some(({ data }) => data.axis === 'operating');
  return {
    firm: [
      ...begun,
      ...firmPhases.map((fact) => ({ fact, ahead: false })),
      ...(tells || isPlan(established) ? [] : [{ fact: established, ahead: false }]),
    ],
    plans: [
      ...living.filter(isPlan),
      ...beginnings.filter(({ held }) => held).map(({ fact }) => fact),
      ...(isPlan(established) ? [established] : proposed),
    ],
  };
}

function begunOn(
  { firm, plans }: Grounds,
  established: Establishment,
  day: Day,
): Exclude<BodyStatus, { status: 'ended' }> {
  if (firm.length === 0) {
    const [plan = established] = plans;
    const from = isProposed(plan) ? (plan.effectiveTo ?? unknownDate()) : plan.effectiveFrom;
    return { status: 'not-yet', planned: true, from, evidence: [plan] };
  }
  const inOrder = [...firm].sort((a, b) => (latest(a.fact) < latest(b.fact) ? -1 : 1));
  const sure = inOrder.find(({ fact }) => hasBegun(fact, onDay(day)) === true);
  const ground = sure ?? inOrder.find(({ fact }) => hasBegun(fact, onDay(day)) !== false) ?? inOrder[0];
  const { fact, ahead } = ground as Grounds['firm'][number];
  const found = { from: fact.effectiveFrom, evidence: [...new Set([fact, established])] };
  const begun: Ternary = or3(...firm.map((one) => hasBegun(one.fact, onDay(day))));
  switch (begun) {
    case true:
      return { status: 'in-force', planned: ahead, ...found };
    case false:
      return { status: 'not-yet', planned: ahead, ...found };
    case 'unknown': {
      const reason = found.from.earliest === null ? 'start not recorded' : 'start not known exactly';
      return { status: 'unknown', reason, excluded: ['ended'], ...found };
    }
  }
}

const latest = ({ effectiveFrom }: Fact): string => effectiveFrom.latest ?? '9999-12-31';
export const isProposed = ({ type, data }: Fact): boolean =>
  type === 'BodyPhaseSet' && (data as Phase['data']).phase === 'proposed';

const isPhaseOf = (fact: Fact, bodyId: string): boolean =>
  fact.type === 'BodyPhaseSet' && !fact.withdrawn && (fact as Phase).data.bodyId === bodyId;

export const establishmentIn = (facts: readonly Fact[], bodyId: string): Establishment | undefined =>
  facts.find((fact): fact is Establishment => establishes(fact, bodyId));

function establishes(fact: Fact, bodyId: string): fact is Establishment {
  return fact.type === 'BodyEstablished' && !fact.withdrawn && (fact as Establishment).data.bodyId === bodyId;
}
