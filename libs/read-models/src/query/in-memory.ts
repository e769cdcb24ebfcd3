import type { Fact } from '@app/domain';
import { found, type Found } from './answer.js';
import { temporalOf } from './ask.js';
import { writeCursor } from './cursor.js';
import { glossary, mentionsOf } from './glossary.js';
import type { Paging } from './listing.js';
import type { Missing } from './missing.js';
import type { Reading } from './reading.js';

/** An item with the facts that it shows. */
export interface Item {
  readonly view: object;
  readonly cites: readonly Fact[];
}

/** One page of what a single thing holds; its order does not change between the pages, since `asOf` does not. */
export async function pageOf(
  reading: Reading,
  all: readonly Item[],
  { limit }: Paging,
  whyEmpty: () => Missing,
  uncertain: readonly string[],
  beside: Readonly<Record<string, unknown>> = {},
): Promise<Found> {
  const start = Number(reading.cursor?.key ?? 0);
  const items = all.slice(start, start + limit);
  const end = start + items.length;
  const { asOf, effectiveAt } = reading.ask;
  const next =
    end < all.length ? writeCursor({ key: String(end), id: '', asOf, effectiveAt }, reading.digest) : undefined;
  return found(
    reading,
    {
      items: items.map(({ view }) => view),
      page: { next: next ?? null, limit, total: all.length },
      ...beside,
      temporal: temporalOf(reading.ask, uncertain),
      ...(all.length === 0 && { missing: { items: whyEmpty() } }),
      ...(await glossary(reading, mentionsOf(items.flatMap(({ cites }) => cites)))),
    },
    next === undefined ? {} : { next },
  );
}
