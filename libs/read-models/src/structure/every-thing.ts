import type { Fact } from '@app/domain';
import type { Reading } from '../query/reading.js';
import { isBorrowed } from '../query/thing.js';
import { PROJECTION_OF, type Seen, type ThingKind } from '../query/things.js';

const BATCH = 200;

/** A thing with its own id, among what else its facts name. */
export type SeenThing = Seen & { readonly id: string };

/** All things found under a field, as the answer may see them, or somewhat more than `most`: only of the structure, which is small. */
export async function everyThing(
  reading: Reading,
  kind: ThingKind,
  field: string,
  values: readonly string[],
  most = Infinity,
): Promise<readonly SeenThing[]> {
  const { ask, context, memory, target } = reading;
  const things: SeenThing[] = [];
  let after: { key: string; id: string } | undefined;
  do {
    const page = await context.find(PROJECTION_OF[kind], {
      scope: target.partnership,
      field,
      values,
      at: { effectiveAt: null, position: ask.asOf },
      limit: BATCH,
      ...(ask.statedBy !== null && { openEnded: true }),
      ...(after && { after }),
    });
    for (const doc of page.docs) {
      things.push({ ...reading.see(memory.things.scanned(context, kind, doc)), id: doc.id.split('/')[2] as string });
    }
    after = page.next;
  } while (after && things.length <= most);
  return things;
}

/** What several things say, each event once and in the order of the log: one event stands with all that it names. */
export function merged(things: readonly Seen[]): Pick<Seen, 'facts' | 'uncertain'> {
  const facts = new Map<string, Fact>();
  for (const fact of things.flatMap((thing) => thing.facts)) {
    if (!facts.has(fact.recorded.id) || !isBorrowed(fact.recorded)) facts.set(fact.recorded.id, fact);
  }
  return {
    facts: [...facts.values()].sort((a, b) => (a.recorded.position < b.recorded.position ? -1 : 1)),
    uncertain: [...new Set(things.flatMap(({ uncertain }) => uncertain))],
  };
}
