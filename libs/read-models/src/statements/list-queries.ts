import { z } from 'zod';
import { StatementKind, StatementListRecorded, type EventOf, type Fact } from '@app/domain';
import type { Query } from '../query/answer.js';
import { Temporal, temporal } from '../query/ask.js';
import { standing, standingView, shapeOf } from '../query/fact-view.js';
import { glossarySchema, NAMED_IN } from '../query/glossary.js';
import { STATEMENT_LISTS } from '../query/holders.js';
import type { Item } from '../query/in-memory.js';
import { memberQueries, thereIn } from '../query/members.js';
import { gapsOf, missing, MissingFields, type Missing } from '../query/missing.js';
import { several } from '../query/params.js';
import { shownFor, type Shown } from '../query/shown.js';
import { revisionOf, single } from '../query/single.js';
import { ALL, UNDIVIDED } from '../query/thing-projection.js';
import { thingQueries } from '../query/thing-queries.js';
import { entriesOf } from './entries.js';
import { StatementView } from './view.js';

type List = EventOf<typeof StatementListRecorded>['data'];

const ListView = z
  .looseObject({ id: z.uuid(), ...shapeOf(StatementListRecorded), ...standing, missing: MissingFields })
  .meta({ id: 'StatementListView' });

function listView(facts: readonly Fact[], id: string, { reading, witness }: Shown): Item {
  const first = facts.find(STATEMENT_LISTS.begins) as Fact;
  const list = first.data as List;
  const gaps = gapsOf(facts, reading.ask);
  const wanting = {
    ...(list.title === undefined && { title: 'The record gives it no title.' }),
    ...(list.intended === undefined && { intended: 'The record does not say how many entries it was to have.' }),
  };
  const view = {
    id,
    ...list,
    ...standingView(first, reading.ask, witness),
    missing: Object.fromEntries(Object.entries(wanting).map(([field, why]) => [field, missing(gaps, field, why)])),
  };
  return { view, cites: [first] };
}

const WHY_NO_ENTRIES: { readonly [K in List['contents']]: string } = {
  complete: 'No entry of it is recorded here.',
  partial: 'No entry of it is recorded; the list itself is on record only in part.',
  unknown: 'It is on record that there was such a list; what stood on it is not.',
};

function missingEntries({ contents }: List, facts: readonly Fact[], found: number, shown: Shown): Missing | undefined {
  const gaps = gapsOf(facts, shown.reading.ask);
  if (found === 0) return missing(gaps, 'entries', WHY_NO_ENTRIES[contents]);
  if (contents === 'complete') return undefined;
  return missing(gaps, 'entries', 'The list may have had others: its contents are not all on record.');
}

const getStatementList: Query = {
  name: 'GetStatementList',
  path: 'statement-lists/{id}',
  summary: 'One list with its entries, in the order of their places; those under another stand behind it.',
  params: z.strictObject(temporal),
  answer: ListView.extend({
    entries: z.array(StatementView).describe('At most 1,000 of them; `statements?list=` gives them all, in pages.'),
    temporal: Temporal,
    ...glossarySchema,
  }).meta({ id: 'StatementListAnswer' }),
  uses: ['statement-lists', ...NAMED_IN],
  async run(reading) {
    const there = await thereIn(reading, STATEMENT_LISTS);
    if ('ok' in there) return there;
    const { id = '' } = reading.target;
    const shown = await shownFor(reading, there.facts);
    const { view, cites } = listView(there.facts, id, shown) as Item & { readonly view: { missing: object } };
    const entries = await entriesOf(reading, id);
    const wanting = missingEntries(there.first.data as List, there.facts, entries.length, shown);
    return single(
      reading,
      { uncertain: [...there.uncertain, ...entries.flatMap(({ uncertain }) => uncertain)] },
      {
        ...view,
        entries: entries.map((entry) => entry.view),
        missing: { ...view.missing, ...(wanting && { entries: wanting }) },
      },
      [...cites, ...entries.flatMap((entry) => entry.cites)],
      await revisionOf(reading, STATEMENT_LISTS, there.known),
    );
  },
};

interface Facets {
  readonly kind: string | undefined;
  readonly contents: List['contents'];
  readonly bodies: readonly string[];
  readonly meeting: string | undefined;
  readonly about: readonly string[];
}

interface Params {
  readonly kind?: readonly string[] | undefined;
  readonly contents?: readonly string[] | undefined;
  readonly body?: readonly string[] | undefined;
  readonly meeting?: readonly string[] | undefined;
  readonly about?: readonly string[] | undefined;
}

const facets = ({ data }: Fact): Facets => {
  const { kind, contents, bodies = [], meetingId: meeting, about = [] } = data as List;
  return { kind, contents, bodies, meeting, about: about.flatMap((topic) => ('id' in topic ? topic.id : [])) };
};

const someOf = (wanted: readonly string[] | undefined, given: readonly (string | undefined)[]): boolean =>
  wanted?.some((one) => given.includes(one)) ?? true;

const keep = (own: Facets, { kind, contents, body, meeting, about }: Params): boolean =>
  someOf(kind, [own.kind]) &&
  someOf(contents, [own.contents]) &&
  someOf(body, own.bodies) &&
  someOf(meeting, [own.meeting]) &&
  someOf(about, own.about);

const [listStatementLists] = thingQueries<Facets, Params>({
  holder: STATEMENT_LISTS,
  one: 'StatementList',
  many: 'StatementLists',
  schema: ListView,
  summary: 'Lists of statements, some known only to exist; their entries stand with each.',
  candidates: { field: ALL, values: UNDIVIDED },
  filters: {
    kind: several(StatementKind),
    contents: several(z.enum(['complete', 'partial', 'unknown'])),
    body: several(z.uuid()).describe('The list of one of these bodies.'),
    meeting: several(z.uuid()).describe('Recorded at one of these meetings.'),
    about: several(z.uuid()).describe('About one of these things.'),
  },
  facets,
  keep,
  view: listView,
});

export const statementListQueries: readonly Query[] = [
  listStatementLists as Query,
  getStatementList,
  ...memberQueries(STATEMENT_LISTS, []),
];
