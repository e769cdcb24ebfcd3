import { overlaps, periodOf } from '@app/domain';
import type { Reading } from '../query/reading.js';
import type { ScannedThing } from '../query/scan-things.js';
import { entriesIn, type Entry } from '../statements/entries.js';
import type { Contradiction } from './contradiction.js';

/** Two entries of a list at one place: each is a stream of its own, so that no rule of a command could tell. */
export async function placesTakenTwice(reading: Reading, { id }: Pick<ScannedThing, 'id'>): Promise<Contradiction[]> {
  const entries = (await entriesIn(reading, id)).filter(({ first }) => first.data.place !== undefined);
  return entries.flatMap((one, i) =>
    entries.slice(0, i).flatMap((other): Contradiction[] => {
      const together = isAtOnePlace(one, other) && overlaps(periodOf(one.first), periodOf(other.first));
      if (together === false) return [];
      return [
        {
          kind: 'breach',
          rule: 'place-taken',
          match: together === true ? 'definite' : 'possible',
          facts: [other.first, one.first],
          words: 'Two statements stand at one place of a list.',
        },
      ];
    }),
  );
}

const isAtOnePlace = ({ first: { data: a } }: Entry, { first: { data: b } }: Entry): boolean =>
  a.place === b.place && a.parent === b.parent;
