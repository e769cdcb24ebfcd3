import type { EventOf, Fact, OfferMade } from '@app/domain';
import { MAY_BE_BROKEN } from '../query/doubts.js';
import { ALL, ofStreams, outer, thingProjection, type Row } from '../query/thing-projection.js';

/** Calls for offers, with their answers. */
export const callsProjection = thingProjection({
  name: 'calls',
  version: 2,
  documents: ofStreams('call'),
  rows: (facts, first) => [{ field: ALL, ...outer(first) }, ...breaches(facts)],
});

/** Where the call may not be for what is offered. */
function breaches(facts: readonly Fact[]): Row[] {
  const isForSome = ({ type, data }: Fact) =>
    type === 'OfferMade' && (data as EventOf<typeof OfferMade>['data']).actions !== undefined;
  return facts.some(isForSome) ? [MAY_BE_BROKEN] : [];
}
