import fc from 'fast-check';
import { fold } from '../decider.js';
import { factsOf } from '../facts.js';
import { hasBegun } from '../in-force.js';
import { factsFrom, idOf } from '../testing/given.js';
import { play, secondThoughts, type Step } from '../testing/history.js';
import { introduced, person } from '../testing/parties.js';
import { addDays, onDay, type Day } from '../time/index.js';
import { tally } from './tally.js';
import { voteAggregate } from './vote.js';
import type { VoteState } from './vote.state.js';

const START = '2019-07-01' as Day;
const EACH = 5;
const VOTERS = ['Ann', 'Bob', 'Cat'];
const OPTIONS = 4;
const day = fc.nat(9).map((n) => addDays(START, n));
const fuzzy = fc.tuple(day, fc.nat(4)).map(([from, n]) => `[${from}..${addDays(from, n)}]`);
/** Options are the events 1 to 4; there is no fifth. */
const optionId = fc.integer({ min: 1, max: OPTIONS + 1 }).map((n) => idOf(`event ${n}`));
const votes = fc.nat(4);
const people = new Map(VOTERS.map((name) => [idOf(name), factsFrom('person', introduced(name))]));

const counted = fc.record({ optionId, votes: fc.option(votes) });
const given = fc.record({ optionId, votes, voter: fc.constantFrom(...VOTERS.map((name) => person(name))) });
const said = (dates: fc.Arbitrary<string>): fc.Arbitrary<Step> =>
  fc
    .tuple(
      fc.oneof(
        counted.map((body) => ({ name: 'RecordVoteCount', body })),
        counted.map((body) => ({ name: 'CorrectVote', body })),
        given.map((body) => ({ name: 'CastBallot', body })),
        fc.constant({ name: 'CloseVote', body: {} }),
      ),
      dates,
    )
    .map(([step, effectiveFrom]) => ({ ...step, around: { effectiveFrom } }));

const begun: Step[] = [
  { name: 'OpenVote', body: { method: 'a show of hands', votesEach: EACH }, around: { statedOn: START } },
  ...Array.from({ length: OPTIONS }, (_, i) => ({
    name: 'AddVoteOption',
    body: { text: `${i}`, category: i < 2 ? 'one' : 'two' },
    around: { effectiveFrom: START },
  })),
];
const after = (steps: readonly Step[]): VoteState =>
  fold(voteAggregate, factsOf(play(voteAggregate, [...begun, ...steps], people)));

/** What an option got, worked out the slow way: the last figure on paper, or what each voter said last. */
function recount({ counts, corrections, ballots }: VoteState, id: string, on: Day): number | null {
  const by = <F extends (typeof counts | typeof corrections | typeof ballots)[number]>(facts: readonly F[]) =>
    facts
      .filter(({ data, effectiveFrom }) => data.optionId === id && effectiveFrom.edtf <= on)
      .sort((a, b) =>
        a.effectiveFrom.edtf === b.effectiveFrom.edtf
          ? Number(a.recorded.position - b.recorded.position)
          : a.effectiveFrom.edtf.localeCompare(b.effectiveFrom.edtf),
      );
  const words = new Map(by(ballots).map(({ data }) => [(data.voter as { id: string }).id, data.votes]));
  if (words.size > 0) return [...words.values()].reduce((sum, one) => sum + one, 0);
  return by([...counts, ...corrections]).at(-1)?.data.votes ?? null;
}

describe('every vote that the deciders let through', () => {
  it('is tallied and ranked as a recount of its votes would be', () => {
    fc.assert(
      fc.property(fc.array(said(day), { maxLength: 25 }), day, (steps, on) => {
        const state = after(steps);
        const told = tally(state, on);
        const recounted = state.options.map(({ recorded }) => recount(state, recorded.id, on));
        expect(told?.options.map(({ votes: { value } }) => value)).toEqual(recounted);
        const ranked = recounted.map((own) =>
          own === null ? null : 1 + recounted.filter((other) => other !== null && other > own).length,
        );
        expect(told?.options.map(({ rank }) => rank)).toEqual(ranked);
        const sum = (each: readonly (number | null)[]) =>
          each.every((one) => one === null) ? null : each.reduce<number>((total, one) => total + (one ?? 0), 0);
        expect(told?.total.votes).toBe(sum(recounted));
        expect(told?.categories.map((category) => category.votes)).toEqual([
          sum(recounted.slice(0, 2)),
          sum(recounted.slice(2)),
        ]);
      }),
      { numRuns: 200 },
    );
  });

  it('holds counts or ballots, one count an option, and nothing after it was closed', () => {
    fc.assert(
      fc.property(fc.array(said(day), { maxLength: 25 }), (steps) => {
        const { counts, ballots, closures } = after(steps);
        expect(counts.length > 0 && ballots.length > 0).toBe(false);
        expect(new Set(counts.map(({ data }) => data.optionId)).size).toBe(counts.length);
        expect(closures.length).toBeLessThan(2);
        const late = [...counts, ...ballots].filter(
          ({ recorded, effectiveFrom }) =>
            closures[0] &&
            closures[0].recorded.position < recorded.position &&
            closures[0].effectiveFrom.edtf <= effectiveFrom.edtf,
        );
        expect(late).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('gives nobody more votes than each has, where all is said in the order of its days', () => {
    fc.assert(
      fc.property(fc.array(said(day), { maxLength: 30 }), day, (steps, on) => {
        const dayOf = ({ around }: Step) => around?.effectiveFrom as Day;
        const { ballots } = after([...steps].sort((a, b) => dayOf(a).localeCompare(dayOf(b))));
        for (const name of VOTERS) {
          const own = ballots.filter(
            ({ data, effectiveFrom }) =>
              (data.voter as { id: string }).id === idOf(name) && hasBegun({ effectiveFrom } as never, onDay(on)),
          );
          const last = new Map(own.map(({ data }) => [data.optionId, data.votes]));
          expect([...last.values()].reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(EACH);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is tallied on every day, whatever is fuzzy, amended, disputed or revised', () => {
    const step = fc.oneof({ weight: 5, arbitrary: said(fc.oneof(day, fuzzy)) }, secondThoughts(fc.oneof(counted, given))); // prettier-ignore
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), day, (steps, on) => {
        const state = after(steps);
        const told = tally(state, on);
        expect(told === undefined).toBe(state.opened === undefined);
        for (const { votes: count, rank } of told?.options ?? []) {
          expect(count.value === 'unknown').toBe(count.possible.length > 1);
          expect(rank === null).toBe(count.value === null);
        }
      }),
      { numRuns: 200 },
    );
  });
});
