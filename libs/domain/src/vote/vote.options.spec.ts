import { happened, given, idOf, type Happened } from '../testing/given.js';
import { introduced, person } from '../testing/parties.js';
import { ballot, closed, count, opened, option, VOTED } from '../testing/votes.js';
import { AgendaItemRecorded, MeetingRecorded } from '../meeting/meeting.events.js';
import { voteAggregate } from './vote.js';
import { VoteClosed, VoteOpened, VoteOptionAdded } from './vote.events.js';

const vote = (...past: Happened[]) => given(voteAggregate, [opened(), option('A'), ...past]);
const on = (effectiveFrom: string) => ({ statedOn: effectiveFrom, effectiveFrom });

describe('a vote', () => {
  it('is put on record with its words and nothing else', () => {
    given(voteAggregate).when('OpenVote', { method: 'a show of hands' }).thenRecords(VoteOpened);
  });

  it('names an item of the meeting beside it, and of no other', () => {
    const minuted = [
      happened(MeetingRecorded, {}),
      happened(AgendaItemRecorded, { place: 1, names: ['Strategy'], outcome: 'taken' }, { as: 'item' }),
    ];
    const scene = () =>
      given(voteAggregate)
        .and('meeting', idOf('own'), minuted)
        .and('meeting', idOf('other'), [happened(MeetingRecorded, {})]);
    const asked = (meeting: string) => ({ method: 'a show', meetingId: idOf(meeting), agendaItemId: idOf('item') });
    scene().when('OpenVote', asked('own')).thenRecords(VoteOpened);
    scene()
      .when('OpenVote', asked('other'))
      .thenRefuses('unknown-reference', { pointers: ['/agendaItemId'] });
  });
});

describe('the options of a vote', () => {
  it('are frozen once a count is in', () => {
    vote(count('A', 6))
      .when('AddVoteOption', { text: 'B' }, on('2019-07-13'))
      .thenRefuses('options-frozen', { evidence: ['count of A'] });
  });

  it('are frozen once a ballot is in', () => {
    vote(ballot('Ann', 'A', 1))
      .when('AddVoteOption', { text: 'B' }, on(VOTED))
      .thenRefuses('options-frozen', { evidence: ['Ann on A'] });
  });

  it('grow until then', () => {
    vote().when('AddVoteOption', { text: 'B' }, on(VOTED)).thenRecords(VoteOptionAdded);
  });

  it('may turn out to have been more before anybody voted', () => {
    vote(count('A', 6)).when('AddVoteOption', { text: 'B' }, on('2019-07-11')).thenRecords(VoteOptionAdded);
  });

  it('are not frozen by a vote of which it is not certain that it came first', () => {
    vote(count('A', 6, { effectiveFrom: '2019-07' }))
      .when('AddVoteOption', { text: 'B' }, on('2019-07-12'))
      .thenRecords(VoteOptionAdded);
    vote(count('A', 6, { certainty: 'disputed' }))
      .when('AddVoteOption', { text: 'B' }, on('2019-07-13'))
      .thenRecords(VoteOptionAdded);
  });

  it('may be amended once a vote is in, since they stood there before it', () => {
    const replacement = { kind: 'transcription-error', replacement: { data: { text: 'A, as printed' } } };
    expect(vote(count('A', 6)).when('AmendFact', replacement, { member: '1' }).decision.ok).toBe(true);
  });

  it('may name one action twice, as papers do', () => {
    const action = { actionId: idOf('mapping') };
    given(voteAggregate, [opened(), option('A', action)])
      .and('action', idOf('mapping'), [happened(MeetingRecorded, {})])
      .when('AddVoteOption', { text: 'B', ...action }, on(VOTED))
      .thenRecords(VoteOptionAdded, action);
  });
});

describe('a closed vote', () => {
  const commands = [
    ['AddVoteOption', { text: 'B' }],
    ['RecordVoteCount', { optionId: idOf('A'), votes: 1 }],
    ['CastBallot', { optionId: idOf('A'), voter: person('Ann'), votes: 1 }],
  ] as const;

  it.each(commands)('takes nothing more: %s', (name, body) => {
    vote(closed({ statedOn: '2019-07-20' }))
      .and('person', idOf('Ann'), introduced('Ann'))
      .when(name, body, on('2019-07-21'))
      .thenRefuses('vote-closed', { evidence: ['closure'], details: { since: '2019-07-20' } });
  });

  it.each(commands)('took it until then: %s', (name, body) => {
    expect(
      vote(closed({ statedOn: '2019-07-20' }))
        .and('person', idOf('Ann'), introduced('Ann'))
        .when(name, body, on('2019-07-19')).decision.ok,
    ).toBe(true);
  });

  it('may be corrected and its options designated', () => {
    const past = [count('A', 6), closed()];
    expect(vote(...past).when('CorrectVote', { optionId: idOf('A'), votes: 7 }).decision.ok).toBe(true);
    const designated = { optionId: idOf('A'), designation: 'priority', basis: 'rule' };
    expect(vote(...past).when('DesignateVoteOption', designated).decision.ok).toBe(true);
  });

  it('is not closed again', () => {
    vote(closed())
      .when('CloseVote', {})
      .thenRefuses('vote-already-closed', { evidence: ['closure'] });
  });

  it('was opened before it is closed', () => {
    const empty = (more: object = {}) => given(voteAggregate, [opened({}, more)]);
    empty()
      .when('CloseVote', {}, on('2019-07-11'))
      .thenRefuses('closed-before-opened', { evidence: ['vote'] });
    empty().when('CloseVote', {}, on(VOTED)).thenRecords(VoteClosed);
    empty({ effectiveFrom: '2019-07' }).when('CloseVote', {}, on('2019-07-11')).thenRecords(VoteClosed);
  });

  it('has no vote of a later day', () => {
    const early = opened({}, { statedOn: '2019-07-01' });
    const close = (...past: Happened[]) =>
      given(voteAggregate, [early, option('A'), ...past]).when('CloseVote', {}, on('2019-07-11'));
    close(ballot('Ann', 'A', 1)).thenRefuses('closed-before-votes', { evidence: ['Ann on A'] });
    close(count('A', 6)).thenRefuses('closed-before-votes', { evidence: ['count of A'] });
    close(count('A', 6, { effectiveFrom: '2019-07-11' })).thenRecords(VoteClosed);
    close(count('A', 6, { effectiveFrom: '2019-07' })).thenRecords(VoteClosed);
    close(count('A', 6, { certainty: 'disputed' })).thenRecords(VoteClosed);
  });

  it('is closed where the closing on record is disputed', () => {
    vote(closed({ certainty: 'disputed' }))
      .when('CloseVote', {})
      .thenRecords(VoteClosed);
  });
});
