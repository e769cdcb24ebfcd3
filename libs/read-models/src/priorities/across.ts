import { z } from 'zod';
import { prioritiesOn, ref, type EntryOn, type PriorityStage } from '@app/domain';
import type { Query } from '../query/answer.js';
import { temporal } from '../query/ask.js';
import type { Item } from '../query/in-memory.js';
import { listSchema, MatchOf, paging, type Match } from '../query/listing.js';
import { several } from '../query/params.js';
import { scanThings, type Stage } from '../query/scan-things.js';
import { shownFor } from '../query/shown.js';
import { ALL, UNDIVIDED } from '../query/thing-projection.js';
import { atStage, StageFilter, USES } from './entries.js';
import { PriorityEntryView, priorityListState, viewOf } from './entry-view.js';
import { ownersOf } from './projection.js';

const Params = z.strictObject({
  stage: StageFilter.describe(
    'How far they have got by that day, or are planned to (`match: possible`). Default: of each list the adopted ones, or where it has none yet those on its short list, and what is designated a priority.',
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
  bodies: z.array(ref('body')).describe('Whose list that is; several where the record does not settle it.'),
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
    const priorities = on.entries.filter(({ entry }) => entry.data.is === 'priority');
    const { stage } = params;
    const matchOf = stage ? (entry: EntryOn) => atStage(entry, stage) : isPriority(priorities);
    return priorities.flatMap((entry): Item[] => {
      const match = matchOf(entry);
      if (!match) return [];
      const { view, cites } = viewOf(entry, facts, shown);
      return [{ view: { match, list, bodies, ...view }, cites: [on.started, ...cites] }];
    });
  };

/** What a list has of priorities: those adopted; where it has none yet those short-listed; and what is called one. */
function isPriority(entries: readonly EntryOn[]): (entry: EntryOn) => Match | undefined {
  const isAdopted = entries.some((entry) => atStage(entry, ['adopted']) === 'definite');
  const stages: PriorityStage[] = isAdopted ? ['adopted'] : ['adopted', 'shortlisted'];
  return (entry) => atStage(entry, stages) ?? (isDesignated(entry) ? 'definite' : undefined);
}

/** Retired since, it is no priority any more, whatever it was once called. */
const isDesignated = ({ designation, stage }: EntryOn): boolean =>
  designation.value === 'priority' && !stage.possible.includes('retired');

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
          : 'Nothing is recorded as adopted, short-listed or designated a priority by that day.',
      }),
    ),
};
