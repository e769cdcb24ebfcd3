import { z } from 'zod';
import type { EventOf, Fact, PriorityListStarted } from '@app/domain';
import type { Query } from '../query/answer.js';
import { PRIORITY_LISTS } from '../query/holders.js';
import { several } from '../query/params.js';
import { ALL, UNDIVIDED } from '../query/thing-projection.js';
import { thingQueries } from '../query/thing-queries.js';
import { listPriorities } from './across.js';
import { priorityListCollections } from './collections.js';
import { entryQueries } from './entries.js';
import { ownersOf } from './projection.js';
import { getProvenance } from './provenance.js';
import { PriorityListView, priorityListView } from './view.js';

interface Facets {
  readonly bodies: readonly string[];
  readonly meeting: string | undefined;
}
interface Params {
  readonly body?: readonly string[] | undefined;
  readonly meeting?: readonly string[] | undefined;
}

export const priorityQueries: readonly Query[] = [
  ...thingQueries<Facets, Params>({
    holder: PRIORITY_LISTS,
    one: 'PriorityList',
    many: 'PriorityLists',
    schema: PriorityListView,
    summary:
      'Lists of priorities as on a day: entries in order and in the words then in force, the cap and what room it leaves.',
    candidates: { field: ALL, values: UNDIVIDED },
    filters: {
      body: several(z.uuid()).describe('Of one of these bodies, or of which it may be one.'),
      meeting: several(z.uuid()).describe('Begun at one of these meetings.'),
    },
    facets: (first) => {
      const started = first as Fact<EventOf<typeof PriorityListStarted>>;
      return { bodies: ownersOf(started), meeting: started.data.meetingId };
    },
    keep: ({ bodies, meeting }, params) =>
      (params.body?.some((body) => bodies.includes(body)) ?? true) &&
      (params.meeting === undefined || (meeting !== undefined && params.meeting.includes(meeting))),
    view: priorityListView,
  }),
  ...entryQueries,
  getProvenance,
  listPriorities,
  ...priorityListCollections,
];
