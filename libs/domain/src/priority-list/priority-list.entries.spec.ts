import { FactAmended } from '../anything/anything.events.js';
import { given, happened, idOf } from '../testing/given.js';
import { adopted, deciding, entered, heading, list, retired } from '../testing/priorities.js';
import { VoteOpened, VoteOptionAdded } from '../vote/vote.events.js';
import { PriorityDesignated, PriorityEntered, PriorityListStarted, PriorityReordered } from './priority-list.events.js';
import { priorityListAggregate } from './priority-list.js';

const enter = (data: object) => ['EnterPriority', { is: 'priority', text: 'Safer streets', ...data }] as const;

describe('an entry', () => {
  it('stands under a heading of its own list', () => {
    list()
      .when(...enter({ heading: idOf('Outcome') }))
      .thenRefuses('unknown-reference', { pointers: ['/heading'] });
    list(heading('Outcome'))
      .when(...enter({ heading: idOf('Outcome') }))
      .thenRecords(PriorityEntered);
  });

  it('has words, a title or a label', () => {
    for (const body of [{}, { place: 1 }]) {
      list()
        .when('EnterPriority', { is: 'priority', ...body })
        .thenRefuses('nothing-said', { pointers: ['/text', '/title'] });
    }
    for (const body of [{ text: 'Safer streets' }, { title: 'Safer' }, { label: '3b' }]) {
      list()
        .when('EnterPriority', { is: 'priority', ...body })
        .thenRecords(PriorityEntered, body);
    }
  });

  it('stands under no other priority', () => {
    list(entered('Safer'))
      .when(...enter({ heading: idOf('Safer') }))
      .thenRefuses('not-a-heading', { evidence: ['Safer'] });
  });

  it('that is a heading stands under none', () => {
    list(heading('Outcome'))
      .when(...enter({ is: 'heading', heading: idOf('Outcome') }))
      .thenRefuses('heading-under-heading');
    list(heading('Outcome'))
      .when(...enter({ is: 'heading' }))
      .thenRecords(PriorityEntered);
  });

  it('cannot be amended to stand under itself', () => {
    list(entered('Safer'))
      .when(
        'AmendFact',
        { kind: 'reading-revised', replacement: { data: { is: 'priority', heading: idOf('Safer') } } },
        { member: '1' },
      )
      .thenRefuses('unknown-reference', { pointers: ['/replacement/data/heading'] });
  });

  it('comes from an option of the vote, and from an entry of the list, that are named', () => {
    const voted = list().and('vote', idOf('vote'), [
      happened(VoteOpened, { method: 'Dots' }),
      happened(VoteOptionAdded, { text: 'Safer' }, { as: 'option' }),
    ]);
    const from = (id: string) => enter({ from: [{ kind: 'vote-option', voteId: idOf('vote'), id: idOf(id) }] });
    voted.when(...from('other')).thenRefuses('unknown-reference', { pointers: ['/from/0/id'] });
    voted.when(...from('option')).thenRecords(PriorityEntered);
    const older = list().and('priority-list', idOf('older'), [
      happened(PriorityListStarted, { title: 'Old', owner: { is: 'body', body: idOf('Board') } }),
      entered('Older'),
    ]);
    const entry = (id: string) => enter({ from: [{ kind: 'priority', listId: idOf('older'), id: idOf(id) }] });
    older.when(...entry('Safer')).thenRefuses('unknown-reference');
    older.when(...entry('Older')).thenRecords(PriorityEntered);
  });

  it('becomes no heading once it has come some way', () => {
    const amend = (...past: Parameters<typeof list>) =>
      list(...past).when(
        'AmendFact',
        { kind: 'reading-revised', replacement: { data: { is: 'heading', text: 'Safer' } } },
        { member: '1' },
      );
    amend(entered('Safer'), adopted('Safer', '2011-01-01')).thenRefuses('heading-is-no-priority', {
      evidence: ['Safer adopted'],
    });
    amend(entered('Safer')).thenRecords(FactAmended);
  });

  it('stays a heading while others stand under it', () => {
    const amend = (...past: Parameters<typeof list>) =>
      list(...past).when(
        'AmendFact',
        { kind: 'reading-revised', replacement: { data: { is: 'priority', text: 'Outcome' } } },
        { member: '1' },
      );
    amend(heading('Outcome'), entered('Safer', { heading: idOf('Outcome') })).thenRefuses('not-a-heading', {
      evidence: ['Safer'],
    });
    amend(heading('Outcome')).thenRecords(FactAmended);
  });
});

describe('a list', () => {
  it('names an agenda item of the meeting beside it', () => {
    const body = { title: 'x', owner: { is: 'unsettled', candidates: [] } };
    given(priorityListAggregate)
      .when('StartPriorityList', { ...body, agendaItemId: idOf('item') })
      .thenRefuses('unknown-reference', { pointers: ['/agendaItemId'] });
    given(priorityListAggregate).when('StartPriorityList', body).thenRecords(PriorityListStarted);
  });
});

describe('an order', () => {
  const three = [entered('Safer'), entered('Richer'), heading('Outcome')];
  const order = (names: string[], ...past: Parameters<typeof list>) =>
    list(...three, ...past).when('ReorderPriorities', { order: names.map(idOf) }, { statedOn: '2015-01-01' });

  it('names every entry on the list; headings may be left out', () => {
    order(['Safer']).thenRefuses('order-incomplete', { details: { missing: [idOf('Richer')] }, evidence: ['Richer'] });
    const { message, details } = order(['Safer'], entered('Older')).thenRefuses('order-incomplete');
    expect(details).toEqual({ missing: [idOf('Richer'), idOf('Older')] });
    expect(message).toBe('The order leaves out 2 entries that are on the list.');
    order(['Richer', 'Safer']).thenRecords(PriorityReordered);
    order(['Outcome', 'Richer', 'Safer']).thenRecords(PriorityReordered);
  });

  it('names none twice', () => {
    order(['Richer', 'Safer', 'Richer']).thenRefuses('named-twice', { pointers: ['/order/2'] });
  });

  it('names entries of this list only', () => {
    order(['Richer', 'Safer', 'Foreign']).thenRefuses('unknown-reference', { pointers: ['/order/2'] });
  });

  it('names none that is retired, and need not name one that may be', () => {
    order(['Richer', 'Safer'], retired('Safer', '2014-01-01')).thenRefuses('entry-not-on-list', {
      evidence: ['Safer retired'],
    });
    order(['Richer'], retired('Safer', '2014-01-01')).thenRecords(PriorityReordered);
    order(['Richer'], retired('Safer', '2015')).thenRecords(PriorityReordered);
    order(['Richer', 'Safer'], retired('Safer', '2015')).thenRecords(PriorityReordered);
  });

  it('names none that comes later', () => {
    order(['Richer', 'Safer', 'Later'], entered('Later', {}, '2016-01-01')).thenRefuses('entry-not-on-list');
    order(['Richer', 'Safer'], entered('Later', {}, '2016-01-01')).thenRecords(PriorityReordered);
  });

  it('cites a decision where it cites anything', () => {
    list()
      .when('ReorderPriorities', { order: [idOf('Safer')], ...deciding('view') })
      .thenRefuses('unknown-reference');
    list(entered('Safer'))
      .when('ReorderPriorities', { order: [idOf('Safer')], ...deciding('view') })
      .thenRefuses('no-decision-cited');
  });
});

describe('a designation', () => {
  const designate = (body: object, statedOn = '2015-01-01') =>
    list(
      entered('Safer'),
      happened(
        PriorityDesignated,
        { entryId: idOf('Safer'), designation: 'priority', basis: 'rule' },
        { statedOn: '2014-01-01', as: 'designated' },
      ),
      heading('Outcome'),
    ).when('DesignatePriority', body, { member: idOf('Safer'), statedOn });

  it('cites the decision that it rests on', () => {
    designate({ designation: 'priority', basis: 'decision' }).thenRefuses('no-decision-cited');
    designate({ designation: 'priority', basis: 'decision', ...deciding('of the Cabinet') }).thenRecords(
      PriorityDesignated,
    );
    designate({ designation: 'priority', basis: 'bold-in-source' }).thenRecords(PriorityDesignated);
  });

  it('tells nothing where it cannot be recovered', () => {
    designate({ designation: 'priority', basis: 'not-recoverable' }).thenRefuses('designation-contradicts-itself');
    designate({ designation: 'cannot-be-told', basis: 'not-recoverable' }).thenRecords(PriorityDesignated);
  });

  it('does not contradict another one of the same day', () => {
    designate({ designation: 'not-priority', basis: 'rule' }, '2014-01-01').thenRefuses('designation-contradicted', {
      evidence: ['designated'],
    });
    designate({ designation: 'not-priority', basis: 'rule' }, '2014-01-02').thenRecords(PriorityDesignated);
  });

  it('is not given to a heading', () => {
    list(heading('Outcome'))
      .when('DesignatePriority', { designation: 'priority', basis: 'rule' }, { member: idOf('Outcome') })
      .thenRefuses('heading-is-no-priority');
  });
});
