import type { Fact } from '@app/domain';
import { MAY_BE_BROKEN } from '../query/doubts.js';
import { ALL, ofStreams, outer, thingProjection, type Row } from '../query/thing-projection.js';

/** Votes with their options, and what was given to them. */
export const votesProjection = thingProjection({
  name: 'votes',
  version: 2,
  documents: ofStreams('vote'),
  rows: (facts, first) => [{ field: ALL, ...outer(first) }, ...breaches(facts)],
});

/** A vote without votes breaks no rule, unless it is closed or designated twice. */
function breaches(facts: readonly Fact[]): Row[] {
  const mayBreak = ({ type }: Fact) => type !== 'VoteOpened' && type !== 'VoteOptionAdded';
  return facts.some(mayBreak) ? [MAY_BE_BROKEN] : [];
}
