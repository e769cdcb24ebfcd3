import { given, happened } from '../testing/given.js';
import { actionAggregate } from './action.js';
import {
  ActionCompleted, ActionDueSet, ActionProgressed, ActionReclassified, ActionRecorded, ActionReopened, ActionWithdrawn,
} from './action.events.js'; // prettier-ignore

const recorded = (kind: string) => happened(ActionRecorded, { kind }, { statedOn: '2019-07-03', as: 'entry' });
const action = (...past: Parameters<typeof given>[1] & object) => given(actionAggregate, [recorded('action'), ...past]);
const completed = (day: string, around: object = {}) =>
  happened(ActionCompleted, {}, { statedOn: day, as: `completed ${day}`, ...around });
const withdrawn = (day: string) => happened(ActionWithdrawn, {}, { statedOn: day, as: `withdrawn ${day}` });
const reopened = (day: string) => happened(ActionReopened, {}, { statedOn: day, as: `reopened ${day}` });
const on = (effectiveFrom: string) => ({ effectiveFrom });

describe('a completion', () => {
  it('is recorded of an open action', () => {
    action().when('CompleteAction', { outcome: 'done' }).thenRecords(ActionCompleted, { outcome: 'done' });
  });

  it.each(['heading', 'blank'])('of a %s is refused', (kind) => {
    given(actionAggregate, [recorded(kind)])
      .when('CompleteAction', {})
      .thenRefuses('heading-cannot-be-completed', { evidence: ['entry'] });
  });

  it('of a heading is refused for a date before the heading, too', () => {
    given(actionAggregate, [recorded('heading')])
      .when('CompleteAction', {}, on('2019-01-01'))
      .thenRefuses('heading-cannot-be-completed');
  });

  it('is recorded once what was a heading is an action', () => {
    given(actionAggregate, [
      recorded('heading'),
      happened(ActionReclassified, { kind: 'action' }, { statedOn: '2019-08-01' }),
    ])
      .when('CompleteAction', {}, on('2019-09-01'))
      .thenRecords(ActionCompleted);
  });

  it('is refused a second time', () => {
    action(completed('2019-09-01'))
      .when('CompleteAction', {}, on('2019-10-01'))
      .thenRefuses('already-completed', { evidence: ['completed 2019-09-01'], details: { since: '2019-09-01' } });
  });

  it('is refused a second time whatever the order of the two dates', () => {
    action(completed('2019-09-01')).when('CompleteAction', {}, on('2019-08-01')).thenRefuses('already-completed');
    action(completed('2019-09')).when('CompleteAction', {}, on('2019-09-15')).thenRefuses('already-completed');
  });

  it('is recorded again after a reopening', () => {
    action(completed('2019-09-01'), reopened('2019-09-20'))
      .when('CompleteAction', {}, on('2019-10-01'))
      .thenRecords(ActionCompleted);
  });

  it('is refused a second time between the first and its reopening', () => {
    action(completed('2019-09-01'), reopened('2019-09-20'))
      .when('CompleteAction', {}, on('2019-09-10'))
      .thenRefuses('already-completed', { evidence: ['completed 2019-09-01'] });
  });

  it('is refused a second time whatever was reopened before either', () => {
    action(completed('2019-08-01'), reopened('2019-08-10'), completed('2019-09-01'))
      .when('CompleteAction', {}, on('2019-10-01'))
      .thenRefuses('already-completed', { evidence: ['completed 2019-09-01'] });
  });

  it('is recorded where the reopening may lie between the two', () => {
    action(completed('2019-09-01'), reopened('2019-09'))
      .when('CompleteAction', {}, on('2019-09-20'))
      .thenRecords(ActionCompleted);
  });

  it('is recorded after one that was only intended', () => {
    action(completed('2019-09-01', { certainty: 'intention' }))
      .when('CompleteAction', {})
      .thenRecords(ActionCompleted);
  });

  it('is refused of what is withdrawn', () => {
    action(withdrawn('2019-09-01'))
      .when('CompleteAction', {}, on('2019-10-01'))
      .thenRefuses('action-closed', { evidence: ['withdrawn 2019-09-01'] });
  });
});

describe('a withdrawal', () => {
  it('is recorded of an open action', () => {
    action().when('WithdrawAction', {}).thenRecords(ActionWithdrawn);
  });

  it('is recorded of a heading', () => {
    given(actionAggregate, [recorded('heading')])
      .when('WithdrawAction', {})
      .thenRecords(ActionWithdrawn);
  });

  it('is refused of what is completed', () => {
    action(completed('2019-09-01'))
      .when('WithdrawAction', {}, on('2019-10-01'))
      .thenRefuses('action-closed', { evidence: ['completed 2019-09-01'] });
  });

  it('is recorded for a date before the completion', () => {
    action(completed('2019-09-01')).when('WithdrawAction', {}, on('2019-08-01')).thenRecords(ActionWithdrawn);
  });

  it('is refused a second time', () => {
    action(withdrawn('2019-09-01'))
      .when('WithdrawAction', {})
      .thenRefuses('already-withdrawn', { evidence: ['withdrawn 2019-09-01'] });
  });
});

describe('a reopening', () => {
  it.each([
    ['completion', completed('2019-09-01')],
    ['withdrawal', withdrawn('2019-09-01')],
  ])('follows a %s', (_, closing) => {
    action(closing).when('ReopenAction', {}, on('2019-10-01')).thenRecords(ActionReopened);
  });

  it('is refused of what is open', () => {
    action()
      .when('ReopenAction', {})
      .thenRefuses('nothing-to-reopen', { evidence: ['entry'] });
  });

  it('is refused for a date before the completion', () => {
    action(completed('2019-09-01')).when('ReopenAction', {}, on('2019-08-01')).thenRefuses('nothing-to-reopen');
  });

  it('is recorded where the completion may have come first', () => {
    action(completed('2019-09')).when('ReopenAction', {}, on('2019-09-10')).thenRecords(ActionReopened);
  });

  it('is recorded where an earlier one was only likely', () => {
    const likely = happened(ActionReopened, {}, { statedOn: '2019-09-20', certainty: 'likely' });
    action(completed('2019-09-01'), likely).when('ReopenAction', {}, on('2019-10-01')).thenRecords(ActionReopened);
  });

  it('is refused a second time', () => {
    action(completed('2019-09-01'), reopened('2019-09-20'))
      .when('ReopenAction', {}, on('2019-10-01'))
      .thenRefuses('nothing-to-reopen', { evidence: ['reopened 2019-09-20'] });
  });
});

describe('a deadline', () => {
  const due = [
    { text: 'before the next meeting', role: 'due', strictness: 'hard', basis: 'stated' },
    {
      text: 'preferably before the 7th December',
      edtf: '[..2011-12-06]',
      role: 'due',
      strictness: 'soft',
      basis: 'inferred',
    },
  ];

  it('may be several dates in words', () => {
    action().when('SetActionDue', { due }).thenRecords(ActionDueSet, { due });
  });

  it('may be lifted', () => {
    action().when('SetActionDue', { due: [] }).thenRecords(ActionDueSet, { due: [] });
  });

  it('is refused for what is completed then', () => {
    action(completed('2019-09-01'))
      .when('SetActionDue', { due }, on('2019-10-01'))
      .thenRefuses('action-closed', { evidence: ['completed 2019-09-01'] });
  });

  it('is recorded for a date before the completion', () => {
    action(completed('2019-09-01')).when('SetActionDue', { due }, on('2019-08-01')).thenRecords(ActionDueSet);
  });
});

describe('a progress report', () => {
  it('is recorded, of what is completed too', () => {
    action(completed('2019-09-01'))
      .when('ReportActionProgress', { report: 'all is well' })
      .thenRecords(ActionProgressed);
  });

  it('is for members to give', () => {
    const report = actionAggregate.commands.find(({ name }) => name === 'ReportActionProgress');
    expect(report?.roles).toContain('member');
    const others = actionAggregate.commands.filter((command) => command !== report);
    expect(others.filter(({ roles }) => roles.includes('member'))).toEqual([]);
  });
});
