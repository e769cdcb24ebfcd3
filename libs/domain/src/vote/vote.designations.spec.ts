import { given, happened, idOf, type Happened } from '../testing/given.js';
import { StatementRecorded } from '../statement/statement.events.js';
import { opened, option, VOTED } from '../testing/votes.js';
import { voteAggregate } from './vote.js';
import { VoteOptionDesignated } from './vote.events.js';

const on = (effectiveFrom: string) => ({ statedOn: effectiveFrom, effectiveFrom });
const A = { optionId: idOf('A') };
const designated = (data: object, around: object = {}) =>
  happened(VoteOptionDesignated, { basis: 'decision', ...data }, { statedOn: VOTED, as: 'designation', ...around });
const vote = (...past: Happened[]) => given(voteAggregate, [opened(), option('A'), option('B'), ...past]);

describe('a designation', () => {
  it('is said of an option, or of the vote as a whole', () => {
    const lost = { designation: 'cannot-be-told', basis: 'not-recoverable', rule: 'The actions in bold type' };
    vote().when('DesignateVoteOption', lost, on(VOTED)).thenRecords(VoteOptionDesignated, lost);
    vote()
      .when('DesignateVoteOption', { ...A, ...lost }, on(VOTED))
      .thenRecords(VoteOptionDesignated, { ...A, ...lost });
  });

  it('is of an option of this vote', () => {
    const foreign = { optionId: idOf('of another vote'), designation: 'priority', basis: 'rule' };
    vote()
      .when('DesignateVoteOption', foreign)
      .thenRefuses('unknown-reference', { pointers: ['/optionId'] });
  });

  it('that rests on a decision cites it, and what is cited is one', () => {
    const decided = { ...A, designation: 'priority', basis: 'decision' };
    vote()
      .when('DesignateVoteOption', decided)
      .thenRefuses('no-decision-cited', { pointers: ['/decisionId'] });
    const citing = (kind: string) =>
      vote()
        .and('statement', idOf('minuted'), [happened(StatementRecorded, { kind })])
        .when('DesignateVoteOption', { ...decided, decisionId: idOf('minuted') });
    citing('view').thenRefuses('no-decision-cited', { pointers: ['/decisionId'] });
    citing('decision').thenRecords(VoteOptionDesignated);
  });

  it('that cannot be recovered tells nothing', () => {
    const both = { ...A, designation: 'priority', basis: 'not-recoverable' };
    vote().when('DesignateVoteOption', both).thenRefuses('designation-contradicts-itself');
  });

  it('does not contradict another of the same day', () => {
    vote(designated({ ...A, designation: 'priority' }))
      .when('DesignateVoteOption', { ...A, designation: 'not-priority', basis: 'rule' }, on(VOTED))
      .thenRefuses('designation-contradicted', { evidence: ['designation'] });
  });

  it('may say the same on another basis, and otherwise on a later day', () => {
    const past = designated({ ...A, designation: 'priority' });
    vote(past)
      .when('DesignateVoteOption', { ...A, designation: 'priority', basis: 'bold-in-source' }, on(VOTED))
      .thenRecords(VoteOptionDesignated);
    vote(past)
      .when('DesignateVoteOption', { ...A, designation: 'not-priority', basis: 'rule' }, on('2019-08-01'))
      .thenRecords(VoteOptionDesignated);
  });

  it('contradicts no other option, and nothing that is disputed', () => {
    const b = { optionId: idOf('B'), designation: 'not-priority', basis: 'rule' };
    vote(designated({ ...A, designation: 'priority' })).when('DesignateVoteOption', b, on(VOTED)).thenRecords(VoteOptionDesignated); // prettier-ignore
    vote(designated({ ...A, designation: 'priority' }, { certainty: 'disputed' }))
      .when('DesignateVoteOption', { ...b, ...A }, on(VOTED))
      .thenRecords(VoteOptionDesignated);
  });
});
