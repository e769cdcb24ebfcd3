import { ALL, ofStreams, outer, thingProjection } from '../query/thing-projection.js';

/** What was said, held or decided. */
export const statementsProjection = thingProjection({
  name: 'statements',
  version: 1,
  documents: ofStreams('statement'),
  rows: (_facts, first) => [{ field: ALL, ...outer(first) }],
});

/** Lists of statements. */
export const statementListsProjection = thingProjection({
  name: 'statement-lists',
  version: 1,
  documents: ofStreams('statement-list'),
  rows: (_facts, first) => [{ field: ALL, ...outer(first) }],
});
