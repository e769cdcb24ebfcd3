import type { EventOf, Fact, PriorityListStarted } from '@app/domain';
import { MAY_BE_BROKEN } from '../query/doubts.js';
import { ALL, ofStreams, outer, thingProjection, type Row } from '../query/thing-projection.js';

/** Lists of priorities with their entries, found by the bodies that own them, or may. */
export const prioritiesProjection = thingProjection({
  name: 'priorities',
  version: 1,
  documents: ofStreams('priority-list'),
  rows: (facts, first) => [
    { field: ALL, ...outer(first) },
    ...ownersOf(first as Fact<EventOf<typeof PriorityListStarted>>).map((value) => ({
      field: 'body',
      value,
      ...outer(first),
    })),
    ...breaches(facts),
  ],
});

/** The owning body, or those of which the record does not settle which one it is. */
export function ownersOf({ data }: Fact<EventOf<typeof PriorityListStarted>>): readonly string[] {
  const { owner } = data;
  return owner.is === 'body' ? [owner.body] : owner.candidates;
}

/** What may turn out to break a rule: a step, a change under a lock, more than the cap allows, two designations. */
const RULED =
  /^Priority(Longlisted|Shortlisted|Adopted|Retired|CapSet|Locked|Worded|Designated)$|^CapExceptionGranted$/;

const breaches = (facts: readonly Fact[]): Row[] => (facts.some(({ type }) => RULED.test(type)) ? [MAY_BE_BROKEN] : []);
