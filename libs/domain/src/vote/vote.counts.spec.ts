import { given, idOf, type Happened } from '../testing/given.js';
import { introduced, person } from '../testing/parties.js';
import { ballot, count, opened, option, VOTED } from '../testing/votes.js';
import { voteAggregate } from './vote.js';
import { PriorityVoted, VoteCorrected } from './vote.events.js';

const vote = (...past: Happened[]) => given(voteAggregate, [opened(), option('A'), option('B'), ...past]);
const on = (effectiveFrom: string) => ({ statedOn: effectiveFrom, effectiveFrom });
const a = (votes: number | null) => ({ optionId: idOf('A'), votes });

describe('a count', () => {
  it('is recorded as the paper has it', () => {
    vote().when('RecordVoteCount', a(6), on(VOTED)).thenRecords(PriorityVoted, a(6));
  });

  it('may be zero, and may be a blank, which is something else', () => {
    vote().when('RecordVoteCount', a(0), on(VOTED)).thenRecords(PriorityVoted, a(0));
    vote().when('RecordVoteCount', a(null), on(VOTED)).thenRecords(PriorityVoted, a(null));
  });

  it('is that of an option of this vote', () => {
    vote()
      .when('RecordVoteCount', { optionId: idOf('of another vote'), votes: 1 })
      .thenRefuses('unknown-reference', { pointers: ['/optionId'] });
  });

  it('is recorded once for an option; another one corrects it', () => {
    const refusal = vote(count('A', 6))
      .when('RecordVoteCount', a(7))
      .thenRefuses('already-counted', {
        evidence: ['count of A'],
      });
    expect(refusal.remedies).toMatchObject([{ command: 'CorrectVote', target: idOf('vote') }]);
  });

  it('is recorded for every other option', () => {
    vote(count('B', 6)).when('RecordVoteCount', a(7)).thenRecords(PriorityVoted);
  });

  it('stands beside one that is disputed', () => {
    vote(count('A', 6, { certainty: 'disputed' }))
      .when('RecordVoteCount', a(7))
      .thenRecords(PriorityVoted);
  });

  it('does not mix with ballots', () => {
    vote(ballot('Ann', 'B', 1))
      .when('RecordVoteCount', a(6))
      .thenRefuses('counts-and-ballots', {
        evidence: ['Ann on B'],
      });
  });

  it('does not turn into a ballot by an amendment while others stand', () => {
    const body = (data: object) => ({ kind: 'recorded-in-error', replacement: { data } });
    vote(count('A', 6), count('B', 2))
      .and('person', idOf('Ann'), introduced('Ann'))
      .when('AmendFact', body({ ...a(1), voter: person('Ann') }), { member: '3' })
      .thenRefuses('counts-and-ballots', { evidence: ['count of B'] });
    expect(vote(count('A', 6), count('B', 2)).when('AmendFact', body(a(5)), { member: '3' }).decision.ok).toBe(true);
  });
});

describe('a correction', () => {
  it('gives another count, or takes one back', () => {
    vote(count('A', 6)).when('CorrectVote', a(7)).thenRecords(VoteCorrected, a(7));
    vote(count('A', 6)).when('CorrectVote', a(null)).thenRecords(VoteCorrected, a(null));
  });

  it('fills a blank', () => {
    vote(count('A', null)).when('CorrectVote', a(7)).thenRecords(VoteCorrected, a(7));
  });

  it('needs a count to correct', () => {
    const refusal = vote(count('B', 6)).when('CorrectVote', a(7)).thenRefuses('no-count-to-correct');
    expect(refusal.remedies).toMatchObject([{ command: 'RecordVoteCount' }]);
  });

  it('needs a count by then', () => {
    vote(count('A', 6))
      .when('CorrectVote', a(7), on('2019-07-01'))
      .thenRefuses('no-count-to-correct', {
        evidence: ['count of A'],
      });
    vote(count('A', 6, { effectiveFrom: '2019-07' }))
      .when('CorrectVote', a(7), on('2019-07-10'))
      .thenRecords(VoteCorrected);
  });

  it('of ballots is another ballot', () => {
    const refusal = vote(ballot('Ann', 'A', 1))
      .when('CorrectVote', a(7))
      .thenRefuses('no-count-to-correct');
    expect(refusal.remedies).toMatchObject([{ command: 'CastBallot' }]);
  });

  it('is of an option of this vote', () => {
    vote(count('A', 6))
      .when('CorrectVote', { optionId: idOf('of another vote'), votes: 1 })
      .thenRefuses('unknown-reference', { pointers: ['/optionId'] });
  });
});
