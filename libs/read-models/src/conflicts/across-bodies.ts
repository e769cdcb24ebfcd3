import {
  endsIn, foldName, meet, namingsIn,
  type BodyEstablished, type BodyNamed, type EventOf, type Fact, type Naming,
} from '@app/domain'; // prettier-ignore
import { onceFor } from '../query/once.js';
import type { Reading } from '../query/reading.js';
import type { ScannedThing } from '../query/scan-things.js';
import { ALL } from '../query/thing-projection.js';
import { everyThing, merged } from '../structure/every-thing.js';
import type { Contradiction } from './contradiction.js';
import { circlesOfRelations } from './relations.js';

/** A rule that several bodies break together, the first recorded of them first. */
interface Breach {
  readonly bodies: readonly string[];
  readonly contradiction: Contradiction;
}

/**
 * Rules about several bodies that no command may break, but a withdrawal or an amendment can: the rules of a command are
 * run again for what it amends, not for what that left as it was. Listed once, at the first of the bodies; at any of
 * them when asked `about` it.
 */
export async function breachesAcrossBodies(
  reading: Reading,
  { id }: Pick<ScannedThing, 'id'>,
  about: string | undefined,
): Promise<Contradiction[]> {
  return (await breachesIn(reading))
    .filter(({ bodies }) => (about === id ? bodies.includes(id) : bodies[0] === id))
    .map(({ contradiction }) => contradiction);
}

// Every body of an answer is looked at against all of them.
const breachesIn = onceFor(async (reading): Promise<readonly Breach[]> => {
  const { facts } = merged(await everyThing(reading, 'body', ALL, ['body']));
  const standing = facts.filter((fact) => !fact.withdrawn);
  return [...nameClashes(standing), ...circlesOfClasses(standing), ...circlesOfRelations(standing)];
});

type Established = Fact<EventOf<typeof BodyEstablished>>;
type Telling = EventOf<typeof BodyEstablished | typeof BodyNamed>['data'];

/** Two bodies of one name on one day, of which nobody said how they stand to each other. */
function nameClashes(facts: readonly Fact[]): Breach[] {
  const bodies = new Set(facts.filter(isEstablished).map(({ data }) => data.bodyId));
  const namings = facts.flatMap(namingsIn).filter(({ of }) => bodies.has(of));
  const names = namings.filter(({ kind }) => kind === 'primary' || kind === 'alias');
  return names.flatMap((one, i) =>
    names.slice(0, i).flatMap((other): Breach[] => {
      if (other.of === one.of || foldName(other.name) !== foldName(one.name) || isTold(facts, one, other)) return [];
      const together = meet(other, one, namings, endsIn(facts));
      if (together === false) return [];
      return [
        {
          bodies: [other.of, one.of],
          contradiction: {
            kind: 'breach',
            rule: 'body-name-taken',
            match: together === true ? 'definite' : 'possible',
            facts: [other.fact, one.fact],
            words: 'Two bodies go by one name, and nothing on record says how they stand to each other.',
            other: one.of,
          },
        },
      ];
    }),
  );
}

const isEstablished = (fact: Fact): fact is Established => fact.type === 'BodyEstablished';

function isTold(facts: readonly Fact[], one: Naming, other: Naming): boolean {
  const pair = [one.of, other.of];
  return facts.some(({ type, data }) => {
    if (type !== 'BodyEstablished' && type !== 'BodyNamed') return false;
    const { bodyId, distinctFrom = [], maybeSameAs = [] } = data as Telling;
    return pair.includes(bodyId) && [...distinctFrom, ...maybeSameAs].some((id) => pair.includes(id));
  });
}

/** Classes that would be members of themselves. */
function circlesOfClasses(facts: readonly Fact[]): Breach[] {
  const established = new Map(facts.filter(isEstablished).map((fact) => [fact.data.bodyId, fact]));
  const circles = [...established.values()].map((fact) => circleFrom(fact, established));
  return circles.flatMap((circle): Breach[] => {
    const bodies = circle.map(({ data }) => data.bodyId);
    // Each of its members finds it; the first recorded one tells of it.
    const isFirst = circle.every(({ recorded }) => recorded.position >= (circle[0] as Established).recorded.position);
    if (circle.length === 0 || !isFirst) return [];
    const words = 'By what is recorded each of these classes is a member of itself.';
    return [
      { bodies, contradiction: { kind: 'breach', rule: 'not-a-class', match: 'definite', facts: circle, words } },
    ];
  });
}

/** The bodies from this one up to itself again; empty where the way up ends, or leads into another circle. */
function circleFrom(first: Established, established: ReadonlyMap<string, Established>): Established[] {
  const way = [first];
  for (let next = wholeOf(first, established); next && next !== first; next = wholeOf(next, established)) {
    if (way.includes(next)) return [];
    way.push(next);
  }
  return wholeOf(way.at(-1) as Established, established) === first ? way : [];
}

const wholeOf = ({ data }: Established, established: ReadonlyMap<string, Established>): Established | undefined =>
  data.memberOf === undefined ? undefined : established.get(data.memberOf);
