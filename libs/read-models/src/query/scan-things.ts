import { z } from 'zod';
import type { Fact } from '@app/domain';
import type { Doc } from '@app/eventing';
import type { Found } from './answer.js';
import { found } from './answer.js';
import { temporalOf } from './ask.js';
import { begunBy } from './doubts.js';
import { writeCursor } from './cursor.js';
import { glossary, mentionsOf } from './glossary.js';
import type { Item } from './in-memory.js';
import type { Paging } from './listing.js';
import type { Missing } from './missing.js';
import type { Reading } from './reading.js';
import { PROJECTION_OF, type Known, type ThingKind } from './things.js';
import { thingId } from './thing.js';

/** A search through the things of one read model; several are gone through one after the other. */
export interface Stage {
  /** A kind of the read model; the documents tell which one they are. */
  readonly kind: ThingKind;
  readonly field: string;
  readonly values?: readonly string[];
  items(reading: Reading, thing: ScannedThing): Promise<readonly Item[]>;
}

export interface ScannedThing {
  readonly kind: ThingKind;
  readonly id: string;
  readonly known: Known;
  readonly facts: readonly Fact[];
}

const MAX_READ = 2_000;
const BATCH = 100;

/** Where a page ends: behind a document of a stage, and so many of the items of the next one. */
const Place = z.tuple([z.int().min(0), z.string().nullable(), z.int().min(0)]);
interface Standing {
  stage: number;
  after: { key: string; id: string } | undefined;
  skip: number;
}

/** One page of what is found in the things of all stages; `about`: in the thing of that id only. */
export async function scanThings(
  reading: Reading,
  stages: readonly Stage[],
  { limit }: Paging,
  about: string | undefined,
  whyEmpty: () => Missing,
): Promise<Found> {
  const at = standingOf(reading);
  const { items, uncertain } = await collect(reading, stages, limit, about, at);
  const isEnd = at.stage >= stages.length;
  const { asOf, effectiveAt } = reading.ask;
  const place: z.output<typeof Place> = [at.stage, at.after?.key ?? null, at.skip];
  const next = isEnd
    ? undefined
    : writeCursor({ key: JSON.stringify(place), id: at.after?.id ?? '', asOf, effectiveAt }, reading.digest);
  const isWhole = isEnd && !reading.cursor;
  return found(
    reading,
    {
      items: items.map(({ view }) => view),
      page: { next: next ?? null, limit, total: isWhole ? items.length : null },
      temporal: temporalOf(reading.ask, uncertain),
      ...(isWhole && items.length === 0 && { missing: { items: whyEmpty() } }),
      ...(await glossary(reading, mentionsOf(items.flatMap(({ cites }) => cites)))),
    },
    next === undefined ? {} : { next },
  );
}

function standingOf({ cursor }: Reading): Standing {
  if (!cursor) return { stage: 0, after: undefined, skip: 0 };
  const [stage, key, skip] = Place.parse(JSON.parse(cursor.key));
  return { stage, after: key === null ? undefined : { key, id: cursor.id }, skip };
}

/** Moves `at` to where the page ends. */
async function collect(
  reading: Reading,
  stages: readonly Stage[],
  limit: number,
  about: string | undefined,
  at: Standing,
) {
  const items: Item[] = [];
  const uncertain: string[] = [];
  let read = 0;
  for (; at.stage < stages.length; at.stage++, at.after = undefined, at.skip = 0) {
    const stage = stages[at.stage] as Stage;
    for (let more = true; more;) {
      const page = about === undefined ? await candidates(reading, stage, at.after) : await only(reading, stage, about);
      for (const { key, ...doc } of page.docs) {
        const known = reading.memory.things.scanned(reading.context, stage.kind, doc);
        const [, kind = '', id = ''] = doc.id.split('/');
        const seen = reading.see(known);
        const isThere = seen.facts[0] !== undefined && begunBy(seen.facts[0]) === id;
        const found = !isThere
          ? []
          : await stage.items(reading, { kind: kind as ThingKind, id, known, facts: seen.facts });
        for (; at.skip < found.length; at.skip++) {
          if (items.length === limit) return { items, uncertain };
          items.push(found[at.skip] as Item);
        }
        uncertain.push(...seen.uncertain);
        at.after = { key, id: doc.id };
        at.skip = 0;
        if (++read === MAX_READ) return { items, uncertain };
      }
      more = page.next !== undefined;
    }
  }
  return { items, uncertain };
}

interface Batch {
  readonly docs: readonly (Doc & { readonly key: string })[];
  readonly next?: object;
}

const candidates = (
  { context, ask, target }: Reading,
  { kind, field, values }: Stage,
  after: Standing['after'],
): Promise<Batch> =>
  context.find(PROJECTION_OF[kind], {
    scope: target.partnership,
    field,
    at: { effectiveAt: null, position: ask.asOf },
    limit: BATCH,
    ...(values && { values }),
    ...(ask.statedBy !== null && { openEnded: true }),
    ...(after && { after }),
  });

async function only({ context, target }: Reading, { kind }: Stage, id: string): Promise<Batch> {
  const kinds = (Object.keys(PROJECTION_OF) as ThingKind[]).filter((one) => PROJECTION_OF[one] === PROJECTION_OF[kind]);
  const docs = await context.load(
    PROJECTION_OF[kind],
    kinds.map((one) => thingId(target.partnership, one, id)),
  );
  return { docs: [...docs.values()].map((doc) => ({ ...doc, key: '' })) };
}
