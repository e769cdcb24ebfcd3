import { decisionRightsOn, identitiesOn, type DecisionRight, type DecisionRightOn, type Fact } from '@app/domain';
import { everyThing, merged } from '../structure/every-thing.js';
import { CONFLICT } from '../query/doubts.js';
import { onceFor } from '../query/once.js';
import type { Reading } from '../query/reading.js';
import type { ScannedThing } from '../query/scan-things.js';
import type { Contradiction } from './contradiction.js';

/**
 * Rights that only one body can have about one thing, said of several on the day: whether they speak of one thing, the
 * words must tell. Listed once, at the body that was first said to have the right; at any of them when asked `about` it.
 */
export async function contestedRights(
  reading: Reading,
  { id, facts: own }: ScannedThing,
  about: string | undefined,
): Promise<Contradiction[]> {
  if (!own.some(({ type }) => type === 'DecisionRightStated')) return [];
  return (await contestedIn(reading)).flatMap((said): Contradiction[] => {
    const [first] = said;
    const isHere = about === id ? said.some(({ data }) => data.bodyId === id) : first?.data.bodyId === id;
    const words = 'Several bodies are said to have a right that only one can have about one thing.';
    return isHere ? [{ kind: 'decision-right', match: 'possible', facts: said, words }] : [];
  });
}

// Every body of an answer is looked at against all of them.
const contestedIn = onceFor(async (reading) => {
  const { facts } = merged(await everyThing(reading, 'body', CONFLICT, ['decision-right']));
  return disagreements(decisionRightsOn(facts, reading.ask.effectiveAt).filter((one) => one.contested.length > 0));
});

/** Statements that contest one another, each with all that it is linked to by others. */
function disagreements(contested: readonly DecisionRightOn[]): DecisionRight[][] {
  const groups: DecisionRight[][] = [];
  for (const { fact, contested: others } of contested) {
    const joined = groups.filter((group) => others.some((other) => group.includes(other)));
    const merged = [...joined.flat(), fact];
    groups.splice(0, groups.length, ...groups.filter((group) => !joined.includes(group)), merged);
  }
  return groups;
}

/** Whether two entries are one: nobody has settled it, or it was settled in both ways. Listed once, as above. */
export function openIdentities(
  reading: Reading,
  { id, facts }: ScannedThing,
  about: string | undefined,
): Contradiction[] {
  return identitiesOn(facts, id, reading.ask.effectiveAt).flatMap(({ verdict, rests, other }): Contradiction[] => {
    if (about !== id && homeOf(rests[0]) !== id) return [];
    if (verdict === 'open') {
      const words = 'Whether this and another entry are one is open.';
      return [{ kind: 'identity', match: 'possible', facts: rests, words, other: other.id }];
    }
    const words = 'This and another entry are said to be one, and to be two.';
    return verdict === 'contradictory'
      ? [{ kind: 'identity', match: 'definite', facts: rests, words, other: other.id }]
      : [];
  });
}

/** At which entry it was said. */
function homeOf(fact: Fact | undefined): string | undefined {
  const { of, bodyId } = (fact?.data ?? {}) as { of?: { id: string }; bodyId?: string };
  return of?.id ?? bodyId;
}
