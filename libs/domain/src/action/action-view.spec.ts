import { CertaintyRevised } from '../anything/anything.events.js';
import { fold } from '../decider.js';
import { factsFrom, happened, idOf, type Happened } from '../testing/given.js';
import { person, words } from '../testing/parties.js';
import type { Day } from '../time/index.js';
import { actionAggregate } from './action.js';
import {
  ActionAssigned, ActionCompleted, ActionDueSet, ActionLinked, ActionProgressed, ActionReclassified, ActionRecorded,
  ActionReopened, ActionWithdrawn, type ActionKind,
} from './action.events.js'; // prettier-ignore
import { actionAt, isUnownedWork } from './action-view.js';

const recorded = (data: object = {}, around: object = {}) =>
  happened(ActionRecorded, { kind: 'action', ...data }, { statedOn: '2011-03-01', as: 'entry', ...around });
const folded = (...past: Happened[]) => fold(actionAggregate, factsFrom('action', past));
const view = (day: string, ...past: Happened[]) => actionAt(folded(...past), day as Day);
const completed = (day: string, around: object = {}) =>
  happened(ActionCompleted, {}, { statedOn: day, as: 'completed', ...around });
const due = (text: string, more: object = {}) => ({ text, role: 'due', strictness: 'hard', basis: 'stated', ...more });

describe('an action on a day', () => {
  it('is in being from the day of the entry', () => {
    expect(view('2011-03-01', recorded())?.exists).toBe(true);
    expect(view('2011-02-28', recorded())?.exists).toBe(false);
    expect(view('2011-03-15', recorded({}, { effectiveFrom: '2011-03' }))?.exists).toBe('unknown');
  });

  it('is undefined where its entry is not among the facts', () => {
    expect(view('2011-03-01', completed('2011-03-01'))).toBeUndefined();
  });

  it('is of the kind it was then', () => {
    const past = [recorded(), happened(ActionReclassified, { kind: 'offer' }, { statedOn: '2011-06-01' })];
    expect(view('2011-05-31', ...past)?.kind.value).toBe('action');
    expect(view('2011-06-01', ...past)?.kind.value).toBe('offer');
  });

  it.each([
    ['2011-05-31', 'open'],
    ['2011-06-01', 'completed'],
    ['2011-07-01', 'open'],
    ['2011-08-01', 'withdrawn'],
  ])('is, on %s, %s', (day, status) => {
    const past = [
      recorded(),
      completed('2011-06-01'),
      happened(ActionReopened, {}, { statedOn: '2011-07-01' }),
      happened(ActionWithdrawn, {}, { statedOn: '2011-08-01' }),
    ];
    expect(view(day, ...past)?.status.value).toBe(status);
  });

  it('may be open or completed inside the bound of its completion, on both facts', () => {
    const status = view('2011-06-15', recorded(), completed('2011-06'))?.status;
    expect(status).toMatchObject({ value: 'unknown', possible: ['open', 'completed'] });
    expect(status?.rests.map((fact) => fact.recorded.id)).toEqual([idOf('entry'), idOf('completed')]);
  });

  it('is planned where the entry is only intended', () => {
    expect(view('2011-06-15', recorded({}, { certainty: 'intention' }))?.status.value).toBe('planned');
  });

  it('stays open while its completion is planned, whatever day passes', () => {
    const plan = completed('2011-03-01', { effectiveFrom: '2011-06-01' });
    expect(view('2011-09-01', recorded(), plan)?.status).toMatchObject({
      value: 'open',
      planned: { value: 'completed' },
    });
    expect(view('2011-05-01', recorded(), plan)?.status).not.toHaveProperty('planned');
  });

  it('is completed once the planned completion is confirmed', () => {
    const plan = completed('2011-03-01', { effectiveFrom: '2011-06-01' });
    const concerned = { stream: '', revision: '0', type: '', ids: [] };
    const confirmed = happened(
      CertaintyRevised,
      { eventId: idOf('completed'), becomes: 'fact', concerned },
      { statedOn: '2011-06-02' },
    );
    expect(view('2011-06-01', recorded(), plan, confirmed)?.status.value).toBe('completed');
  });

  it('is due by what was set last', () => {
    const past = [
      recorded(),
      happened(ActionDueSet, { due: [due('by May')] }, { statedOn: '2011-03-01' }),
      happened(
        ActionDueSet,
        { due: [due('by June'), due('preferably by mid-June', { strictness: 'soft' })] },
        { statedOn: '2011-04-01' },
      ),
    ];
    expect(view('2011-03-31', ...past)?.due.value).toMatchObject([{ text: 'by May' }]);
    expect(view('2011-04-01', ...past)?.due.value).toMatchObject([{ text: 'by June' }, { strictness: 'soft' }]);
  });

  it('has no date where none is on record', () => {
    expect(view('2011-04-01', recorded())?.due).toMatchObject({ value: [], rests: [] });
  });

  it('may have none while it cannot be told whether one had been set', () => {
    const dues = view(
      '2011-03-15',
      recorded(),
      happened(ActionDueSet, { due: [due('by May')] }, { statedOn: '2011-04-01', effectiveFrom: '2011-03' }),
    )?.due;
    expect(dues).toMatchObject({ value: 'unknown', possible: [[{ text: 'by May' }], []] });
  });

  it('carries the reports and links that had come about', () => {
    const report = happened(ActionProgressed, { report: 'begun' }, { statedOn: '2011-05' });
    const link = happened(
      ActionLinked,
      { link: 'restates', to: { kind: 'action', id: idOf('other') }, basis: 'stated' },
      { statedOn: '2011-04-01' },
    );
    expect(view('2011-04-30', recorded(), report, link)).toMatchObject({ reports: [], links: [{ begun: true }] });
    expect(view('2011-05-15', recorded(), report)?.reports).toMatchObject([{ begun: 'unknown' }]);
    expect(view('2011-03-30', recorded(), link)?.links).toMatchObject([{ begun: 'unknown' }]);
  });

  it('says who asks for it, who receives it, and of which item it is', () => {
    const data = { by: [words('CH')], to: [words('CH')], condition: 'if shortlisted', meetingId: idOf('meeting') };
    expect(view('2011-04-01', recorded(data))?.entry).toMatchObject(data);
  });
});

describe('unowned work', () => {
  const kinds = (kind: ActionKind) => isUnownedWork(folded(recorded({ kind })), '2011-06-01' as Day);
  const assigned = happened(ActionAssigned, { owners: [person('Ann')] }, { statedOn: '2011-04-01' });

  it('is what nobody owns, of any kind but headings and blank rows', () => {
    expect(kinds('action')).toBe(true);
    expect(kinds('challenge')).toBe(true);
    expect(kinds('heading')).toBe(false);
    expect(kinds('blank')).toBe(false);
  });

  it('is not what somebody owns', () => {
    expect(isUnownedWork(folded(recorded(), assigned), '2011-06-01' as Day)).toBe(false);
    expect(isUnownedWork(folded(recorded(), assigned), '2011-03-31' as Day)).toBe(true);
  });

  it('cannot be told where the kind cannot', () => {
    const reclassified = happened(ActionReclassified, { kind: 'heading' }, { statedOn: '2011-06' });
    expect(isUnownedWork(folded(recorded(), reclassified), '2011-06-15' as Day)).toBe('unknown');
  });
});
