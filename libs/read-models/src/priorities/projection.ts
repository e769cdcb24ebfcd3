import { ALL, ofStreams, outer, thingProjection } from '../query/thing-projection.js';

/** Lists of priorities with their entries. */
export const prioritiesProjection = thingProjection({
  name: 'priorities',
  version: 1,
  documents: ofStreams('priority-list'),
  rows: (_facts, first) => [{ field: ALL, ...outer(first) }],
});
