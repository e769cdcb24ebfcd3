import { factsFrom, happened, idOf, type Happened } from '../../../domain/src/testing/given.js';
import { person, words } from '../../../domain/src/testing/parties.js';
import { ballot, closed, count, opened, option } from '../../../domain/src/testing/votes.js';
import { VoteCorrected, VoteOptionDesignated } from '@app/domain';
import { breachesInVote } from './votes.js';

const found = (...past: Happened[]) => breachesInVote(factsFrom('vote', past)).map(({ rule, match }) => [rule, match]);
const vote = (...past: Happened[]) => found(opened({ votesEach: 3 }), option('A'), option('B'), ...past);

describe('conflicts of a vote', () => {
  it('are none where its rules hold', () => {
    expect(vote(count('A', 6), count('B', null), closed())).toEqual([]);
    expect(vote(ballot('Ann', 'A', 2), ballot('Ann', 'B', 1), closed())).toEqual([]);
  });

  it('are two counts of one option', () => {
    expect(vote(count('A', 6), count('A', 7, { certainty: 'disputed' }))).toEqual([['already-counted', 'definite']]);
  });

  it('are counts beside ballots', () => {
    expect(vote(count('A', 6), ballot('Ann', 'B', 1))).toEqual([['counts-and-ballots', 'definite']]);
  });

  it('are corrections of what has no count', () => {
    const correction = happened(VoteCorrected, { optionId: idOf('A'), votes: 7 }, { statedOn: '2019-07-20' });
    expect(vote(correction)).toEqual([['no-count-to-correct', 'definite']]);
    expect(vote(count('A', 6), correction)).toEqual([]);
  });

  it('are more votes than a voter has, certainly or within a fuzzy date', () => {
    expect(vote(ballot('Ann', 'A', 2), ballot('Bob', 'B', 2))).toEqual([]);
    expect(vote(ballot('Ann', 'A', 2), ballot('Ann', 'B', 2))).toEqual([['too-many-votes', 'definite']]);
    expect(vote(ballot('Ann', 'A', 2, { effectiveFrom: '2019-07' }), ballot('Ann', 'B', 2))).toContainEqual([
      'too-many-votes',
      'possible',
    ]);
  });

  it('are more votes than a voter has by a ballot that was recorded later, of an earlier day', () => {
    const earlier = ballot('Ann', 'A', 2, { effectiveFrom: '2019-07-10' });
    expect(vote(ballot('Ann', 'B', 2), earlier)).toContainEqual(['too-many-votes', 'definite']);
  });

  it('are voters outside the electorate', () => {
    const named = (...electorate: object[]) =>
      found(opened({ electorate }), option('A'), ballot('Ann', 'A', 1), ballot('Bob', 'A', 1));
    expect(named(person('Ann'))).toEqual([['not-in-the-electorate', 'definite']]);
    expect(named(person('Ann'), words('the others'))).toEqual([]);
  });

  it('are votes after the vote was closed, certainly or within a fuzzy date', () => {
    const late = (effectiveFrom: string) => vote(closed({ statedOn: '2019-07-20' }), count('A', 6, { effectiveFrom }));
    expect(late('2019-07-21')).toEqual([['vote-closed', 'definite']]);
    expect(late('2019-07')).toContainEqual(['vote-closed', 'possible']);
    expect(late('2019-07-19')).toEqual([]);
  });

  it('are options after the first vote', () => {
    expect(vote(count('A', 6), option('C', {}, { effectiveFrom: '2019-07-13' }))).toEqual([
      ['options-frozen', 'definite'],
    ]);
    expect(vote(count('A', 6), option('C', {}, { effectiveFrom: '2019-07-11' }))).toEqual([]);
  });

  it('are an opening after the closing, certainly or within a fuzzy date', () => {
    const late = (effectiveFrom: string) =>
      found(opened({}, { effectiveFrom }), closed({ effectiveFrom: '2019-07-05' }));
    expect(late('2019-07-06')).toEqual([['closed-before-opened', 'definite']]);
    expect(late('2019-07')).toEqual([['closed-before-opened', 'possible']]);
    expect(late('2019-07-05')).toEqual([]);
  });

  it('are two closings', () => {
    expect(vote(closed(), closed({ certainty: 'disputed' }))).toEqual([['vote-already-closed', 'definite']]);
  });

  it('are two designations of one option on one day', () => {
    const designated = (designation: string, statedOn: string) =>
      happened(VoteOptionDesignated, { optionId: idOf('A'), designation, basis: 'rule' }, { statedOn });
    const first = designated('priority', '2019-07-12');
    expect(vote(first, designated('not-priority', '2019-07-12'))).toEqual([['designation-contradicted', 'definite']]);
    expect(vote(first, designated('not-priority', '2019-07-13'))).toEqual([]);
  });
});
