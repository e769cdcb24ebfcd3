import { FactAmended } from '../anything/anything.events.js';
import { given, happened, idOf, type Happened } from '../testing/given.js';
import { introduced, person, words } from '../testing/parties.js';
import { actionAggregate } from './action.js';
import {
  ActionAssigned, ActionCompleted, ActionDueSet, ActionRecorded, ActionReclassified, ActionReleased, ActionReopened,
} from './action.events.js'; // prettier-ignore

const MEETING = '2019-07-03';
const at = (as: string, statedOn = MEETING) => ({ as, statedOn });
const entry = happened(ActionRecorded, { kind: 'action', text: 'Establish working group' }, at('entry'));
const assigned = happened(ActionAssigned, { owners: [words('LSG')] }, at('assigned'));
const completed = happened(ActionCompleted, {}, at('completed'));
const reopened = happened(ActionReopened, {}, at('reopened'));

/** The `revision`th fact of this past said otherwise. */
const amending = (past: readonly Happened[], revision: number, data: object, dates: object = {}) =>
  given(actionAggregate, past)
    .and('person', idOf('Ann'), introduced('Ann'))
    .when('AmendFact', { kind: 'transcription-error', replacement: { data, ...dates } }, { member: String(revision) });

describe('an amendment is judged where the amended fact stands: before what was recorded later of the same day', () => {
  it('of an assignment, of which the action was completed at the same meeting', () => {
    const past = [entry, assigned, completed];
    amending(past, 1, { owners: [person('Ann')] }).thenRecords(FactAmended);
    amending(past, 1, { owners: [person('Ann')] }, { effectiveFrom: '2019-07-04' }).thenRefuses('action-closed', {
      evidence: ['completed'],
    });
  });

  it('of a due date, too', () => {
    amending([entry, happened(ActionDueSet, { due: [] }, at('due')), completed], 1, { due: [] }).thenRecords(
      FactAmended,
    );
    amending(
      [entry, completed, happened(ActionDueSet, { due: [] }, at('due', '2019-07-02'))],
      2,
      { due: [] },
      {
        effectiveFrom: MEETING,
      },
    ).thenRefuses('action-closed');
  });

  it('of a first completion before a reopening and a second one', () => {
    const again = happened(ActionCompleted, {}, at('completed again'));
    amending([entry, completed, reopened, again], 1, { outcome: 'done' }).thenRecords(FactAmended);
    amending([entry, completed, again], 1, { outcome: 'done' }).thenRefuses('already-completed');
  });

  it('of a reopening before another completion and reopening', () => {
    const past = [
      ...[entry, completed, reopened],
      happened(ActionCompleted, {}, at('completed again')),
      happened(ActionReopened, {}, at('reopened again')),
    ];
    amending(past, 2, {}).thenRecords(FactAmended);
    amending(past, 2, {}, { effectiveFrom: '2019-07-02' }).thenRefuses('nothing-to-reopen');
  });

  it('of a completion of what became a heading once it was reopened', () => {
    const heading = happened(ActionReclassified, { kind: 'heading' }, at('heading'));
    amending([entry, completed, reopened, heading], 1, { outcome: 'done' }).thenRecords(FactAmended);
    amending([entry, completed, reopened, heading], 1, {}, { effectiveFrom: '2019-07-04' }).thenRefuses(
      'heading-cannot-be-completed',
      { evidence: ['heading'] },
    );
  });

  it('of a release of everybody before the next assignment and release', () => {
    const released = (as: string) => happened(ActionReleased, {}, at(as));
    const next = happened(ActionAssigned, { owners: [person('Ann')] }, at('next'));
    const past = [entry, assigned, released('released'), next, released('released again')];
    amending(past, 2, {}).thenRecords(FactAmended);
    amending(past, 2, {}, { effectiveFrom: '2019-07-04' }).thenRefuses('not-owned', { evidence: ['released again'] });
  });

  it('of a release before the next assignment', () => {
    const released = happened(ActionReleased, {}, at('released'));
    const past = [entry, assigned, released, happened(ActionAssigned, { owners: [person('Ann')] }, at('next'))];
    const from = [{ kind: 'words', assignment: idOf('assigned'), place: 0 }];
    amending(past, 2, { from }).thenRecords(FactAmended);
    amending(past, 2, { from: [{ kind: 'person', id: idOf('Ann') }] }).thenRefuses('not-an-owner');
  });

  it('of a reclassification before the next one', () => {
    const kinds = (...of: string[]) => of.map((kind) => happened(ActionReclassified, { kind }, at(kind)));
    amending([entry, ...kinds('offer', 'request')], 1, { kind: 'request' }).thenRecords(FactAmended);
    amending([entry, ...kinds('offer', 'request')], 2, { kind: 'offer' }).thenRefuses('kind-unchanged', {
      evidence: ['offer'],
    });
  });
});
