import { fold } from '../decider.js';
import { factsFrom, happened, idOf } from '../testing/given.js';
import { count, opened, option } from '../testing/votes.js';
import type { Day } from '../time/index.js';
import { tally } from './tally.js';
import { voteAggregate } from './vote.js';
import { VoteOptionDesignated } from './vote.events.js';

const DAY = '2011-07-12' as Day;
const on = (from: number, to = from) => ({
  statedOn: DAY,
  sources: [{ documentId: idOf('004'), lines: { from, to } }],
});
const [AGENCIES, RESIDENTS, VOLUNTARY] = ['Working across agencies', 'Working with residents', 'Working with the voluntary sector']; // prettier-ignore

/** The three tables, in the order of the paper: category, words, what stands below, votes. */
const TABLE: readonly (readonly [string, string, readonly string[], number | null])[] = [
  [AGENCIES, 'Rationalize our approach to community needs assessments', ['Build a risk stratification'], 8],
  [AGENCIES, 'Agree Trafford response to Community Budgets', ['Identify one initiative', 'Agree a Data sharing protocol'], 6],
  [AGENCIES, 'Strong Communities Board to scrutinise strategic plans of all partners', ['Choose 2-3 cross-cutting themes'], 5],
  [AGENCIES, 'All agencies agree to emails in font 14', [], 1],
  [AGENCIES, 'To agree a Neighbourhood Framework that all partners work towards', [], 1],
  [AGENCIES, 'Access be made available to police systems for CAT Team', [], 1],
  [RESIDENTS, 'Complete the asset (estate) mapping', [], 7],
  [RESIDENTS, 'Map out “who is the gang behind each one of us”', ['who is missing?', 'who is getting the message more than once / differently?', 'link to neighbourhood engagement strategy review', 'draw in local schools'], 4],
  [RESIDENTS, 'To agree a neighbourhood and work with the community', [], 2],
  [RESIDENTS, 'Map neighbourhood leadership', [], 1],
  [RESIDENTS, 'Evaluation of Sale West experience', [], 1],
  [VOLUNTARY, 'Complete and implement Trafford Third Sector Strategy', ['Infrastructure Body in place', 'Prioritise delivery of the Strategy'], 6],
  [VOLUNTARY, 'Map voluntary sector provision', ['Combine all of our lists'], 6],
  [VOLUNTARY, 'As a partnership agree common criteria', [], 1],
  [VOLUNTARY, 'Get more money in', [], null],
  [VOLUNTARY, 'Create a strong link with Trafford Economic Alliance', [], null],
  [VOLUNTARY, 'Re-engagement with disabled community', [], null],
]; // prettier-ignore

const RULE = 'The actions in bold type are the ones that gained the most votes';
const past = [
  opened({}, on(53)),
  ...TABLE.map(([category, text, subItems], i) =>
    option(text, { category, place: i + 1, subItems: subItems.map((words) => ({ text: words })) }, on(60)),
  ),
  ...TABLE.map(([, text, , votes]) => count(text, votes, on(62))),
  happened(
    VoteOptionDesignated,
    { designation: 'cannot-be-told', basis: 'not-recoverable', rule: RULE },
    { ...on(149), as: 'rule' },
  ),
];
const told = tally(fold(voteAggregate, factsFrom('vote', past)), DAY);
const titled = (name: string) => told?.options.find(({ option: { data } }) => data.text?.startsWith(name));
const wordsOf = (wanted: (rank: unknown) => boolean) =>
  told?.options.filter(({ rank }) => wanted(rank)).map(({ option: { data } }) => data.text);

describe('the votes of record 004', () => {
  it('1. the asset mapping got 7', () => {
    expect(titled('Complete the asset')?.votes.value).toBe(7);
  });

  it('2. most votes went to the community needs assessments, 8', () => {
    expect(told?.options.filter(({ rank }) => rank === 1).map(({ votes }) => votes.value)).toEqual([8]);
    expect(wordsOf((rank) => rank === 1)).toEqual(['Rationalize our approach to community needs assessments']);
  });

  it('3. three options tie on 6, and the next one is the sixth (case 15)', () => {
    const six = told?.options.filter(({ votes }) => votes.value === 6);
    expect(six?.map(({ rank, tied }) => [rank, tied.length])).toEqual([
      [3, 2],
      [3, 2],
      [3, 2],
    ]);
    expect(titled('Strong Communities Board')?.rank).toBe(6);
  });

  it('4. three options have no vote recorded, which is not zero (case 15)', () => {
    expect(wordsOf((rank) => rank === null)).toEqual([
      'Get more money in',
      'Create a strong link with Trafford Economic Alliance',
      'Re-engagement with disabled community',
    ]);
    expect(told?.total.notRecorded).toBe(3);
  });

  it('5. they are 22, 15 and 13, and 50 in all', () => {
    expect(told?.categories.map(({ votes }) => votes)).toEqual([22, 15, 13]);
    expect(told?.total.votes).toBe(50);
  });

  it('7. which were priority cannot be told, and the rule is quoted (case 16)', () => {
    expect(new Set(told?.options.map(({ designation }) => designation.value))).toEqual(new Set(['cannot-be-told']));
    expect(told?.options[0]?.designation.rests.map(({ data }) => data.rule)).toEqual([RULE]);
  });

  it('8. what stands below an option is counted with it (case 15)', () => {
    expect(titled('Map out')?.option.data.subItems?.map(({ text }) => text)).toEqual(TABLE[7]?.[2]);
    expect(titled('Map out')?.votes.value).toBe(4);
  });
});
