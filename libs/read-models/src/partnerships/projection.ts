import { ALL, ofStreams, thingProjection } from '../query/thing-projection.js';

/** Scope of the entry of every partnership, in the order of registration; whose they are, their grants tell. */
export const EVERYWHERE = 'all';

/** Partnerships, their grants and vocabularies. */
export const partnershipsProjection = thingProjection({
  name: 'partnerships',
  version: 1,
  documents: ofStreams('partnership'),
  rows: () => [{ scope: EVERYWHERE, field: ALL, from: null, to: null }],
});
