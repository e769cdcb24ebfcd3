import { fold } from '../decider.js';
import { amended, factsFrom, happened, idOf, type Happened } from '../testing/given.js';
import { ballot, closed, count, opened, option, VOTED } from '../testing/votes.js';
import type { Day } from '../time/index.js';
import { tally, type OptionTally } from './tally.js';
import { voteAggregate } from './vote.js';
import { VoteCorrected, VoteOptionDesignated } from './vote.events.js';

const LATER = '2019-08-01' as Day;
const tallied = (past: readonly Happened[], day = LATER) => {
  const told = tally(fold(voteAggregate, factsFrom('vote', past)), day);
  if (!told) throw new Error('no vote');
  return told;
};
const options = (...names: string[]) => [opened(), ...names.map((name) => option(name))];
const votes = ({ options: each }: { options: readonly OptionTally[] }) => each.map(({ votes: { value } }) => value);
const ranks = ({ options: each }: { options: readonly OptionTally[] }) => each.map(({ rank }) => rank);
const corrected = (name: string, to: number | null, around: object = {}) =>
  happened(VoteCorrected, { optionId: idOf(name), votes: to }, { statedOn: '2019-07-20', as: 'correction', ...around });

describe('a tally', () => {
  it('gives equal counts one rank, and the next one the rank after all of them', () => {
    const { options: each, ...told } = tallied([
      ...options('A', 'B', 'C', 'D'),
      count('A', 8),
      count('B', 6),
      count('C', 6),
      count('D', 5),
    ]);
    expect(ranks({ options: each })).toEqual([1, 2, 2, 4]);
    expect(each.map(({ tied }) => tied)).toEqual([[], [idOf('C')], [idOf('B')], []]);
    expect(told.kind).toBe('counts');
  });

  it('leaves a blank apart, without a rank, and zero at the end of the ranks', () => {
    const told = tallied([...options('A', 'B', 'C'), count('A', 1), count('B', null), count('C', 0)]);
    expect([votes(told), ranks(told)]).toEqual([
      [1, null, 0],
      [1, null, 2],
    ]);
    expect(told.total).toEqual({ votes: 1, options: 3, notRecorded: 1, unknown: 0 });
  });

  it('adds up nothing where nothing is recorded', () => {
    const told = tallied([...options('A', 'B'), count('A', null)]);
    expect(told.total).toEqual({ votes: null, options: 2, notRecorded: 2, unknown: 0 });
    expect(tallied(options('A')).kind).toBe('none');
  });

  it('shows the options by their places, and totals by category', () => {
    const told = tallied([
      opened(),
      option('B', { place: 2, category: 'Residents' }),
      option('C'),
      option('A', { place: 1, category: 'Agencies' }),
      count('A', 3),
      count('B', null),
      count('C', 2),
    ]);
    expect(told.options.map(({ option: { data } }) => data.text)).toEqual(['A', 'B', 'C']);
    expect(told.categories).toEqual([
      { category: 'Agencies', votes: 3, options: 1, notRecorded: 0, unknown: 0 },
      { category: 'Residents', votes: null, options: 1, notRecorded: 1, unknown: 0 },
      { category: null, votes: 2, options: 1, notRecorded: 0, unknown: 0 },
    ]);
    expect(told.total.votes).toBe(5);
  });

  it('counts a correction from its day on, and keeps what it replaced', () => {
    const past = [...options('A'), count('A', 6), corrected('A', 7)];
    const before = tallied(past, '2019-07-19' as Day);
    const after = tallied(past);
    expect([votes(before), votes(after)]).toEqual([[6], [7]]);
    expect(before.options[0]?.superseded).toEqual([]);
    expect(after.options[0]?.superseded.map(({ recorded }) => recorded.id)).toEqual([idOf('count of A')]);
  });

  it('counts nothing before it was voted', () => {
    const told = tallied([...options('A'), count('A', 6)], '2019-07-11' as Day);
    expect(told.options).toEqual([]);
  });

  it('leaves a count open within a fuzzy date, and every rank that it may move', () => {
    const told = tallied([
      ...options('A', 'B', 'C'),
      count('A', 6),
      count('B', 5),
      count('C', 9),
      corrected('B', 7, { effectiveFrom: '2019-08' }),
    ]);
    expect(votes(told)).toEqual([6, 'unknown', 9]);
    expect(told.options[1]?.votes.possible).toEqual([5, 7]);
    expect(ranks(told)).toEqual(['unknown', 'unknown', 1]);
    expect(told.total).toEqual({ votes: 15, options: 3, notRecorded: 0, unknown: 1 });
  });

  it('leaves out what was withdrawn as recorded in error', () => {
    expect(votes(tallied([...options('A'), count('A', 6), amended('count of A', null)]))).toEqual([null]);
  });

  it('says whether the vote was closed', () => {
    const past = [...options('A'), closed({ statedOn: '2019-07-20', effectiveFrom: '2019-07' })];
    expect([VOTED, LATER].map((day) => tallied(past, day as Day).closed)).toEqual(['unknown', true]);
    expect(tallied([...options('A'), closed({ certainty: 'intention' })]).closed).toBe(false);
  });
});

describe('a tally of ballots', () => {
  it('adds up the last word of every voter', () => {
    const told = tallied([
      ...options('A', 'B'),
      ballot('Ann', 'A', 2),
      ballot('Bob', 'A', 1),
      ballot('Ann', 'A', 1, { as: 'changed' }),
      ballot('Ann', 'B', 1),
    ]);
    expect([votes(told), told.kind]).toEqual([[2, 1], 'ballots']);
    expect(told.options[0]?.superseded.map(({ recorded }) => recorded.id)).toEqual([idOf('Ann on A')]);
  });

  it('makes zero of votes that were taken back, and nothing of none', () => {
    const told = tallied([...options('A', 'B'), ballot('Ann', 'A', 2), ballot('Ann', 'A', 0, { as: 'taken back' })]);
    expect(votes(told)).toEqual([0, null]);
  });

  it('is open where counts are on record too, unless they say the same', () => {
    const both = (votes: number) =>
      tallied([...options('A'), count('A', votes, { certainty: 'disputed' }), ballot('Ann', 'A', 2), ballot('Bob', 'A', 1)]); // prettier-ignore
    expect(both(6).options[0]?.votes).toMatchObject({ value: 'unknown', possible: [6, 3] });
    expect([votes(both(3)), both(3).kind]).toEqual([[3], 'both']);
    const before = tallied([...options('A'), count('A', 6, { certainty: 'disputed' }), ballot('Ann', 'A', 2, { statedOn: '2019-08-02' })]); // prettier-ignore
    expect([votes(before), before.kind]).toEqual([[6], 'counts']);
  });

  it('is open where a ballot may have been changed by then', () => {
    const changed = ballot('Ann', 'A', 2, { as: 'changed', effectiveFrom: '2019-08' });
    const told = tallied([...options('A'), ballot('Ann', 'A', 1), ballot('Bob', 'A', 1), changed]);
    expect(told.options[0]?.votes).toMatchObject({ value: 'unknown', possible: [2, 3] });
  });
});

describe('a designation', () => {
  const designated = (data: object, around: object = {}) =>
    happened(VoteOptionDesignated, { basis: 'decision', ...data }, { statedOn: VOTED, ...around });
  const of = (past: readonly Happened[], day = LATER) =>
    tallied([...options('A', 'B'), count('A', 9), count('B', 1), ...past], day).options.map(
      ({ designation: { value, possible } }) => (possible.length === 0 ? null : value),
    );

  it('is not made of counts', () => {
    expect(of([])).toEqual([null, null]);
    expect(of([designated({ optionId: idOf('B'), designation: 'priority' })])).toEqual([null, 'priority']);
  });

  it('of the vote as a whole is that of every option without one of its own', () => {
    const lost = designated({ designation: 'cannot-be-told', basis: 'not-recoverable' });
    const own = designated({ optionId: idOf('B'), designation: 'priority' });
    expect(of([lost, own])).toEqual(['cannot-be-told', 'priority']);
  });

  it('becomes another on a later day, and is open within a fuzzy date', () => {
    const past = [
      designated({ optionId: idOf('A'), designation: 'priority' }),
      designated({ optionId: idOf('A'), designation: 'not-priority' }, { effectiveFrom: '2019-07-20/2019-07-25' }),
    ];
    expect([of(past, VOTED as Day)[0], of(past, '2019-07-22' as Day)[0], of(past)[0]]).toEqual([
      'priority',
      'unknown',
      'not-priority',
    ]);
  });
});
