import fc from 'fast-check';
import { factsOf, type Fact } from '../facts.js';
import { isStatedFlatly } from '../in-force.js';
import { isPlanned } from '../source.js';
import { idOf, type Around } from '../testing/given.js';
import { play, type Step } from '../testing/history.js';
import type { Day } from '../time/index.js';
import type { RelationEnd } from './relations.events.js';
import { relationsOn } from './relations.js';
import { structureAggregate } from './structure.js';

const BODIES = ['a', 'b', 'c', 'd'];
const begun = BODIES.map((name): Step => ({
  name: 'EstablishBody',
  body: { name, kind: 'board' },
  target: idOf(name),
  around: { effectiveFrom: '2000-01-01' },
}));

const STARTS = ['2011-01-01', '2011-06', '2012-01-01', '[..2012-06-01]', '2013-01-01', '2021-01-01'];
const around: fc.Arbitrary<Around> = fc.record(
  {
    effectiveFrom: fc.constantFrom(...STARTS),
    effectiveTo: fc.constantFrom('2012-01-01', '2013', '2014-01-01', '2022-01-01'),
    certainty: fc.constantFrom('fact', 'fact', 'decision', 'possible', 'disputed'),
  },
  { requiredKeys: ['effectiveFrom'] },
);
const other = fc.constantFrom(...BODIES).map((name) => ({ kind: 'body', id: idOf(name) }));
const relation = fc
  .tuple(fc.constantFrom('subOrganizationOf', 'subOrganizationOf', 'linksWith'), other, fc.constantFrom('to', 'from'))
  .map(([type, end, side]) => ({ type, [side]: end }));
const target = fc.constantFrom(...BODIES).map(idOf);
/** Events after those that establish the bodies. */
const nth = fc.nat(12).map((n) => n + BODIES.length);

const replacement = fc.tuple(fc.oneof(relation, fc.constant({})), around).map(([data, dates]) => ({ data, ...dates }));
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ name: fc.constant('StateRelation'), body: relation, target, around }) },
  { weight: 2, arbitrary: fc.record({ name: fc.constant('DenyRelation'), body: relation, target, around }) },
  {
    weight: 3,
    arbitrary: fc.record({
      name: fc.constant('EndRelation'),
      body: fc.constant({}),
      target,
      member: nth.map((n) => idOf(`event ${n}`)),
      around,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      name: fc.constant('AmendFact'),
      member: nth.map(String),
      body: fc.record({ kind: fc.constant('reading-revised'), replacement: fc.option(replacement, { nil: null }) }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      name: fc.constantFrom('ReviseCertainty'),
      member: nth.map(String),
      body: fc.record({ becomes: fc.constantFrom('fact', 'possible') }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      name: fc.constant('DisputeFact'),
      member: nth.map(String),
      body: fc.constant({ statement: 'not so' }),
    }),
  },
);
const histories = fc.array(steps, { maxLength: 25, size: 'max' });

interface Edge {
  readonly type: string;
  readonly from: RelationEnd;
  readonly to: RelationEnd;
}

/** By the dates alone, day by day, and by nothing that the rules are made of. */
function heldOn(facts: readonly Fact[], event: string, day: string): Edge[] {
  const ends = facts.filter(
    ({ type, withdrawn, certainty }) => type === 'RelationEnded' && !withdrawn && !isPlanned(certainty),
  );
  return facts
    .filter(({ type, withdrawn }) => type === event && !withdrawn)
    .filter(({ certainty, disputes }) => !isPlanned(certainty) && certainty !== 'disputed' && disputes.length === 0)
    .filter(({ effectiveFrom: { latest } }) => latest !== null && latest <= day)
    .filter(({ effectiveTo }) => !effectiveTo || (effectiveTo.earliest !== null && day < effectiveTo.earliest))
    .filter(({ recorded }) =>
      ends
        .filter(({ data }) => (data as { relation: string }).relation === recorded.id)
        .every(({ effectiveFrom: { earliest } }) => earliest !== null && day < earliest),
    )
    .map(({ data }) => data as Edge);
}

function hasCircle(edges: readonly Edge[]): boolean {
  const above = (id: string, seen: readonly string[]): boolean =>
    seen.includes(id) ||
    edges.some(({ type, from, to }) => type === 'subOrganizationOf' && from.id === id && above(to.id, [...seen, id]));
  return edges.some(({ from }) => above(from.id, []));
}

const key = ({ type, from, to }: Edge): string => {
  const ends = [from.id, to.id];
  return [type, ...(type === 'linksWith' ? ends.sort() : ends)].join(' ');
};

const DAYS = [
  '2011-01-01',
  '2011-06-30',
  '2012-01-01',
  '2012-06-01',
  '2013-01-01',
  '2013-12-31',
  '2021-01-01',
] as Day[];

/** What an answer shows as holding. */
const shownOn = (facts: readonly Fact[], day: Day): Edge[] =>
  relationsOn(facts, day)
    .filter(({ fact, holds }) => holds === true && fact.type === 'RelationStated' && isStatedFlatly(fact))
    .map(({ fact }) => fact.data);

describe('no sequence of commands, amendments and revisions among them', () => {
  it('makes a body part of itself on any day, as far as the dates are certain', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const facts = factsOf(play(structureAggregate, [...begun, ...history]));
        for (const day of DAYS) {
          expect(hasCircle(heldOn(facts, 'RelationStated', day))).toBe(false);
          expect(hasCircle(shownOn(facts, day))).toBe(false);
        }
      }),
    );
  });

  it('lets a relation hold on a day on which it is denied, as far as the dates are certain', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const facts = factsOf(play(structureAggregate, [...begun, ...history]));
        for (const day of DAYS) {
          const denials = heldOn(facts, 'RelationDenied', day).map(key);
          const held = heldOn(facts, 'RelationStated', day).map(key);
          expect(held.filter((edge) => denials.includes(edge))).toEqual([]);
        }
      }),
    );
  });
});
