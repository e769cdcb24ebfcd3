import type { Fact } from '../facts.js';
import type { Day, Ternary } from '../time/index.js';
import { bodyStatusOn } from './body-status.js';

/** Whether a body has ended by that day, and what ended it, or may have: what it had ends with it. */
export function bodyEndedOn(
  structureFacts: readonly Fact[],
  bodyId: string,
  day: Day,
): { readonly ended: Ternary; readonly evidence: readonly Fact[] } {
  const body = bodyStatusOn(structureFacts, bodyId, day);
  if (body.status === 'ended') return { ended: true, evidence: body.evidence };
  const mayHave = body.status === 'unknown' && body.reason === 'end not known exactly';
  return mayHave ? { ended: 'unknown', evidence: body.evidence } : { ended: false, evidence: [] };
}
