import { z } from 'zod';
import { ConsultationRecorded, GapNoted, type EventType, type Fact, type Recorded } from '@app/domain';
import { NOT_FOUND, type NotThere, type Query } from './answer.js';
import { Temporal, temporal, type TemporalParams } from './ask.js';
import { existing, type There } from './existence.js';
import { factSchema, factView } from './fact-view.js';
import { glossarySchema, readModelsFor } from './glossary.js';
import { pageOf } from './in-memory.js';
import { listSchema, paging, type Paging } from './listing.js';
import { gapsOf, missing, MissingFields } from './missing.js';
import { PROJECTION_OF, type ThingKind } from './things.js';
import type { Need, Reading, Target } from './reading.js';
import { homeOf } from './reported-in.js';
import { shownFor, type Shown } from './shown.js';
import { revisionOf, single } from './single.js';

/** Parameters of a query string that are neither dates nor paging, as their schema makes them. */
type Filters = Readonly<Record<string, unknown>>;

/** Members of a member: which collection that is in, and by which field they name it; which may be under another. */
interface Under {
  readonly path: string;
  readonly field: string;
  /** What it must have begun with; where absent, nobody asks whether it is there. */
  readonly begunBy?: EventType;
  readonly under?: Under;
}

/** The members of one collection of a thing: its facts of one kind, in the order of the log. */
export interface Collection {
  /** The last part of its path, and how gaps in it are noted: "attendances". */
  readonly path: string;
  /** In the names of its questions and schemas, where another collection of the thing has the same path. */
  readonly called?: string;
  readonly type: EventType;
  /** Which facts of that type are members, and what they say, where one type stands for several things. */
  readonly among?: { readonly isOne: (fact: Fact) => boolean; readonly payload: z.ZodRawShape };
  /** Said of an empty list where no gap is noted. */
  readonly none: string;
  /** Filters, but for dates and paging. */
  readonly filters?: z.ZodRawShape;
  readonly keep?: (fact: Fact, filters: Filters) => boolean;
  /** By what the list is sorted; the order of the log where it is absent. */
  readonly order?: (fact: Fact, facts: readonly Fact[]) => number;
  /** Whose member it is, where the thing's document holds those of others too. */
  readonly of?: (fact: Fact) => string | undefined | readonly string[];
  readonly under?: Under;
  /** Only single members are read so; the list is a query of its own. */
  readonly single?: true;
  /** What a member shows beside its payload, and the facts that this comes from. */
  readonly beside?: (
    fact: Fact,
    facts: readonly Fact[],
    shown: Shown,
  ) => { readonly view: object; readonly cites: readonly Fact[] };
  readonly besideSchema?: z.ZodRawShape;
  /** Other things that `beside` looks at, by the path and by what the thing's document holds. */
  readonly needs?: (target: Target, facts: readonly Fact[]) => readonly Need[];
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

export async function thereIn(reading: Reading, holder: Holder): Promise<There | NotThere> {
  const { partnership, id = partnership } = reading.target;
  const there = existing(reading, await reading.known(holder.kind, id), holder.inTime, holder.begins);
  if ('ok' in there || !holder.own) return there;
  return { ...there, facts: there.facts.filter((fact) => holder.own?.(fact, id)) };
}

/** What is said of a seat is said of its body too. */
function homesOf(fact: Fact): readonly string[] {
  const { within } = fact.data as { readonly within?: string };
  return [homeOf(fact), within].flatMap((id) => id ?? []);
}

/** What is known to be missing in it, and why. */
const GAPS: Collection = { path: 'gaps', type: GapNoted, none: 'No gap is noted.', of: homesOf };

/** Who was consulted on it, and with what result. */
const CONSULTATIONS: Collection = {
  path: 'consultations',
  type: ConsultationRecorded,
  none: 'No consultation on it is recorded.',
  of: homesOf,
  beside(fact, facts, { reading }) {
    const { result } = fact.data as { readonly result?: string };
    const why = () =>
      missing(gapsOf(facts, reading.ask), 'result', 'What came of it is not recorded.', fact.recorded.id);
    return { view: { missing: result === undefined ? { result: why() } : {} }, cites: [] };
  },
  besideSchema: { missing: MissingFields },
};

/** Of every thing that is not the partnership itself. */
const ON_ANYTHING: readonly Collection[] = [GAPS, CONSULTATIONS];

/** A gap in a collection of a body is noted on the body, a member of the structure; elsewhere on the thing itself. */
const gapsOn = ({ kind }: Holder, { id }: Target): string | undefined =>
  PROJECTION_OF[kind] === 'structure' ? id : undefined;

/** A list and a single read of each collection. */
export const memberQueries = (holder: Holder, collections: readonly Collection[]): Query[] =>
  [...collections, ...(holder.isPartnership ? [] : ON_ANYTHING)].flatMap((collection) => [
    ...(collection.single ? [] : [listMembers(holder, collection)]),
    getMember(holder, collection),
  ]);

function listMembers(holder: Holder, collection: Collection): Query {
  const { path, type, filters = {}, keep = () => true, order, none } = collection;
  const params = z.strictObject({ ...filters, ...temporal, ...paging });
  const query: Query<TemporalParams & Paging> = {
    name: `List${nameOf(holder, collection)}`,
    path: pathOf(holder, collection),
    summary: `${type.summary} All of them, as recorded.`,
    params,
    answer: listSchema(memberSchema(holder, collection), `${nameOf(holder, collection)}List`),
    uses: readModelsFor(holder.kind),
    async run(reading, asked) {
      const there = await thereIn(reading, holder);
      if ('ok' in there) return there;
      const { facts, uncertain } = there;
      const lost = lostParent(there, collection, reading.target);
      if (lost) return lost;
      const members = facts.filter((fact) => isMember(fact, collection, reading.target) && keep(fact, { ...asked }));
      if (order) members.sort((a, b) => order(a, facts) - order(b, facts));
      const shown = await shownFor(reading, facts, collection.needs?.(reading.target, facts));
      const items = members.map((fact) => memberView(fact, facts, collection, shown));
      const gaps = gapsOf(facts, reading.ask);
      return pageOf(reading, items, asked, () => missing(gaps, path, none, gapsOn(holder, reading.target)), uncertain);
    },
  };
  return query;
}

function getMember(holder: Holder, collection: Collection): Query {
  const { type } = collection;
  return {
    name: `Get${nameOf(holder, collection)}Member`,
    path: `${pathOf(holder, collection)}/{${paramOf(collection)}}`,
    summary: type.summary,
    params: z.strictObject(temporal),
    answer: memberSchema(holder, collection)
      .extend({ temporal: Temporal, ...glossarySchema })
      .meta({ id: `${nameOf(holder, collection)}Member` }),
    uses: readModelsFor(holder.kind),
    async run(reading) {
      const there = await thereIn(reading, holder);
      if ('ok' in there) return there;
      const { facts, known } = there;
      const isIt = ({ id }: { id: string }) => id === reading.target[paramOf(collection)];
      const fact = facts.find(({ recorded }) => isIt(recorded));
      const later = known.events.some((event) => isIt(event) && event.type === type.type);
      if (!fact) return later ? { ok: false, problem: 'not-yet-recorded' } : NOT_FOUND;
      if (!isMember(fact, collection, reading.target)) return NOT_FOUND;
      const shown = await shownFor(reading, facts, collection.needs?.(reading.target, facts));
      const { view, cites } = memberView(fact, facts, collection, shown);
      return single(reading, there, view, cites, await revisionOf(reading, holder, known));
    },
  };
}

const isMember = (fact: Fact, { type, among, of, under }: Collection, target: Target): boolean =>
  fact.type === type.type &&
  (!among || among.isOne(fact)) &&
  !fact.withdrawn &&
  (!of || [of(fact)].flat().includes(target.id)) &&
  isUnder(fact, levelsOf(under), target);

/** What a path names below the thing, from the outside in. */
const PARAMS = ['member', 'sub', 'leaf'] as const;

const levelsOf = (under: Under | undefined): readonly Under[] => (under ? [...levelsOf(under.under), under] : []);

const paramOf = ({ under }: Collection): (typeof PARAMS)[number] => PARAMS[levelsOf(under).length] ?? 'leaf';

const isUnder = ({ data }: Fact, levels: readonly Under[], target: Target): boolean =>
  levels.every(({ field }, i) => (data as Record<string, unknown>)[field] === target[PARAMS[i] ?? 'leaf']);

/** Where the path goes by a member that is not there. */
function lostParent({ facts, known }: There, { under }: Collection, target: Target): NotThere | undefined {
  const levels = levelsOf(under);
  const lost = levels.findIndex(({ begunBy }, i) => {
    const isIt = ({ id }: { id: string }) => id === target[PARAMS[i] ?? 'leaf'];
    const isThere = (fact: Fact) =>
      isIt(fact.recorded) &&
      fact.type === begunBy?.type &&
      !fact.withdrawn &&
      isUnder(fact, levels.slice(0, i), target);
    return begunBy !== undefined && !facts.some(isThere);
  });
  if (lost < 0) return undefined;
  const id = target[PARAMS[lost] ?? 'leaf'];
  const isLater = known.events.some((event) => event.id === id) && !facts.some(({ recorded }) => recorded.id === id);
  return isLater ? { ok: false, problem: 'not-yet-recorded' } : NOT_FOUND;
}

function memberView(fact: Fact, facts: readonly Fact[], { beside }: Collection, shown: Shown) {
  const more = beside?.(fact, facts, shown);
  return {
    view: { ...factView(fact, shown.reading.ask, shown.witness), ...more?.view },
    cites: [fact, ...(more?.cites ?? [])],
  };
}

const memberSchema = (holder: Holder, collection: Collection) => {
  const { type, among, besideSchema } = collection;
  return factSchema(type, `${nameOf(holder, collection)}Item`, { ...among?.payload, ...besideSchema });
};

function pathOf(holder: Holder, { path, under }: Collection): string {
  const own = holder.isPartnership ? '' : `${holder.path}/{id}/`;
  return `${own}${levelsOf(under)
    .map((level, i) => `${level.path}/{${PARAMS[i]}}/`)
    .join('')}${path}`;
}

/** ActionDueDates, of `due-dates`. */
const nameOf = ({ noun }: Holder, { path, called = path }: Collection): string =>
  [noun, ...called.split('-').map(capital)].join('');
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
