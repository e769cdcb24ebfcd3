import type { EventOf } from '../event.js';
import type { Fact } from '../facts.js';
import { isPlan } from '../in-force.js';
import { isOnOrBefore, type Day, type EventDate } from '../time/index.js';
import type { BodyEstablished } from './structure.events.js';

type Establishment = Fact<EventOf<typeof BodyEstablished>>;

/** Whether a body is in being on a day, with the facts that say so. */
export type BodyStatus =
  | { readonly status: 'in-force'; readonly from: EventDate; readonly evidence: readonly Fact[] }
  | {
      readonly status: 'not-yet';
      readonly from: EventDate;
      /** What is recorded of its beginning is a plan that nothing has confirmed, whatever day has passed. */
      readonly planned: boolean;
      readonly evidence: readonly Fact[];
    }
  | {
      readonly status: 'unknown';
      readonly reason: 'not on record' | 'start not recorded' | 'start not known exactly';
      readonly from?: EventDate;
      /** What it certainly is not on that day. */
      readonly excluded: readonly ('in-force' | 'not-yet' | 'ended')[];
      readonly evidence: readonly Fact[];
    };

/**
 * The status of a body by the facts of the structure. With no phase on record it is in force from its establishment's
 * `effectiveFrom`, by default not later than `statedOn`; days before that are unknown, not false.
 */
export function bodyStatusOn(structureFacts: readonly Fact[], bodyId: string, day: Day): BodyStatus {
  const established = structureFacts.find((fact): fact is Establishment => establishes(fact, bodyId));
  if (!established) return { status: 'unknown', reason: 'not on record', excluded: [], evidence: [] };
  const found = { from: established.effectiveFrom, evidence: [established] };
  if (isPlan(established)) return { status: 'not-yet', planned: true, ...found };
  switch (isOnOrBefore(found.from, day)) {
    case true:
      return { status: 'in-force', ...found };
    case false:
      return { status: 'not-yet', planned: false, ...found };
    case 'unknown': {
      const reason = found.from.earliest === null ? 'start not recorded' : 'start not known exactly';
      return { status: 'unknown', reason, excluded: ['ended'], ...found };
    }
  }
}

function establishes(fact: Fact, bodyId: string): fact is Establishment {
  return fact.type === 'BodyEstablished' && !fact.withdrawn && (fact as Establishment).data.bodyId === bodyId;
}
