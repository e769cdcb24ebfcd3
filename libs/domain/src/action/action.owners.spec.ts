import type { Party } from '../party.js';
import { OwnerMarkRecorded, OwnerMarkMatched } from '../meeting/marks.events.js';
import { AgendaItemRecorded, MeetingRecorded } from '../meeting/meeting.events.js';
import { given, happened, idOf } from '../testing/given.js';
import { introduced, person, words } from '../testing/parties.js';
import { actionAggregate } from './action.js';
import {
  ActionAssigned, ActionCompleted, ActionRecorded, ActionReleased, ActionReopened, ActionTransferred, ActionWithdrawn,
} from './action.events.js'; // prettier-ignore

const recorded = happened(
  ActionRecorded,
  { kind: 'action', text: 'Establish working group' },
  { statedOn: '2019-07-03', as: 'entry' },
);
const assigned = (day: string, ...owners: Party[]) =>
  happened(ActionAssigned, { owners }, { statedOn: day, as: `assigned ${day}` });

const action = (...past: Parameters<typeof given>[1] & object) =>
  given(actionAggregate, [recorded, ...past])
    .and('person', idOf('Ann'), introduced('Ann'))
    .and('person', idOf('Bob'), introduced('Bob'));

const on = (effectiveFrom: string) => ({ effectiveFrom });
const toAnn = { owners: [person('Ann')] };
const completed = (day: string) => happened(ActionCompleted, {}, { statedOn: day, as: `completed ${day}` });

describe('an assignment', () => {
  it('records its owners, who leads and who performs', () => {
    const body = { owners: [person('Ann'), words('LSG')], lead: 0, performers: [words('all')], standsIn: 'column' };
    action().when('AssignAction', body).thenRecords(ActionAssigned, body);
  });

  it('is refused on a date on which the action was completed for certain', () => {
    action(completed('2019-09-01'))
      .when('AssignAction', toAnn, on('2019-10-01'))
      .thenRefuses('action-closed', { evidence: ['completed 2019-09-01'], details: { status: 'completed' } });
  });

  it('is refused on the day of the completion itself', () => {
    action(completed('2019-09-01')).when('AssignAction', toAnn, on('2019-09-01')).thenRefuses('action-closed');
  });

  it('is recorded for an earlier date, on which the action was open', () => {
    action(completed('2019-09-01')).when('AssignAction', toAnn, on('2019-08-31')).thenRecords(ActionAssigned);
  });

  it('is recorded where its date may be before the completion', () => {
    action(completed('2019-09-15')).when('AssignAction', toAnn, on('2019-09')).thenRecords(ActionAssigned);
  });

  it('is recorded where the completion may be after its date', () => {
    action(completed('2019-09')).when('AssignAction', toAnn, on('2019-09-29')).thenRecords(ActionAssigned);
  });

  it('is recorded after a reopening', () => {
    action(completed('2019-09-01'), happened(ActionReopened, {}, { statedOn: '2019-09-20' }))
      .when('AssignAction', toAnn, on('2019-10-01'))
      .thenRecords(ActionAssigned);
  });

  it('is refused on a date on which the action was withdrawn', () => {
    action(happened(ActionWithdrawn, {}, { statedOn: '2019-09-01', as: 'withdrawn' }))
      .when('AssignAction', toAnn, on('2019-10-01'))
      .thenRefuses('action-closed', { evidence: ['withdrawn'], details: { status: 'withdrawn' } });
  });

  it.each([
    ['planned', { certainty: 'likely' as const }],
    ['stated ahead of its date', { statedOn: '2019-08-01', effectiveFrom: '2019-09-01' }],
    ['disputed', { certainty: 'disputed' as const }],
  ])('is recorded after a completion that is only %s', (_, around) => {
    action(happened(ActionCompleted, {}, { statedOn: '2019-09-01', ...around }))
      .when('AssignAction', toAnn, on('2019-10-01'))
      .thenRecords(ActionAssigned);
  });

  it('is recorded where the completion may have held for a time only', () => {
    const forATime = happened(ActionCompleted, {}, { statedOn: '2019-09-01', effectiveTo: '2019-10' });
    action(forATime).when('AssignAction', toAnn, on('2019-10-15')).thenRecords(ActionAssigned);
    action(forATime).when('AssignAction', toAnn, on('2019-09-30')).thenRefuses('action-closed');
  });

  it('is refused with a lead who is not among the owners', () => {
    action()
      .when('AssignAction', { ...toAnn, lead: 1 })
      .thenRefuses('lead-not-an-owner', { pointers: ['/lead'] });
  });

  it('is refused when it names a person who is not on record', () => {
    action()
      .when('AssignAction', { owners: [person('Nobody')] })
      .thenRefuses('unknown-reference', { pointers: ['/owners/0/id'] });
  });

  describe('that reads an owner mark', () => {
    const meetingId = idOf('meeting');
    const itemId = idOf('item');
    const meeting = [
      happened(MeetingRecorded, {}),
      happened(AgendaItemRecorded, { place: 1, names: [], outcome: 'taken' }, { as: 'item' }),
      happened(OwnerMarkRecorded, { itemId, order: 1, words: 'BT' }, { as: 'mark' }),
    ];
    const reads = (mark: string) => ({ ...toAnn, mark: { meetingId, markId: idOf(mark) } });

    it('cites it', () => {
      const matched = happened(OwnerMarkMatched, { markId: idOf('mark'), match: { is: 'cannot-be-told' } });
      action()
        .and('meeting', meetingId, [...meeting, matched])
        .when('AssignAction', reads('mark'))
        .thenRecords(ActionAssigned);
    });

    it('is refused when that meeting has no such mark', () => {
      action()
        .and('meeting', meetingId, meeting)
        .when('AssignAction', reads('item'))
        .thenRefuses('unknown-reference', { pointers: ['/mark/markId'] });
    });
  });
});

describe('a transfer', () => {
  const toBob = { from: [{ kind: 'person', id: idOf('Ann') }], owners: [person('Bob')] };

  it('gives on what the named owner has', () => {
    action(assigned('2019-07-03', person('Ann')))
      .when('TransferAction', toBob, on('2019-10-01'))
      .thenRecords(ActionTransferred, toBob);
  });

  it('is refused when the named owner certainly does not own it then', () => {
    action(assigned('2019-07-03', person('Ann')), assigned('2019-09-01', person('Bob')))
      .when('TransferAction', toBob, on('2019-10-01'))
      .thenRefuses('not-an-owner', { evidence: ['assigned 2019-09-01'], pointers: ['/from/0'] });
  });

  it('is refused when nobody ever owned it', () => {
    action()
      .when('TransferAction', toBob)
      .thenRefuses('not-an-owner', { evidence: ['entry'] });
  });

  it('is recorded for an earlier date, on which they did own it', () => {
    action(assigned('2019-07-03', person('Ann')), assigned('2019-09-01', person('Bob')))
      .when('TransferAction', toBob, on('2019-08-01'))
      .thenRecords(ActionTransferred);
  });

  it('is recorded where the assignment to somebody else may come later', () => {
    action(assigned('2019-07-03', person('Ann')), assigned('2019-10', person('Bob')))
      .when('TransferAction', toBob, on('2019-10-15'))
      .thenRecords(ActionTransferred);
  });

  it('names an owner who is words only by the assignment and the place there', () => {
    const past = [assigned('2019-07-03', person('Ann'), words('LSG'))];
    const from = (place: number) => ({
      from: [{ kind: 'words', assignment: idOf('assigned 2019-07-03'), place }],
      owners: [person('Bob')],
    });
    action(...past)
      .when('TransferAction', from(1))
      .thenRecords(ActionTransferred);
    action(...past)
      .when('TransferAction', from(2))
      .thenRefuses('not-an-owner');
  });

  it('is refused with a lead who is not among the new owners', () => {
    action(assigned('2019-07-03', person('Ann')))
      .when('TransferAction', { ...toBob, lead: 1 })
      .thenRefuses('lead-not-an-owner');
  });

  it('is refused once the action is closed', () => {
    action(assigned('2019-07-03', person('Ann')), completed('2019-09-01'))
      .when('TransferAction', toBob, on('2019-10-01'))
      .thenRefuses('action-closed', { evidence: ['completed 2019-09-01'] });
  });
});

describe('a release', () => {
  it('leaves an owned action to nobody', () => {
    action(assigned('2019-07-03', person('Ann')))
      .when('ReleaseAction', {}, on('2019-10-01'))
      .thenRecords(ActionReleased);
  });

  it('is refused when nobody owns it then', () => {
    const released = happened(ActionReleased, {}, { statedOn: '2019-09-01', as: 'released' });
    action(assigned('2019-07-03', person('Ann')), released)
      .when('ReleaseAction', {}, on('2019-10-01'))
      .thenRefuses('not-owned', { evidence: ['released'] });
  });

  it('is refused of somebody who certainly does not own it then', () => {
    action(assigned('2019-07-03', person('Ann')))
      .when('ReleaseAction', { from: [{ kind: 'person', id: idOf('Bob') }] }, on('2019-10-01'))
      .thenRefuses('not-an-owner', { evidence: ['assigned 2019-07-03'] });
  });
});
