import { z } from 'zod';
import { prioritiesOn } from '@app/domain';
import type { Query } from '../query/answer.js';
import { temporal } from '../query/ask.js';
import type { Item } from '../query/in-memory.js';
import { listSchema, MatchOf, paging } from '../query/listing.js';
import { several } from '../query/params.js';
import { scanThings, type Stage } from '../query/scan-things.js';
import { shownFor } from '../query/shown.js';
import { ALL, UNDIVIDED } from '../query/thing-projection.js';
import { atStage, StageFilter, USES } from './entries.js';
import { PriorityEntryView, priorityListState, viewOf } from './entry-view.js';
import { ownersOf } from './projection.js';

const Params = z.strictObject({
  stage: StageFilter.describe(
    'How far they have got by that day, or are planned to (`match: possible`). Default: adopted.',
  ),
  body: several(z.uuid()).describe('On lists of one of these bodies, or of which it may be one.'),
  list: z.uuid().optional().describe('On this list.'),
  ...temporal,
  ...paging,
});
type Params = z.output<typeof Params>;

const PriorityItem = PriorityEntryView.extend({
  match: MatchOf,
  list: z.looseObject({ id: z.uuid(), title: z.string().nullable() }).describe('The list that it is on.'),
  bodies: z.array(z.uuid()).describe('Whose list that is; several where the record does not settle it.'),
}).meta({ id: 'PriorityItem' });

/** The entries of one list that have come to one of the stages asked for; headings are no priorities. */
const withIn =
  (params: Params): Stage['items'] =>
  async (reading, { id, facts }) => {
    const state = priorityListState(facts.filter(({ withdrawn }) => !withdrawn));
    const on = prioritiesOn(state, reading.ask.effectiveAt);
    if (!on || on.exists === false) return [];
    const bodies = ownersOf(on.started);
    if (params.body && !params.body.some((body) => bodies.includes(body))) return [];
    const shown = await shownFor(reading, facts);
    const list = { id, title: on.started.data.title };
    return on.entries.flatMap((entry): Item[] => {
      const match = entry.entry.data.is === 'priority' && atStage(entry, params.stage ?? ['adopted']);
      if (!match) return [];
      const { view, cites } = viewOf(entry, facts, shown);
      return [{ view: { match, list, bodies, ...view }, cites: [on.started, ...cites] }];
    });
  };

export const listPriorities: Query<Params> = {
  name: 'ListPriorities',
  path: 'priorities',
  summary: 'What the priorities were on a day, in which words, over all lists of the partnership.',
  params: Params,
  answer: listSchema(PriorityItem, 'PriorityAcrossList'),
  uses: USES,
  run: (reading, params) =>
    scanThings(
      reading,
      [{ kind: 'priority-list', field: ALL, values: UNDIVIDED, items: withIn(params) }],
      params,
      params.list,
      () => ({
        status: 'not-recorded',
        reason: params.stage
          ? 'No entry of any list is recorded as having come so far by that day.'
          : 'Nothing is recorded as adopted by that day; `stage` asks for what had come less far, as short lists.',
      }),
    ),
};
