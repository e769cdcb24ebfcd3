import type { Fact } from '../facts.js';
import { isPlanned } from '../source.js';
import { and3, isBefore, type EventDate, type Ternary } from '../time/index.js';
import { establishmentIn, groundsOf, isProposed } from './body-status.js';

/** Whether a body begins after a date, or may, with what says so. */
export interface Begins {
  readonly later: true | 'unknown';
  readonly evidence: readonly Fact[];
}

/**
 * Whether a body begins later than that date; undefined where it does not, or where the record does not say when it
 * began. What was stated ahead of its date is on record all the same; what is only intended, likely or proposed is not
 * certain to begin at all.
 */
export function beginsAfter(structureFacts: readonly Fact[], bodyId: string, date: EventDate): Begins | undefined {
  const established = establishmentIn(structureFacts, bodyId);
  if (!established) return undefined;
  const { firm, plans } = groundsOf(structureFacts, established);
  const grounds = firm.length > 0 ? firm.map(({ fact }) => fact) : plans.filter(isStatedAhead);
  if (grounds.length === 0) return undefined;
  const later: Ternary = and3(...grounds.map(({ effectiveFrom }) => isBefore(date, effectiveFrom)));
  const isDated = grounds.every(({ effectiveFrom }) => effectiveFrom.earliest !== null);
  if (later === false || (later === 'unknown' && !isDated)) return undefined;
  const isDoubted = grounds.some(({ certainty, disputes }) => certainty === 'disputed' || disputes.length > 0);
  return { later: isDoubted ? 'unknown' : later, evidence: grounds };
}

/** Of the plans: a restructure that is one is only intended or likely, whatever it says of its other changes. */
const isStatedAhead = (plan: Fact): boolean =>
  plan.type !== 'BoardRestructured' && !isPlanned(plan.certainty) && !isProposed(plan);
