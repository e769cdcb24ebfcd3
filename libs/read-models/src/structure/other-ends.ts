import { bodyEndedOn, isRelation, type Day, type Fact, type Ternary } from '@app/domain';
import type { Need } from '../query/reading.js';
import type { Shown } from '../query/shown.js';

/** The bodies with which a body stands in relations: whether they have ended, their own documents tell. */
export function otherEnds(facts: readonly Fact[], id: string): readonly Need[] {
  const ends = facts.filter(isRelation).flatMap(({ data: { from, to } }) => [from, to]);
  const others = ends.filter((end) => end.kind === 'body' && end.id !== id).map((end) => end.id);
  return [...new Set(others)].map((other) => ({ kind: 'body', id: other }));
}

/** Whether the body itself, or one of its `otherEnds`, has ended by that day. */
export const endedAround =
  (facts: readonly Fact[], id: string, shown: Shown, day: Day) =>
  (body: string): Ternary =>
    bodyEndedOn(body === id ? facts : shown.facts('body', body), body, day).ended;
