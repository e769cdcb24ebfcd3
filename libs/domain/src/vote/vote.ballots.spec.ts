import { PersonsIdentified } from '../person/person.events.js';
import { given, happened, idOf, type Happened } from '../testing/given.js';
import { introduced, person, words } from '../testing/parties.js';
import { ballot, count, opened, option, VOTED } from '../testing/votes.js';
import { voteAggregate } from './vote.js';
import { PriorityVoted } from './vote.events.js';

const on = (effectiveFrom: string) => ({ statedOn: effectiveFrom, effectiveFrom });
const cast = (name: string, votes: number, voter: object = person('Ann')) => ({ optionId: idOf(name), voter, votes });

const scene = (vote: Happened, ...past: Happened[]) =>
  given(voteAggregate, [vote, option('A'), option('B'), option('C'), ...past])
    .and('person', idOf('Ann'), introduced('Ann'))
    .and('person', idOf('Bob'), introduced('Bob'));
const vote = (...past: Happened[]) => scene(opened(), ...past);
const three = (...past: Happened[]) => scene(opened({ votesEach: 3 }), ...past);

describe('a ballot', () => {
  it('gives votes of one voter to one option', () => {
    vote().when('CastBallot', cast('A', 2), on(VOTED)).thenRecords(PriorityVoted, { votes: 2 });
  });

  it('is for an option of this vote', () => {
    vote()
      .when('CastBallot', cast('of another vote', 1))
      .thenRefuses('unknown-reference', { pointers: ['/optionId'] });
  });

  it('is that of a voter on record, not of words', () => {
    vote()
      .when('CastBallot', cast('A', 1, words('a member')))
      .thenRefuses('voter-not-named', { pointers: ['/voter'] });
  });

  it('does not mix with counts', () => {
    vote(count('B', null))
      .when('CastBallot', cast('A', 1))
      .thenRefuses('counts-and-ballots', { evidence: ['count of B'] });
  });

  it('is taken where the counts on record are disputed', () => {
    vote(count('B', 6, { certainty: 'disputed' }))
      .when('CastBallot', cast('A', 1))
      .thenRecords(PriorityVoted);
  });
});

describe('a voter', () => {
  it('cannot give more votes than each has', () => {
    three(ballot('Ann', 'A', 2), ballot('Bob', 'B', 3))
      .when('CastBallot', cast('B', 2), on(VOTED))
      .thenRefuses('too-many-votes', { evidence: ['vote', 'Ann on A'], details: { votesEach: 3, given: 2 } });
  });

  it('can give all of them', () => {
    three(ballot('Ann', 'A', 2))
      .when('CastBallot', cast('B', 1), on(VOTED))
      .thenRecords(PriorityVoted);
  });

  it('can move them: the last word on an option counts', () => {
    three(ballot('Ann', 'A', 3))
      .when('CastBallot', cast('A', 1), on(VOTED))
      .thenRecords(PriorityVoted);
    three(ballot('Ann', 'A', 3), ballot('Ann', 'A', 0, { as: 'taken back' }))
      .when('CastBallot', cast('B', 3), on(VOTED))
      .thenRecords(PriorityVoted);
  });

  it('is refused only where more votes are certainly given by then', () => {
    three(ballot('Ann', 'A', 3, { effectiveFrom: '2019-07' }))
      .when('CastBallot', cast('B', 1), on(VOTED))
      .thenRecords(PriorityVoted);
    three(ballot('Ann', 'A', 3))
      .when('CastBallot', cast('B', 1), on('2019-07-01'))
      .thenRecords(PriorityVoted);
    three(ballot('Ann', 'A', 3, { certainty: 'disputed' }))
      .when('CastBallot', cast('B', 1), on(VOTED))
      .thenRecords(PriorityVoted);
  });

  it('may give any number where the record does not say how many each has', () => {
    vote().when('CastBallot', cast('A', 9_999), on(VOTED)).thenRecords(PriorityVoted);
  });

  it('is one of the electorate where that is named person by person', () => {
    const named = () => scene(opened({ electorate: [person('Ann')] }));
    named().when('CastBallot', cast('A', 1)).thenRecords(PriorityVoted);
    named()
      .when('CastBallot', cast('A', 1, person('Bob')))
      .thenRefuses('not-in-the-electorate', { evidence: ['vote'], pointers: ['/voter'] });
  });

  it('may be one of the electorate under another entry', () => {
    const bob = (verdict: string) =>
      given(voteAggregate, [opened({ electorate: [person('Ann')] }), option('A')])
        .and('person', idOf('Bob'), [
          ...introduced('Bob'),
          happened(PersonsIdentified, { other: idOf('Ann'), verdict, basis: 'inferred' }),
        ])
        .when('CastBallot', cast('A', 1, person('Bob')));
    bob('open').thenRecords(PriorityVoted);
    bob('different').thenRefuses('not-in-the-electorate');
  });

  it('may be anybody where the electorate is words too', () => {
    scene(opened({ electorate: [person('Ann'), words('the members')] }))
      .when('CastBallot', cast('A', 1, person('Bob')))
      .thenRecords(PriorityVoted);
  });
});
