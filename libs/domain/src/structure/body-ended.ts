import { refuse, type Command, type Decision } from '../decider.js';
import type { Fact } from '../facts.js';
import { isFirm, isStatedFlatly } from '../in-force.js';
import type { Day, EventDate, Ternary } from '../time/index.js';
import { bodyStatusOn, type Ahead } from './body-status.js';

export interface Ended {
  readonly ended: Ternary;
  /** By what was stated ahead of its date, which nothing has confirmed since. */
  readonly planned: boolean;
  readonly evidence: readonly Fact[];
}

/** Whether a body has ended by that day, and what ended it, or may have: what it had ends with it. */
export function bodyEndedOn(structureFacts: readonly Fact[], bodyId: string, day: Day, ahead?: Ahead): Ended {
  const body = bodyStatusOn(structureFacts, bodyId, day, ahead);
  if (body.status === 'ended') return { ended: true, planned: body.planned, evidence: body.evidence };
  const mayHave = body.status === 'unknown' && body.reason === 'end not known exactly';
  const evidence = mayHave ? body.evidence : [];
  return { ended: mayHave && 'unknown', planned: false, evidence };
}

/**
 * What ended the body, where it certainly had ended on every day that the date may be: by the first of them, then. An
 * end stated ahead of its date is not certain until it is confirmed.
 */
export function certainEnd(
  structureFacts: readonly Fact[],
  bodyId: string,
  { earliest }: Pick<EventDate, 'earliest'>,
): readonly Fact[] | undefined {
  const body = earliest === null ? undefined : bodyStatusOn(structureFacts, bodyId, earliest);
  return body?.status === 'ended' && body.evidence.every(isFirm) ? body.evidence : undefined;
}

/**
 * Refuses what is said of a body for days after its end. What is only likely, possible or disputed may contradict it,
 * and a state that the record meets in being may have begun before.
 */
export function refuseEndedBody(
  structureFacts: readonly Fact[],
  bodyId: string,
  { effectiveFrom, certainty }: Pick<Command, 'effectiveFrom' | 'certainty'>,
  pointers: readonly string[] = [],
): Extract<Decision, { ok: false }> | undefined {
  if (!isStatedFlatly({ certainty, disputes: [] })) return undefined;
  const evidence = certainEnd(structureFacts, bodyId, effectiveFrom);
  return evidence && refuse('body-ended', `The body has ended by ${effectiveFrom.edtf}.`, { evidence, pointers });
}
