import fc from 'fast-check';
import { fold } from '../decider.js';
import { factsFrom, happened, idOf, type Happened } from '../testing/given.js';
import { person } from '../testing/parties.js';
import { addDays, onDay, type Day } from '../time/index.js';
import { actionAggregate } from './action.js';
import { ActionAssigned, ActionReleased, ActionTransferred } from './action.events.js';
import { holdersAt } from './holders.js';

const NAMES = ['Ann', 'Bob', 'Cat'];
const dayAt = (n: number) => addDays('2011-03-01' as Day, n);

/** A change of owners, and the first and last day on which it may have taken effect. */
interface Change {
  readonly is: 'assigned' | 'transferred' | 'released';
  readonly from: readonly string[];
  readonly owners: readonly string[];
  readonly first: number;
  readonly last: number;
}

const someNames = fc.subarray(NAMES, { minLength: 1 });
const change: fc.Arbitrary<Change> = fc
  .record({
    is: fc.constantFrom('assigned' as const, 'transferred' as const, 'released' as const),
    from: someNames,
    owners: someNames,
    first: fc.nat(3),
    length: fc.constantFrom(0, 2),
  })
  .map(({ length, ...rest }) => ({ ...rest, last: rest.first + length }));

function event({ is, from, owners, first, last }: Change): Happened {
  const around = { effectiveFrom: `[${dayAt(first)}..${dayAt(last)}]`, statedOn: dayAt(9) };
  const parties = owners.map((name) => person(name));
  const refs = from.map((name) => ({ kind: 'person', id: idOf(name) }));
  if (is === 'assigned') return happened(ActionAssigned, { owners: parties }, around);
  if (is === 'transferred') return happened(ActionTransferred, { from: refs, owners: parties }, around);
  return happened(ActionReleased, { from: refs }, around);
}

const answer = (changes: readonly Change[], day: number) => {
  const { holdings } = fold(actionAggregate, factsFrom('action', changes.map(event)));
  return holdersAt(holdings, onDay(dayAt(day)));
};

/** Every way to put exact days to the changes; changes with the same bounds are of the same day. */
function* worlds(changes: readonly Change[]): Generator<number[]> {
  const spans = [...new Set(changes.map(({ first, last }) => `${first} ${last}`))];
  const choices = spans.map((span) => {
    const [first = 0, last = 0] = span.split(' ').map(Number);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
  for (const chosen of product(choices)) {
    yield changes.map(({ first, last }) => chosen[spans.indexOf(`${first} ${last}`)] ?? 0);
  }
}

function* product(choices: readonly (readonly number[])[]): Generator<number[]> {
  const [head, ...tail] = choices;
  if (!head) yield [];
  else for (const rest of product(tail)) for (const choice of head) yield [choice, ...rest];
}

/** Who owns it in one world: the changes one after another, by day and then by position. */
function ownersIn(changes: readonly Change[], days: readonly number[], day: number): Set<string> {
  const order = changes.map((_, i) => i).filter((i) => (days[i] ?? 0) <= day);
  order.sort((a, b) => (days[a] ?? 0) - (days[b] ?? 0) || a - b);
  let owners = new Set<string>();
  for (const { is, from, owners: named } of order.map((i) => changes[i] as Change)) {
    if (is === 'assigned') owners = new Set();
    else from.forEach((name) => owners.delete(name));
    if (is !== 'released') named.forEach((name) => owners.add(name));
  }
  return owners;
}

describe('ownership under fuzzy dates', () => {
  const cases = fc.tuple(fc.array(change, { maxLength: 4 }), fc.nat(7));

  it('is certain of an owner exactly where every choice of days gives the same', () => {
    fc.assert(
      fc.property(cases, ([changes, day]) => {
        const holders = answer(changes, day);
        const all = [...worlds(changes)].map((days) => ownersIn(changes, days, day));
        for (const name of NAMES) {
          const owns = all.map((owners) => owners.has(name));
          const expected = owns.every(Boolean) ? true : owns.some(Boolean) ? 'unknown' : false;
          const holder = holders.named.find(({ key }) => key === `person:${idOf(name)}`);
          expect(holder?.owns ?? false).toBe(expected);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is never wrong about there being an owner, and about there being several', () => {
    fc.assert(
      fc.property(cases, ([changes, day]) => {
        const { unowned, joint } = answer(changes, day);
        const sizes = [...worlds(changes)].map((days) => ownersIn(changes, days, day).size);
        if (unowned !== 'unknown') expect(sizes.every((size) => (size === 0) === unowned)).toBe(true);
        if (joint !== 'unknown') expect(sizes.every((size) => size > 1 === joint)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on the order in which changes of different days were recorded', () => {
    const distinct = fc.uniqueArray(
      change.map((c) => ({ ...c, last: c.first })),
      { selector: ({ first }) => first },
    );
    const shuffled = distinct.chain((changes) =>
      fc.tuple(fc.constant(changes), fc.shuffledSubarray(changes, { minLength: changes.length }), fc.nat(7)),
    );
    const told = (changes: readonly Change[], day: number) =>
      answer(changes, day)
        .named.filter(({ owns }) => owns !== false)
        .map(({ key, owns }) => `${key} ${owns}`)
        .sort();
    fc.assert(fc.property(shuffled, ([changes, other, day]) => expect(told(other, day)).toEqual(told(changes, day))));
  });
});
