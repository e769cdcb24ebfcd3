import type { Fact } from '../facts.js';
import type { Day, Ternary } from '../time/index.js';
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
