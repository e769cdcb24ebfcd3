import type { Projection } from '@app/eventing';
import { actionsProjection } from './actions/projection.js';
import { issueQueries } from './actions/issues.js';
import { actionQueries } from './actions/queries.js';
import { callsProjection } from './calls/projection.js';
import { callQueries } from './calls/queries.js';
import { clockProjection } from './clock/projection.js';
import { conflictQueries } from './conflicts/queries.js';
import { documentsProjection } from './documents/projection.js';
import { documentQueries } from './documents/queries.js';
import { eventQueries } from './history/events.js';
import { historyQueries } from './history/queries.js';
import { meetingsProjection } from './meetings/projection.js';
import { meetingQueries } from './meetings/queries.js';
import { orphanQueries } from './orphans/queries.js';
import { ownershipQueries } from './ownership/queries.js';
import { partnershipsProjection } from './partnerships/projection.js';
import { partnershipQueries } from './partnerships/queries.js';
import { peopleProjection } from './people/projection.js';
import { peopleQueries } from './people/queries.js';
import { prioritiesProjection } from './priorities/projection.js';
import { priorityQueries } from './priorities/queries.js';
import type { Query } from './query/answer.js';
import { restructureQueries } from './restructures/queries.js';
import { statementListsProjection, statementsProjection } from './statements/projection.js';
import { statementQueries } from './statements/queries.js';
import { structureProjection } from './structure/projection.js';
import { structureQueries } from './structure/queries.js';
import { votesProjection } from './votes/projection.js';
import { voteQueries } from './votes/queries.js';

export { Reader, readModelsOf } from './query/reader.js';
export type { Answer, Found, NotThere, Query } from './query/answer.js';
export type { Target } from './query/reading.js';
export { Temporal, temporal, type TemporalParams } from './query/ask.js';
export { ProjectionBehind, ProjectionParked, type ReadStores } from './query/context.js';
export { eventAddress, parseEventAddress } from './query/event-address.js';
export { Evidence, SourceView } from './query/evidence.js';
export { Page } from './query/listing.js';
export { Missing } from './query/missing.js';
export { ALL, UNDIVIDED } from './query/thing-projection.js';
export type { Graph } from './structure/graph.js';
export { EVERYWHERE, partnershipsProjection } from './partnerships/projection.js';

/** Every read model; each is built, checkpointed and parked on its own. */
export const projections: readonly Projection[] = [
  partnershipsProjection,
  clockProjection,
  actionsProjection,
  meetingsProjection,
  peopleProjection,
  structureProjection,
  documentsProjection,
  statementsProjection,
  statementListsProjection,
  votesProjection,
  prioritiesProjection,
  callsProjection,
] as readonly Projection[];

/** Every question that can be put to a partnership's record. */
export const QUERIES: readonly Query[] = [
  ...partnershipQueries,
  ...actionQueries,
  ...issueQueries,
  ...ownershipQueries,
  ...orphanQueries,
  ...restructureQueries,
  ...meetingQueries,
  ...peopleQueries,
  ...structureQueries,
  ...documentQueries,
  ...statementQueries,
  ...voteQueries,
  ...priorityQueries,
  ...callQueries,
  ...historyQueries,
  ...eventQueries,
  ...conflictQueries,
];
