import { z } from 'zod';
import type { Fact, Position } from '@app/domain';
import type { Doc } from '@app/eventing';
import { writeJson, type Found } from './answer.js';
import { Temporal, temporalOf } from './ask.js';
import { writeCursor } from './cursor.js';
import { quotedDocuments } from './evidence.js';
import { glossary, glossarySchema, mentionsOf, union } from './glossary.js';
import { Missing } from './missing.js';
import type { Need, Reading, Rendered } from './reading.js';
import { loadAll, reached, showing, type Shown } from './shown.js';
import { PROJECTION_OF, stampOf, type Known, type Seen, type ThingKind } from './things.js';

export type Match = 'definite' | 'possible';
export const MatchOf = z.enum(['definite', 'possible']).describe('possible: a fuzzy date leaves it open.');

/** A candidate scan reads at most this many documents for one page; the rest is for the next. */
const MAX_READ = 2_000;
const BATCH = 200;

export const paging = {
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('At most this many items.'),
  cursor: z.string().max(2_000).optional().describe('`page.next` of the page before; with the same filters.'),
};
export interface Paging {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export const Page = z
  .strictObject({
    next: z.string().nullable().describe('Cursor of the next page; null on the last one.'),
    limit: z.int(),
    total: z.int().nullable().describe('Of all pages; null where counting would cost more than the page.'),
  })
  .meta({ id: 'Page', examples: [{ next: null, limit: 50, total: 22 }] });

/** The schema of a list of these items. */
export const listSchema = (item: z.ZodType, id: string, beside: z.ZodRawShape = {}, example?: object) =>
  z
    .strictObject({
      ...beside,
      items: z.array(item),
      page: Page,
      temporal: Temporal,
      missing: z.strictObject({ items: Missing }).optional().describe('Why the list is empty.'),
      ...glossarySchema,
    })
    .meta({ id, ...(example && { examples: [example] }) });

/** How things of a kind become items of a list. All of it is pure; the results are kept. */
export interface ItemKind<F> {
  readonly kind: ThingKind;
  /** Tells its items from others of the same things, where there are any. */
  readonly as?: string;
  /** What filters ask about; undefined for a thing that is not there, or not then. */
  facets(seen: Seen, reading: Reading, id: string): F | undefined;
  /** Other things whose facts `view` wants. */
  needs(facets: F): readonly Need[];
  /** The item, and the facts that stand behind it. */
  view(seen: Seen, facets: F, shown: Shown): { readonly view: object; readonly cites: readonly Fact[] };
}

/** Which entries of the index hold the candidates, and in which order. */
export interface Candidates {
  readonly field: string;
  readonly values?: readonly string[];
  readonly keys?: { readonly from?: string; readonly to?: string };
  readonly descending?: boolean;
  /** The entries answer the filters exactly, so that their number is that of the items where none is dropped. */
  readonly exact?: boolean;
}

interface Candidate {
  /** Of the thing. */
  readonly id: string;
  /** What the item was made of: its own document as seen, and the dates. */
  readonly memo: string;
  readonly item: Rendered;
  readonly match: Match;
}

/** One page: candidates in order, kept or dropped by `keep`, until `limit` are kept or 2,000 are read. */
export async function listThings<F>(
  reading: Reading,
  kind: ItemKind<F>,
  candidates: Candidates,
  keep: (facets: F) => Match | undefined,
  { limit }: Paging,
  whyEmpty: () => Missing,
): Promise<Found> {
  const { kept, next, unseen } = await scan(reading, kind, candidates, keep, limit);
  const items = await render(reading, kind, kept);
  const cursor =
    next && writeCursor({ ...next, asOf: reading.ask.asOf, effectiveAt: reading.ask.effectiveAt }, reading.digest);
  const isWhole = !cursor && !reading.cursor;
  const total = isWhole ? kept.length : await count(reading, kind, candidates);
  const around = writeJson({
    page: { next: cursor ?? null, limit, total },
    temporal: temporalOf(reading.ask, [...kept.flatMap(({ item }) => item.uncertain), ...unseen]),
    ...(isWhole && items.length === 0 && { missing: { items: unseen.length > 0 ? MAYBE_STATED : whyEmpty() } }),
    ...(await glossary(reading, union(kept.map(({ item }) => item.mentions ?? mentionsOf([]))))),
  });
  const pieces = ['{"items":[', ...items, `],${around.slice(1)}`];
  return {
    ok: true,
    json: concat(pieces),
    pieces,
    position: reading.ask.position,
    ...(cursor !== undefined && { next: cursor }),
  };
}

const MAYBE_STATED: Missing = {
  status: 'unknown',
  reason: 'What is on record may have been stated by then, or later: see temporal.uncertain.',
};

interface Scanned {
  readonly kept: Candidate[];
  readonly next?: { key: string; id: string };
  /** Addresses of the events of things left out since nothing of them was certainly stated by then. */
  readonly unseen: readonly string[];
}

async function scan<F>(
  reading: Reading,
  kind: ItemKind<F>,
  { field, values, keys, descending }: Candidates,
  keep: (facets: F) => Match | undefined,
  limit: number,
): Promise<Scanned> {
  const { ask, context, memory, target } = reading;
  const kept: Candidate[] = [];
  const unseen: string[] = [];
  const generation = context.generationOf(PROJECTION_OF[kind.kind]);
  const memoOf = (id: string, stamp: string) => `${id} ${kind.as ?? ''} ${stamp} ${ask.effectiveAt} ${ask.statedBy}`;
  const ready = new Map<string, Rendered>();
  const held = (id: string, at: Position): boolean => {
    if (ask.statedBy !== null || at > ask.asOf) return false;
    const item = memory.items.get(memoOf(id, stampOf(generation, at)));
    if (item) ready.set(id, item);
    return item !== undefined;
  };
  let after: { key: string; id: string } | undefined = reading.cursor;
  let read = 0;
  for (let batch = limit + 1; ; batch = Math.min(BATCH, MAX_READ - read)) {
    const page = await context.find(PROJECTION_OF[kind.kind], {
      scope: target.partnership,
      field,
      at: { effectiveAt: ask.effectiveAt, position: ask.asOf },
      limit: batch,
      held,
      ...(values && { values }),
      ...(keys && { keys }),
      ...(descending && { descending }),
      ...(ask.statedBy !== null && { openEnded: true }),
      ...(after && { after }),
    });
    for (const doc of page.docs) {
      if (kept.length === limit) return { kept, unseen, next: after as { key: string; id: string } };
      read++;
      after = { key: doc.key, id: doc.id };
      // What an earlier answer made of it comes without its JSON.
      const made = ready.get(doc.id);
      const known = made ? undefined : memory.things.scanned(context, kind.kind, doc);
      const memo = memoOf(doc.id, known ? known.stampOf(ask) : stampOf(generation, doc.position));
      const item = made ?? (known && (memory.items.get(memo) ?? prepare(reading, kind, known, idIn(doc))));
      if (!item) continue;
      const match = item.facets === undefined ? undefined : keep(item.facets as F);
      if (match) kept.push({ id: idIn(doc), memo, item, match });
      else memory.items.set(memo, item);
      if (item.facets === undefined) unseen.push(...item.uncertain);
    }
    if (!page.next) return { kept, unseen };
    if (kept.length === limit || read >= MAX_READ) return { kept, unseen, next: page.next };
  }
}

function prepare<F>(reading: Reading, kind: ItemKind<F>, known: Known, id: string): Rendered {
  const { facts, uncertain } = known.see(reading.ask);
  const facets = facts.length === 0 ? undefined : kind.facets({ facts, uncertain, last: undefined }, reading, id);
  if (facets === undefined) return { facets, needs: [], uncertain };
  const quoted = quotedDocuments(facts).map((id): Need => ({ kind: 'document', id }));
  return { facets, needs: [...kind.needs(facets), ...quoted], uncertain };
}

const idIn = ({ id }: Doc): string => id.split('/')[2] as string;

/** Added up, not joined: a long text that nobody asks for whole is then never copied. */
const concat = (pieces: readonly string[]): string => pieces.reduce((json, piece) => json + piece);

async function render<F>(reading: Reading, kind: ItemKind<F>, kept: readonly Candidate[]): Promise<string[]> {
  const loaded = await loadAll(
    reading,
    kept.flatMap(({ item }) => item.needs),
  );
  const aroundOf = ({ needs }: Rendered) =>
    reached(reading, needs, loaded)
      .map((key) => loaded.get(key)?.stampOf(reading.ask))
      .join();
  const stale = kept.filter(({ item }) => item.members === undefined || item.stamp !== aroundOf(item));
  if (stale.length > 0) {
    const own = await reading.all(kind.kind, stale.map(({ id }) => id)); // prettier-ignore
    const seen = stale.map(({ id }) => reading.see(own.get(id) as Known));
    const shown = await showing(
      reading,
      seen.flatMap(({ facts }) => facts),
      loaded,
    );
    for (const [i, { item, memo }] of stale.entries()) {
      const { view, cites } = kind.view(seen[i] as Seen, item.facets as F, shown);
      Object.assign(item, {
        members: JSON.stringify(view).slice(1),
        stamp: aroundOf(item),
        mentions: mentionsOf(cites),
      });
      reading.memory.items.set(memo, item);
    }
  }
  // What is the same in every answer is the same string, so that it is soon found again.
  return kept.flatMap(({ item, match }, i) => [`${i > 0 ? ',' : ''}{"match":"${match}",`, item.members as string]);
}

/** Lists of more than this many are not counted: it would cost more than the page. */
const MAX_COUNT = 1_000;

async function count<F>(reading: Reading, { kind }: ItemKind<F>, candidates: Candidates): Promise<number | null> {
  const { ask, context, digest, memory, target } = reading;
  if (!candidates.exact || ask.statedBy !== null) return null;
  const projection = PROJECTION_OF[kind];
  const memo = `${digest} ${ask.asOf} ${ask.effectiveAt} ${context.stampOf(projection)}`;
  const known = memory.totals.get(memo);
  if (known) return known.total;
  const { field, values, keys } = candidates;
  const at = { effectiveAt: ask.effectiveAt, position: ask.asOf };
  const query = { scope: target.partnership, field, at, ...(values && { values }), ...(keys && { keys }) };
  const total = await context.count(projection, query, MAX_COUNT);
  memory.totals.set(memo, { total });
  return total;
}
