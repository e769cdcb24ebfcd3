import { fold, type Command, type Decision, type References } from './decider.js';
import type { Recorded } from './event.js';
import { factsOf } from './facts.js';
import { END_OF_LOG } from './in-force.js';

/** The decision, unless what the stream amounts to after it is something that its aggregate refuses. */
export function upheld({ eventId }: Command, refs: References, decision: Decision): Decision {
  const { aggregate } = refs;
  if (!decision.ok || !aggregate.upholds) return decision;
  const own = refs.own();
  const said = decision.events.map((event) => ({ ...event, id: eventId, position: END_OF_LOG }) as Recorded);
  const after = factsOf([...own.map(({ recorded }) => recorded), ...said]);
  const refused = aggregate.upholds(fold(aggregate, own), fold(aggregate, after));
  if (!refused || refused.ok) return decision;
  // What is refused is not on record, and so no evidence.
  const evidence = refused.refusal.evidence.filter(({ id }) => id !== eventId);
  return { ok: false, refusal: { ...refused.refusal, pointers: [], evidence } };
}
