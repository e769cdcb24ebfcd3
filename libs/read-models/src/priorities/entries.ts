import { z } from 'zod';
import {
  prioritiesOn, PRIORITY_STAGES, PriorityRetired, stageOf, stagesOf,
  type Fact, type PrioritiesOn,
} from '@app/domain'; // prettier-ignore
import { NOT_FOUND, type NotThere, type Query } from '../query/answer.js';
import { Temporal, temporal } from '../query/ask.js';
import { factSchema, factView } from '../query/fact-view.js';
import { glossarySchema, NAMED_IN } from '../query/glossary.js';
import { PRIORITY_LISTS } from '../query/holders.js';
import { pageOf } from '../query/in-memory.js';
import { listSchema, MatchOf, paging, type Match } from '../query/listing.js';
import { thereIn } from '../query/members.js';
import { gapsOf, missing } from '../query/missing.js';
import { several } from '../query/params.js';
import type { Reading } from '../query/reading.js';
import type { There } from '../query/existence.js';
import { shownFor } from '../query/shown.js';
import { revisionOf, single } from '../query/single.js';
import { entryView, PriorityEntryView, priorityListState, viewOf } from './entry-view.js';
import { whyEmpty } from './view.js';

export const USES = ['priorities', ...NAMED_IN] as const;

type On = PrioritiesOn['entries'][number];

export const StageFilter = several(z.enum(PRIORITY_STAGES)).describe(
  'How far it has got by that day, or is planned to (`match: possible`). Headings: entered.',
);

/** Whether an entry has come to one of these stages: for certain, possibly (or by a plan only), or not. */
export function atStage({ exists, stage }: On, wanted: readonly string[] | undefined): Match | undefined {
  const isWanted = (one: string) => wanted?.includes(one) ?? true;
  const planned = stage.planned?.possible ?? [];
  if (!stage.possible.some(isWanted)) return planned.some(isWanted) ? 'possible' : undefined;
  return exists === true && stage.possible.every(isWanted) ? 'definite' : 'possible';
}

const Params = z.strictObject({
  stage: StageFilter,
  heading: several(z.uuid()).describe('Standing under one of these headings.'),
  ...temporal,
  ...paging,
});
type Params = z.output<typeof Params>;

const listEntries: Query<Params> = {
  name: 'ListPriorityListEntries',
  path: 'priority-lists/{id}/entries',
  summary: 'The entries of a list in order, with their words, how far they have got and what is contested on a day.',
  params: Params,
  answer: listSchema(
    PriorityEntryView.extend({ match: MatchOf }).meta({ id: 'PriorityEntryItem' }),
    'PriorityEntryList',
  ),
  uses: USES,
  async run(reading, params) {
    const there = await thereIn(reading, PRIORITY_LISTS);
    if ('ok' in there) return there;
    const { facts, uncertain } = there;
    const on = prioritiesOn(priorityListState(facts), reading.ask.effectiveAt) as PrioritiesOn;
    const shown = await shownFor(reading, facts);
    const items = on.entries.flatMap((entry) => {
      const match = isUnder(entry, params.heading) && atStage(entry, params.stage);
      if (!match) return [];
      const { view, cites } = viewOf(entry, facts, shown);
      return [{ view: { match, ...view }, cites }];
    });
    const why = () =>
      on.entries.length === 0
        ? missing(gapsOf(facts, reading.ask), 'entries', whyEmpty(on))
        : missing([], 'entries', 'No entry of it meets these filters on that day.');
    return pageOf(reading, items, params, why, uncertain);
  },
};

const isUnder = ({ entry }: On, headings: readonly string[] | undefined): boolean =>
  headings === undefined || (entry.data.heading !== undefined && headings.includes(entry.data.heading));

/** The entry in the path, or why it is not there, or not then. */
export async function entryThere(reading: Reading): Promise<(There & { readonly entry: Fact }) | NotThere> {
  const there = await thereIn(reading, PRIORITY_LISTS);
  if ('ok' in there) return there;
  const { member } = reading.target;
  const isIt = ({ type, id }: { readonly type: string; readonly id: string }) =>
    id === member && type === 'PriorityEntered';
  const entry = there.facts.find(({ recorded }) => isIt(recorded));
  if (entry) return entry.withdrawn ? NOT_FOUND : { ...there, entry };
  return there.known.events.some((event) => isIt(event) && event.position <= reading.ask.position)
    ? { ok: false, problem: 'not-yet-recorded' }
    : NOT_FOUND;
}

const getEntry: Query = {
  name: 'GetPriorityListEntry',
  path: 'priority-lists/{id}/entries/{member}',
  summary: 'One entry on a day: its words, how far it has got, what is contested, who has locked it.',
  params: z.strictObject(temporal),
  answer: PriorityEntryView.extend({ temporal: Temporal, ...glossarySchema }).meta({ id: 'PriorityEntryAnswer' }),
  uses: USES,
  async run(reading) {
    const there = await entryThere(reading);
    if ('ok' in there) return there;
    const { facts, entry, known } = there;
    const shown = await shownFor(reading, facts);
    const viewed = entryView(priorityListState(facts), entry.recorded.id, facts, shown);
    if (!viewed) {
      const { edtf, earliest, latest } = entry.effectiveFrom;
      return { ok: false, problem: 'not-in-effect', existsFrom: { edtf, earliest, latest } };
    }
    return single(reading, there, viewed.view, viewed.cites, await revisionOf(reading, PRIORITY_LISTS, known));
  },
};

const StageView = factSchema(PriorityRetired, 'PriorityStageView', { stage: z.enum(PRIORITY_STAGES) }).describe(
  'A step of an entry; a reason stands with a retirement only.',
);

const StageParams = z.strictObject({ ...temporal, ...paging });

const listStages: Query<z.output<typeof StageParams>> = {
  name: 'ListPriorityListEntryStages',
  path: 'priority-lists/{id}/entries/{member}/stages',
  summary: 'Every step of an entry, from the long list to its retirement, by the latest day that each may be of.',
  params: StageParams,
  answer: listSchema(StageView, 'PriorityStageList'),
  uses: USES,
  async run(reading, params) {
    const there = await entryThere(reading);
    if ('ok' in there) return there;
    const { facts, entry, uncertain } = there;
    const steps = [...stagesOf(priorityListState(facts), entry.recorded.id)].sort(
      (a, b) => compare(dayOf(a), dayOf(b)) || Number(a.recorded.position - b.recorded.position),
    );
    const { witness } = await shownFor(reading, facts);
    const items = steps.map((fact) => ({
      view: { stage: stageOf(fact), ...factView(fact, reading.ask, witness) },
      cites: [fact],
    }));
    const why = () => missing(gapsOf(facts, reading.ask), 'stages', 'No step of it is on record.', entry.recorded.id);
    return pageOf(reading, items, params, why, uncertain);
  },
};

const dayOf = ({ effectiveFrom: { earliest, latest } }: Fact): string => latest ?? earliest ?? '9999';
const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

export const entryQueries = [listEntries, getEntry, listStages] as readonly Query[];
