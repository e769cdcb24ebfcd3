import { z } from 'zod';
import { GapNoted, type EventType, type Fact, type Recorded } from '@app/domain';
import { NOT_FOUND, type NotThere, type Query } from './answer.js';
import { Temporal, temporal, type TemporalParams } from './ask.js';
import { existing, type There } from './existence.js';
import { factSchema, factView } from './fact-view.js';
import { glossarySchema } from './glossary.js';
import { pageOf } from './in-memory.js';
import { listSchema, paging, type Paging } from './listing.js';
import { gapsOf, missing } from './missing.js';
import { PROJECTION_OF, type ThingKind } from './things.js';
import type { Reading, Target } from './reading.js';
import { shownFor, type Shown } from './shown.js';
import { revisionOf, single } from './single.js';

/** Parameters of a query string that are neither dates nor paging, as their schema makes them. */
type Filters = Readonly<Record<string, unknown>>;

/** The members of one collection of a thing: its facts of one kind, in the order of the log. */
export interface Collection {
  /** The last part of its path, and how gaps in it are noted: "attendances". */
  readonly path: string;
  readonly type: EventType;
  /** Said of an empty list where no gap is noted. */
  readonly none: string;
  /** Filters, but for dates and paging. */
  readonly filters?: z.ZodRawShape;
  readonly keep?: (fact: Fact, filters: Filters) => boolean;
  /** By what the list is sorted; the order of the log where it is absent. */
  readonly order?: (fact: Fact, facts: readonly Fact[]) => number;
  /** Members of a member: which collection that is in, and by which field they name it. */
  readonly under?: { readonly path: string; readonly field: string };
  /** Only single members are read so; the list is a query of its own. */
  readonly single?: true;
  /** What a member shows beside its payload, and the facts that this comes from. */
  readonly beside?: (
    fact: Fact,
    facts: readonly Fact[],
    shown: Shown,
  ) => { readonly view: object; readonly cites: readonly Fact[] };
  readonly besideSchema?: z.ZodRawShape;
}

/** The things that have collections: where they stand, and what begins them in their documents. */
export interface Holder {
  readonly kind: ThingKind;
  /** What one is called: "Action". */
  readonly noun: string;
  /** The path of the things: "actions". */
  readonly path: string;
  readonly inTime: boolean;
  readonly begins: (event: Pick<Recorded, 'type'>) => boolean;
  /** Whether a fact is of its own stream; all of them are where this is absent. */
  readonly own?: (fact: Fact, id: string) => boolean;
  /** In the path of a partnership's own collections there is no id. */
  readonly isPartnership?: boolean;
}

const USES = ['people', 'structure', 'documents'];

export async function thereIn(reading: Reading, holder: Holder): Promise<There | NotThere> {
  const { partnership, id = partnership } = reading.target;
  const there = existing(reading, await reading.known(holder.kind, id), holder.inTime, holder.begins);
  if ('ok' in there || !holder.own) return there;
  return { ...there, facts: there.facts.filter((fact) => holder.own?.(fact, id)) };
}

/** What is known to be missing in it, and why. */
const GAPS: Collection = { path: 'gaps', type: GapNoted, none: 'No gap is noted.' };

/** A list and a single read of each collection. */
export const memberQueries = (holder: Holder, collections: readonly Collection[]): Query[] =>
  [...collections, ...(holder.isPartnership ? [] : [GAPS])].flatMap((collection) => [
    ...(collection.single ? [] : [listMembers(holder, collection)]),
    getMember(holder, collection),
  ]);

function listMembers(holder: Holder, collection: Collection): Query {
  const { path, type, filters = {}, keep = () => true, order, none } = collection;
  const params = z.strictObject({ ...filters, ...temporal, ...paging });
  const query: Query<TemporalParams & Paging> = {
    name: `List${nameOf(holder, path)}`,
    path: pathOf(holder, collection),
    summary: `${type.summary} All of them, as recorded.`,
    params,
    answer: listSchema(memberSchema(holder, collection), `${nameOf(holder, path)}List`),
    uses: [PROJECTION_OF[holder.kind], ...USES],
    async run(reading, asked) {
      const there = await thereIn(reading, holder);
      if ('ok' in there) return there;
      const { facts, uncertain } = there;
      const members = facts.filter((fact) => isMember(fact, collection, reading.target) && keep(fact, { ...asked }));
      if (order) members.sort((a, b) => order(a, facts) - order(b, facts));
      const shown = await shownFor(reading, facts);
      const items = members.map((fact) => memberView(fact, facts, collection, shown));
      const gaps = gapsOf(facts, reading.ask);
      return pageOf(reading, items, asked, () => missing(gaps, path, none), uncertain);
    },
  };
  return query;
}

function getMember(holder: Holder, collection: Collection): Query {
  const { path, type } = collection;
  return {
    name: `Get${nameOf(holder, path)}Member`,
    path: `${pathOf(holder, collection)}/${collection.under ? '{sub}' : '{member}'}`,
    summary: type.summary,
    params: z.strictObject(temporal),
    answer: memberSchema(holder, collection)
      .extend({ temporal: Temporal, ...glossarySchema })
      .meta({ id: `${nameOf(holder, path)}Member` }),
    uses: [PROJECTION_OF[holder.kind], ...USES],
    async run(reading) {
      const there = await thereIn(reading, holder);
      if ('ok' in there) return there;
      const { facts, known } = there;
      const { member, sub } = reading.target;
      const isIt = ({ id }: { id: string }) => id === (collection.under ? sub : member);
      const fact = facts.find(({ recorded }) => isIt(recorded));
      const later = known.events.some((event) => isIt(event) && event.type === type.type);
      if (!fact) return later ? { ok: false, problem: 'not-yet-recorded' } : NOT_FOUND;
      if (!isMember(fact, collection, reading.target)) return NOT_FOUND;
      const shown = await shownFor(reading, facts);
      const { view, cites } = memberView(fact, facts, collection, shown);
      return single(reading, there, view, cites, await revisionOf(reading, holder, known));
    },
  };
}

const isMember = (fact: Fact, { type, under }: Collection, { member }: Target): boolean =>
  fact.type === type.type &&
  !fact.withdrawn &&
  (!under || (fact.data as Record<string, unknown>)[under.field] === member);

function memberView(fact: Fact, facts: readonly Fact[], { beside }: Collection, shown: Shown) {
  const more = beside?.(fact, facts, shown);
  return {
    view: { ...factView(fact, shown.reading.ask, shown.witness), ...more?.view },
    cites: [fact, ...(more?.cites ?? [])],
  };
}

const memberSchema = (holder: Holder, { path, type, besideSchema }: Collection) =>
  factSchema(type, `${nameOf(holder, path)}Item`, besideSchema);

function pathOf(holder: Holder, { path, under }: Collection): string {
  const own = holder.isPartnership ? '' : `${holder.path}/{id}/`;
  return under ? `${own}${under.path}/{member}/${path}` : `${own}${path}`;
}

/** ActionDueDates, of `due-dates`. */
const nameOf = ({ noun }: Holder, path: string): string => [noun, ...path.split('-').map(capital)].join('');
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
