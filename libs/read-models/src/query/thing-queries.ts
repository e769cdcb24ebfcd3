import { z } from 'zod';
import { holdsOn, type Fact, periodOf } from '@app/domain';
import type { Query } from './answer.js';
import { Temporal, temporal, type TemporalParams } from './ask.js';
import { begunBy } from './doubts.js';
import { glossarySchema, readModelsFor } from './glossary.js';
import { listSchema, listThings, MatchOf, paging, type Candidates, type ItemKind, type Paging } from './listing.js';
import { thereIn, type Holder } from './members.js';
import type { Need, Reading } from './reading.js';
import { shownFor, type Shown } from './shown.js';
import { revisionOf, single } from './single.js';

/** A kind of thing with a list and a single read, where its view is all that filters ask about. */
interface Simple<F, P> {
  readonly holder: Holder;
  /** "Person", "People": names of the schemas and queries. */
  readonly one: string;
  readonly many: string;
  readonly schema: z.ZodObject;
  readonly summary: string;
  readonly candidates: Candidates;
  readonly filters?: z.ZodRawShape;
  /** What the filters ask about. */
  readonly facets: (first: Fact, facts: readonly Fact[], reading: Reading, id: string) => F;
  readonly keep?: (facets: F, params: P) => boolean;
  /** Other things that `view` looks at. */
  readonly needs?: (facts: readonly Fact[], id: string) => readonly Need[];
  readonly view: (
    facts: readonly Fact[],
    id: string,
    shown: Shown,
  ) => { readonly view: object; readonly cites: readonly Fact[] };
  /** What the single read alone shows, since it is made of other things. */
  readonly alone?: {
    readonly shape: z.ZodRawShape;
    readonly view: (
      reading: Reading,
      id: string,
    ) => Promise<{ readonly view: object; readonly cites: readonly Fact[] }>;
  };
}

interface Kept<F> {
  readonly exists: true | 'unknown';
  readonly own: F;
  readonly id: string;
  readonly needs: readonly Need[];
}

/** `GET …/things` and `GET …/things/{id}`. */
export function thingQueries<F, P>(simple: Simple<F, P>): Query[] {
  const { holder, one, many, schema, summary, filters = {}, keep = () => true, needs = () => [] } = simple;
  const uses = readModelsFor(holder.kind);
  const items: ItemKind<Kept<F>> = {
    kind: holder.kind,
    facets(seen, reading, id) {
      const first = seen.facts.find((fact) => holder.begins(fact) && begunBy(fact) === id);
      if (!first || first.withdrawn) return undefined;
      const exists = holder.inTime ? holdsOn(periodOf(first), reading.ask.effectiveAt) : true;
      if (exists === false) return undefined;
      return { exists, own: simple.facets(first, seen.facts, reading, id), id, needs: needs(seen.facts, id) };
    },
    needs: (kept) => kept.needs,
    view: ({ facts }, { id }, shown) => simple.view(facts, id, shown),
  };
  const list: Query<TemporalParams & Paging> = {
    name: `List${many}`,
    path: holder.path,
    summary,
    params: z.strictObject({ ...filters, ...temporal, ...paging }),
    answer: listSchema(schema.extend({ match: MatchOf }).meta({ id: `${one}Item` }), `${one}List`),
    uses,
    run: (reading, params) =>
      listThings(
        reading,
        items,
        {
          ...simple.candidates,
          exact: isUnfiltered(filters, { ...params }),
        },
        ({ exists, own }) => (keep(own, params as P) ? (exists === true ? 'definite' : 'possible') : undefined),
        params,
        () => ({ status: 'not-recorded', reason: 'Nothing on record meets these filters on that day.' }),
      ),
  };
  const get: Query = {
    name: `Get${one}`,
    path: `${holder.path}/{id}`,
    summary,
    params: z.strictObject(temporal),
    answer: schema
      .extend({ ...simple.alone?.shape, temporal: Temporal, ...glossarySchema })
      .meta({ id: `${one}Answer` }),
    uses,
    async run(reading) {
      const there = await thereIn(reading, holder);
      if ('ok' in there) return there;
      const { id = '' } = reading.target;
      const { view, cites } = simple.view(
        there.facts,
        id,
        await shownFor(reading, there.facts, needs(there.facts, id)),
      );
      const alone = await simple.alone?.view(reading, id);
      return single(
        reading,
        there,
        { ...view, ...alone?.view },
        [...cites, ...(alone?.cites ?? [])],
        await revisionOf(reading, holder, there.known),
      );
    },
  };
  return [list, get];
}

const isUnfiltered = (filters: z.ZodRawShape, params: Readonly<Record<string, unknown>>): boolean =>
  Object.keys(filters).every((filter) => params[filter] === undefined);
