import { FactAmended } from '../anything/anything.events.js';
import { AgendaItemRecorded, MeetingRecorded } from '../meeting/meeting.events.js';
import { PriorityEntered, PriorityListStarted } from '../priority-list/priority-list.events.js';
import { StatementRecorded } from '../statement/statement.events.js';
import { amended, given, happened, idOf } from '../testing/given.js';
import { words } from '../testing/parties.js';
import { VoteClosed, VoteOpened, VoteOptionAdded } from '../vote/vote.events.js';
import { actionAggregate } from './action.js';
import {
  ActionCompleted, ActionEscalated, ActionLinked, ActionReclassified, ActionRecorded, ActionReopened, ActionWithdrawn,
} from './action.events.js'; // prettier-ignore

const entry = { kind: 'action', text: 'Mapping exercise' } as const;
const recorded = happened(ActionRecorded, entry, { statedOn: '2019-07-03', as: 'entry' });
const action = (...past: Parameters<typeof given>[1] & object) => given(actionAggregate, [recorded, ...past]);
const completed = happened(ActionCompleted, {}, { statedOn: '2019-09-01', as: 'completed' });
const on = (effectiveFrom: string) => ({ effectiveFrom });

describe('an entry', () => {
  it.each(['challenge', 'offer', 'heading', 'aspiration'])('may be a %s', (kind) => {
    given(actionAggregate).when('RecordAction', { kind, text: 'x' }).thenRecords(ActionRecorded, { kind });
  });

  it('may be a blank row, without words', () => {
    given(actionAggregate).when('RecordAction', { kind: 'blank' }).thenRecords(ActionRecorded, { kind: 'blank' });
  });

  it.each([
    ['action', 'nothing', {}],
    ['heading', 'nothing', {}],
  ])('of kind %s is refused with %s for its words', (kind, _, said) => {
    given(actionAggregate)
      .when('RecordAction', { kind, ...said })
      .thenRefuses('nothing-said', { pointers: ['/text', '/title'] });
  });

  it('may have a title of one’s own alone', () => {
    given(actionAggregate).when('RecordAction', { kind: 'action', title: 'Map' }).thenRecords(ActionRecorded);
  });

  it('says who asks, who receives, with whom, how often, on what condition', () => {
    const body = {
      ...entry,
      by: [words('LGBT Group')],
      to: [words('SIIG')],
      with: [words('SAFA')],
      recurrence: { words: 'on a regular basis' },
      condition: 'if we were shortlisted',
    };
    given(actionAggregate).when('RecordAction', body).thenRecords(ActionRecorded, body);
  });

  describe('of a meeting’s item', () => {
    const meeting = [
      happened(MeetingRecorded, {}),
      happened(AgendaItemRecorded, { place: 1, names: ['Actions'], outcome: 'taken' }, { as: 'item' }),
    ];
    const at = (agendaItemId: string) => ({ ...entry, meetingId: idOf('meeting'), agendaItemId });

    it('names an item of that meeting', () => {
      given(actionAggregate)
        .and('meeting', idOf('meeting'), meeting)
        .when('RecordAction', at(idOf('item')))
        .thenRecords(ActionRecorded);
    });

    it('is refused when the item is another meeting’s', () => {
      given(actionAggregate)
        .and('meeting', idOf('meeting'), meeting)
        .when('RecordAction', at(idOf('elsewhere')))
        .thenRefuses('unknown-reference', { pointers: ['/agendaItemId'] });
    });

    it('is refused when the item was recorded in error', () => {
      given(actionAggregate)
        .and('meeting', idOf('meeting'), [...meeting, amended('item', null)])
        .when('RecordAction', at(idOf('item')))
        .thenRefuses('unknown-reference');
    });

    it('is refused when no meeting is named beside the item', () => {
      given(actionAggregate)
        .when('RecordAction', { ...entry, agendaItemId: idOf('item') })
        .thenRefuses('unknown-reference');
    });
  });
});

describe('a parent', () => {
  const parent = idOf('parent');
  const child = { ...entry, parent };
  const parentAt = (position: number) => [happened(ActionRecorded, entry, { position, as: 'the parent' })];
  const amendment = { kind: 'reading-revised', replacement: { data: child } };

  it('that is on record is named by the entry', () => {
    given(actionAggregate)
      .and('action', parent, parentAt(1))
      .when('RecordAction', child)
      .thenRecords(ActionRecorded, { parent });
  });

  it('that is not on record is refused', () => {
    given(actionAggregate)
      .when('RecordAction', child)
      .thenRefuses('unknown-reference', { pointers: ['/parent'] });
  });

  it('may be named by an amendment when it was recorded before the action', () => {
    action()
      .and('action', parent, parentAt(999))
      .when('AmendFact', amendment, { member: '0' })
      .thenRecords(FactAmended, { replacement: { data: child } });
  });

  it('is refused in an amendment when it was recorded after the action, so that no cycle can arise', () => {
    action()
      .and('action', parent, parentAt(1_001))
      .when('AmendFact', amendment, { member: '0' })
      .thenRefuses('parent-not-earlier', { evidence: ['the parent'], pointers: ['/replacement/data/parent'] });
  });

  it('is refused in an amendment when it is the action itself', () => {
    const itself = { kind: 'reading-revised', replacement: { data: { ...entry, parent: idOf('action') } } };
    action()
      .when('AmendFact', itself, { member: '0' })
      .thenRefuses('parent-not-earlier', { evidence: ['entry'] });
  });
});

describe('a reclassification', () => {
  it('makes the entry another kind', () => {
    action().when('ReclassifyAction', { kind: 'challenge' }).thenRecords(ActionReclassified, { kind: 'challenge' });
  });

  it('is refused where it is of that kind already', () => {
    action()
      .when('ReclassifyAction', { kind: 'action' })
      .thenRefuses('kind-unchanged', { evidence: ['entry'] });
  });

  it('is refused into a heading when the action is completed then', () => {
    action(completed)
      .when('ReclassifyAction', { kind: 'heading' }, on('2019-10-01'))
      .thenRefuses('heading-cannot-be-completed', { evidence: ['completed'] });
  });

  it('is refused into a heading from before a completion', () => {
    action(completed)
      .when('ReclassifyAction', { kind: 'blank' }, on('2019-08-01'))
      .thenRefuses('heading-cannot-be-completed', { evidence: ['completed'] });
  });

  it('is refused into a heading from before a completion, whatever it became after that', () => {
    action(completed, happened(ActionReclassified, { kind: 'outcome' }, { statedOn: '2019-10-01' }))
      .when('ReclassifyAction', { kind: 'heading' }, on('2019-08-01'))
      .thenRefuses('heading-cannot-be-completed', { evidence: ['completed'] });
  });

  it('is refused into a heading where another one follows before the completion', () => {
    action(completed, happened(ActionReclassified, { kind: 'blank' }, { statedOn: '2019-08-20' }))
      .when('ReclassifyAction', { kind: 'heading' }, on('2019-08-01'))
      .thenRefuses('heading-cannot-be-completed', { evidence: ['completed'] });
  });

  it('into a heading is recorded after the action was reopened', () => {
    action(completed, happened(ActionReopened, {}, { statedOn: '2019-09-20' }))
      .when('ReclassifyAction', { kind: 'heading' }, on('2019-10-01'))
      .thenRecords(ActionReclassified);
  });

  it('into a heading is recorded for a time that ended before the completion', () => {
    action(happened(ActionReclassified, { kind: 'action' }, { statedOn: '2019-08-20' }), completed)
      .when('ReclassifyAction', { kind: 'heading' }, on('2019-08-01'))
      .thenRecords(ActionReclassified);
  });

  it('into a heading is recorded of what was withdrawn', () => {
    action(happened(ActionWithdrawn, {}, { statedOn: '2019-09-01' }))
      .when('ReclassifyAction', { kind: 'heading' }, on('2019-10-01'))
      .thenRecords(ActionReclassified);
  });
});

describe('a link', () => {
  const to = (name: string) => ({ link: 'restates', to: { kind: 'action', id: idOf(name) }, basis: 'inferred' });

  it('leads to another action on record', () => {
    action()
      .and('action', idOf('other'), [happened(ActionRecorded, entry)])
      .when('LinkAction', to('other'))
      .thenRecords(ActionLinked);
  });

  it('is refused to the action itself', () => {
    action()
      .when('LinkAction', to('action'))
      .thenRefuses('linked-to-itself', { pointers: ['/to/id'] });
  });

  it('leads to a statement on record', () => {
    const about = { link: 'concerns', to: { kind: 'statement', id: idOf('view') }, basis: 'stated' };
    action()
      .and('statement', idOf('view'), [happened(StatementRecorded, { kind: 'view', text: 'x' })])
      .when('LinkAction', about)
      .thenRecords(ActionLinked, about);
  });

  it('is refused to a statement that is not on record', () => {
    action()
      .when('LinkAction', { link: 'concerns', to: { kind: 'statement', id: idOf('view') }, basis: 'stated' })
      .thenRefuses('unknown-reference', { pointers: ['/to/id'] });
  });

  describe('to an option of a vote', () => {
    const to = (option: string) => ({
      link: 'sameAs',
      to: { kind: 'vote-option', voteId: idOf('vote'), id: idOf(option) },
      basis: 'inferred',
    });
    const vote = [
      happened(VoteOpened, { title: 'Asset mapping', method: 'three votes each' }),
      happened(VoteOptionAdded, { title: 'Estates' }, { as: 'estates' }),
    ];

    it('leads to one of that vote', () => {
      action().and('vote', idOf('vote'), vote).when('LinkAction', to('estates')).thenRecords(ActionLinked);
    });

    it('is refused to an option of another vote', () => {
      action()
        .and('vote', idOf('vote'), vote)
        .when('LinkAction', to('elsewhere'))
        .thenRefuses('unknown-reference', {
          pointers: ['/to/id'],
          details: { missing: [{ kind: 'vote-option', id: idOf('elsewhere') }] },
        });
    });

    it('is refused to what is no option of it', () => {
      action()
        .and('vote', idOf('vote'), [...vote, happened(VoteClosed, {}, { as: 'closed' })])
        .when('LinkAction', to('closed'))
        .thenRefuses('unknown-reference');
    });

    it('is refused to an option that was withdrawn', () => {
      action()
        .and('vote', idOf('vote'), [...vote, amended('estates', null)])
        .when('LinkAction', to('estates'))
        .thenRefuses('unknown-reference');
    });
  });

  describe('to a priority', () => {
    const to = (entry: string) => ({
      link: 'concerns',
      to: { kind: 'priority', listId: idOf('list'), id: idOf(entry) },
      basis: 'stated',
    });
    const list = [
      happened(PriorityListStarted, { title: 'Priorities', owner: { is: 'unsettled', candidates: [] } }),
      happened(PriorityEntered, { is: 'priority', title: 'Alcohol' }, { as: 'alcohol' }),
    ];

    it('leads to one of that list', () => {
      action().and('priority-list', idOf('list'), list).when('LinkAction', to('alcohol')).thenRecords(ActionLinked);
    });

    it('is refused to an entry of another list', () => {
      action()
        .and('priority-list', idOf('list'), list)
        .when('LinkAction', to('obesity'))
        .thenRefuses('unknown-reference', { details: { missing: [{ kind: 'priority', id: idOf('obesity') }] } });
    });
  });
});

it('an escalation says before whom the action is brought', () => {
  action()
    .when('EscalateAction', { to: words('the Board') })
    .thenRecords(ActionEscalated, { to: words('the Board') });
});
