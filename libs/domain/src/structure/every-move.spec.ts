import fc from 'fast-check';
import { factsOf } from '../facts.js';
import { idOf } from '../testing/given.js';
import { play, type Step } from '../testing/history.js';
import type { Day } from '../time/index.js';
import { relationsOn } from './relations.js';
import { structureAggregate } from './structure.js';

const BODIES = ['a', 'b', 'c'];
const DAYS = ['2010-12-31', '2011-01-01', '2012-01-01', '2013-01-01'] as Day[];
const begun = BODIES.map((name): Step => ({
  name: 'EstablishBody',
  body: { name, kind: 'board' },
  target: idOf(name),
  around: { effectiveFrom: '2000-01-01' },
}));

const body = fc.constantFrom(...BODIES).map(idOf);
const around = fc.constantFrom(...DAYS).map((day) => ({ statedOn: day, effectiveFrom: day }));
const stated = fc
  .record({ target: body, to: body, around })
  .map(({ target, to, around: dates }): Step[] => [
    { name: 'StateRelation', body: { type: 'subOrganizationOf', to: { kind: 'body', id: to } }, target, around: dates },
  ]);
/** A restructure of one change, put forward and made. */
const moved = fc
  .record({
    id: fc.uuid(),
    of: body,
    under: fc.option(body, { nil: undefined }),
    leaves: fc.boolean(),
    around,
    certainty: fc.constantFrom('fact', 'decision', 'possible'),
  })
  .map(({ id: target, of, under, leaves, around: dates, certainty }): Step[] => {
    const change = leaves
      ? { kind: 'leave-structure', original: [of] }
      : { kind: 'move', original: [of], ...(under && { under }) };
    const said = { title: 'Move', changes: [change], proposalNotRecorded: true };
    return [
      { name: 'ProposeRestructure', body: said, target, around: { statedOn: '2010-01-01' } },
      {
        name: 'ImplementRestructure',
        body: { agreementNotRecorded: true },
        target,
        around: { ...dates, certainty: certainty as 'fact' },
      },
    ];
  });
const secondThought = fc
  .record({ member: fc.integer({ min: 3, max: 12 }).map(String), becomes: fc.constantFrom('fact', 'possible', null) })
  .map(({ member, becomes }): Step[] => [
    becomes === null
      ? { name: 'AmendFact', body: { kind: 'recorded-in-error', replacement: null }, member }
      : { name: 'ReviseCertainty', body: { becomes }, member, around: { statedOn: '2014-01-01' } },
  ]);
const histories = fc
  .array(fc.oneof({ weight: 3, arbitrary: stated }, { weight: 4, arbitrary: moved }, secondThought), { maxLength: 12 })
  .map((steps) => steps.flat());

/** Who certainly stands under whom on a day: an end that was only possible leaves that in doubt. */
function parentsOn(facts: ReturnType<typeof factsOf>, day: Day): ReadonlyMap<string, readonly string[]> {
  const parents = new Map<string, string[]>();
  for (const { fact, holds, endings } of relationsOn(facts, day)) {
    if (endings.some(({ effectiveFrom: { earliest } }) => earliest === null || earliest <= day)) continue;
    const { type, from, to } = fact.data;
    const isSure = holds === true && (fact.certainty === 'fact' || fact.certainty === 'decision');
    if (isSure && type === 'subOrganizationOf') parents.set(from.id, [...(parents.get(from.id) ?? []), to.id]);
  }
  return parents;
}

const isAboveItself = (parents: ReadonlyMap<string, readonly string[]>, id: string): boolean => {
  const above = (one: string, seen: readonly string[]): boolean =>
    (parents.get(one) ?? []).some(
      (parent) => parent === id || (!seen.includes(parent) && above(parent, [...seen, parent])),
    );
  return above(id, []);
};

describe('no sequence of moves and relations', () => {
  it('puts a body above itself on a day on which all of that was said to be so', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const facts = factsOf(play(structureAggregate, [...begun, ...history]));
        for (const day of DAYS)
          for (const name of BODIES) expect(isAboveItself(parentsOn(facts, day), idOf(name))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
