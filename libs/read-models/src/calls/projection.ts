import { ALL, ofStreams, outer, thingProjection } from '../query/thing-projection.js';

/** Calls for offers. */
export const callsProjection = thingProjection({
  name: 'calls',
  version: 1,
  documents: ofStreams('call'),
  rows: (_facts, first) => [{ field: ALL, ...outer(first) }],
});
