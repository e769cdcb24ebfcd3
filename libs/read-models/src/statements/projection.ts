import type { EventOf, Fact, StatementRecorded } from '@app/domain';
import { padded } from '../clock/projection.js';
import { ALL, ofStreams, outer, thingProjection, type Row } from '../query/thing-projection.js';

/** The field under which the entries of a list are found, in the order of their places; those without one come last. */
export const LISTED = 'listed';

/** What was said, held or decided, found by its kind and its list. */
export const statementsProjection = thingProjection({
  name: 'statements',
  version: 2,
  documents: ofStreams('statement'),
  rows: (_facts, first) => [{ field: ALL, ...outer(first) }, ...rowsOf(first)],
});

const UNPLACED = 99_999;

function rowsOf(first: Fact): Row[] {
  const { kind, listId, place = UNPLACED } = first.data as EventOf<typeof StatementRecorded>['data'];
  const key = `${String(place).padStart(5, '0')} ${padded(first.recorded.position)}`;
  return [
    { field: 'kind', value: kind, ...outer(first) },
    ...(listId === undefined ? [] : [{ field: LISTED, value: listId, key, ...outer(first) }]),
  ];
}

/** Lists of statements. */
export const statementListsProjection = thingProjection({
  name: 'statement-lists',
  version: 1,
  documents: ofStreams('statement-list'),
  rows: (_facts, first) => [{ field: ALL, ...outer(first) }],
});
