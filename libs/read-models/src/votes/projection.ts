import { ALL, ofStreams, outer, thingProjection } from '../query/thing-projection.js';

/** Votes with their options. */
export const votesProjection = thingProjection({
  name: 'votes',
  version: 1,
  documents: ofStreams('vote'),
  rows: (_facts, first) => [{ field: ALL, ...outer(first) }],
});
