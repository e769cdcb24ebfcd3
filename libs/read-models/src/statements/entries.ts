import { holdsOn, type EventOf, type Fact, type StatementRecorded, periodOf } from '@app/domain';
import type { Item } from '../query/in-memory.js';
import type { Reading } from '../query/reading.js';
import { shownFor } from '../query/shown.js';
import type { Seen } from '../query/things.js';
import { LISTED } from './projection.js';
import { statementView } from './view.js';

/** The longest list that is shown whole. */
const MOST = 1_000;

/** A statement that is, or was, an entry of a list. */
export interface Entry extends Seen {
  readonly id: string;
  readonly first: Fact<EventOf<typeof StatementRecorded>>;
}

/** The entries of a list on whatever day, in the order of their places. */
export async function entriesIn(reading: Reading, listId: string): Promise<Entry[]> {
  const { ask, context, target, memory } = reading;
  const { docs } = await context.find('statements', {
    scope: target.partnership,
    field: LISTED,
    values: [listId],
    at: { effectiveAt: null, position: ask.asOf },
    limit: MOST,
    ...(ask.statedBy !== null && { openEnded: true }),
  });
  return docs.flatMap((doc) => {
    const seen = reading.see(memory.things.scanned(context, 'statement', doc));
    const first = seen.facts.find(({ type }) => type === 'StatementRecorded') as Entry['first'] | undefined;
    // What another answer saw of it may have stood in another list.
    if (!first || first.withdrawn || first.data.listId !== listId) return [];
    return [{ ...seen, id: doc.id.split('/')[2] as string, first }];
  });
}

/** Those of the day, each behind the one that it stands under. */
export async function entriesOf(
  reading: Reading,
  listId: string,
): Promise<(Item & { readonly uncertain: readonly string[] })[]> {
  const all = await entriesIn(reading, listId);
  const there = all.filter(({ first }) => holdsOn(periodOf(first), reading.ask.effectiveAt) !== false);
  const shown = await shownFor(
    reading,
    there.flatMap(({ facts }) => facts),
  );
  return nested(byPlace(there)).map(({ facts, uncertain }) => ({ ...statementView(facts, shown), uncertain }));
}

/** The index knows the places as they are recorded now; the answer may see earlier ones. */
const byPlace = (entries: readonly Entry[]): Entry[] =>
  [...entries].sort((a, b) => placeOf(a) - placeOf(b) || (positionOf(a) < positionOf(b) ? -1 : 1));

const placeOf = ({ first }: Entry): number => first.data.place ?? Number.MAX_SAFE_INTEGER;
const positionOf = ({ first }: Entry) => first.recorded.position;

function nested(entries: readonly Entry[]): Entry[] {
  const ids = new Set(entries.map(({ id }) => id));
  const under = (parent: string | undefined): Entry[] =>
    entries
      .filter(({ first }) => (ids.has(first.data.parent ?? '') ? first.data.parent : undefined) === parent)
      .flatMap((entry) => [entry, ...under(entry.id)]);
  return under(undefined);
}
