import { FactAmended } from '../anything/anything.events.js';
import { AgendaItemRecorded, MeetingRecorded } from '../meeting/meeting.events.js';
import { PartnershipRegistered, VocabularySet } from '../partnership/partnership.events.js';
import { amended, given, happened, idOf } from '../testing/given.js';
import { established, words } from '../testing/parties.js';
import { statementAggregate } from './statement.js';
import { StatementListRecorded, StatementNamed, StatementRecorded } from './statement.events.js';

const view = { kind: 'view', text: 'The wording is too broad' } as const;
const recorded = happened(StatementRecorded, { ...view, title: 'Too broad' }, { statedOn: '2010-11-18', as: 'view' });
const statement = (...past: Parameters<typeof given>[1] & object) => given(statementAggregate, [recorded, ...past]);

describe('a statement', () => {
  it('says what was said, who holds it and how many do, and what it is about', () => {
    const body = {
      ...view,
      heldBy: [words('the Health Sector')],
      howMany: 'a majority of partners',
      about: [{ kind: 'words', text: 'the alcohol priority' }],
    };
    given(statementAggregate).when('RecordStatement', body).thenRecords(StatementRecorded, body);
  });

  it.each([
    ['words', { text: 'x' }],
    ['a title', { title: 'x' }],
    ['the cells of a row', { cells: [{ heading: 'Strand', text: null }] }],
  ])('is recorded with %s alone', (_, said) => {
    given(statementAggregate)
      .when('RecordStatement', { kind: 'aim', ...said })
      .thenRecords(StatementRecorded, said);
  });

  it.each([
    ['nothing', {}],
    ['no cells', { cells: [] }],
  ])('is refused with %s for its words', (_, said) => {
    given(statementAggregate)
      .when('RecordStatement', { kind: 'aim', ...said })
      .thenRefuses('nothing-said', { pointers: ['/text', '/title'] });
  });

  it('is never owned and never due: there is no command for it', () => {
    const names = statementAggregate.commands.map(({ name }) => name);
    expect(names).toEqual(['RecordStatement', 'NameStatement']);
  });
});

describe('the bodies that decided', () => {
  const by = { decidedBy: [idOf('Board')] };
  const withBoard = () => given(statementAggregate).and('structure', '', [established('Board')]);

  it('are those of a decision', () => {
    withBoard()
      .when('RecordStatement', { kind: 'decision', text: 'To implement it', ...by })
      .thenRecords(StatementRecorded, by);
  });

  it('are refused for a statement that nobody decides', () => {
    withBoard()
      .when('RecordStatement', { ...view, ...by })
      .thenRefuses('not-a-decision', { pointers: ['/decidedBy'] });
  });
});

describe('a place', () => {
  const list = idOf('list');
  const listed = [happened(StatementListRecorded, { contents: 'complete' })];

  it('is one in the list that is named', () => {
    given(statementAggregate)
      .and('statement-list', list, listed)
      .when('RecordStatement', { ...view, listId: list, place: 2 })
      .thenRecords(StatementRecorded, { place: 2 });
  });

  it('may be left out of an entry of a list', () => {
    given(statementAggregate)
      .and('statement-list', list, listed)
      .when('RecordStatement', { ...view, listId: list })
      .thenRecords(StatementRecorded, { listId: list });
  });

  it('is refused without a list', () => {
    given(statementAggregate)
      .when('RecordStatement', { ...view, place: 2 })
      .thenRefuses('place-without-list', { pointers: ['/place'] });
  });

  it('is refused in a list that is not on record', () => {
    given(statementAggregate)
      .when('RecordStatement', { ...view, listId: list, place: 2 })
      .thenRefuses('unknown-reference', { pointers: ['/listId'] });
  });
});

describe('the item at which it was said', () => {
  const meeting = [
    happened(MeetingRecorded, {}),
    happened(AgendaItemRecorded, { place: 1, names: ['Priorities'], outcome: 'taken' }, { as: 'item' }),
  ];
  const at = (item: string) => ({ ...view, meetingId: idOf('meeting'), agendaItemId: idOf(item) });

  it('is one of that meeting', () => {
    given(statementAggregate)
      .and('meeting', idOf('meeting'), meeting)
      .when('RecordStatement', at('item'))
      .thenRecords(StatementRecorded);
  });

  it('is refused when it is another meeting’s', () => {
    given(statementAggregate)
      .and('meeting', idOf('meeting'), meeting)
      .when('RecordStatement', at('elsewhere'))
      .thenRefuses('unknown-reference', { pointers: ['/agendaItemId'] });
  });
});

describe('a parent', () => {
  const parent = idOf('parent');
  const child = { ...view, parent };
  const parentAt = (position: number) => [happened(StatementRecorded, view, { position, as: 'the parent' })];
  const amendment = { kind: 'reading-revised', replacement: { data: child } };

  it('that is on record is named by the statement', () => {
    given(statementAggregate)
      .and('statement', parent, parentAt(1))
      .when('RecordStatement', child)
      .thenRecords(StatementRecorded, { parent });
  });

  it('may be named by an amendment when it was recorded before the statement', () => {
    statement()
      .and('statement', parent, parentAt(999))
      .when('AmendFact', amendment, { member: '0' })
      .thenRecords(FactAmended);
  });

  it('is refused in an amendment when it was recorded after the statement, so that no cycle can arise', () => {
    statement()
      .and('statement', parent, parentAt(1_001))
      .when('AmendFact', amendment, { member: '0' })
      .thenRefuses('parent-not-earlier', { evidence: ['the parent'], pointers: ['/replacement/data/parent'] });
  });

  it('is refused in an amendment when it is the statement itself', () => {
    const itself = { kind: 'reading-revised', replacement: { data: { ...view, parent: idOf('statement') } } };
    statement().when('AmendFact', itself, { member: '0' }).thenRefuses('parent-not-earlier');
  });
});

describe('another name', () => {
  const named = (around: Parameters<typeof happened>[2] = {}) =>
    happened(StatementNamed, { name: 'The health wording' }, { statedOn: '2011-01-01', as: 'named', ...around });

  it('is recorded', () => {
    statement().when('NameStatement', { name: 'The health wording' }).thenRecords(StatementNamed);
  });

  it('is refused a second time, whatever its capitals and spaces', () => {
    statement(named())
      .when('NameStatement', { name: 'the  Health wording' })
      .thenRefuses('name-already-given', { evidence: ['named'], pointers: ['/name'] });
  });

  it('is refused when it is the title', () => {
    statement()
      .when('NameStatement', { name: 'Too broad' })
      .thenRefuses('name-already-given', { evidence: ['view'] });
  });

  it('is recorded again for another time', () => {
    statement(named({ effectiveFrom: '2011-01-01', effectiveTo: '2012-01-01' }))
      .when('NameStatement', { name: 'The health wording' }, { effectiveFrom: '2013-01-01' })
      .thenRecords(StatementNamed);
  });

  it('is recorded where the earlier naming is disputed', () => {
    statement(named({ certainty: 'disputed' }))
      .when('NameStatement', { name: 'The health wording' })
      .thenRecords(StatementNamed);
  });

  it('is recorded where the earlier naming was withdrawn', () => {
    statement(named(), amended('named', null))
      .when('NameStatement', { name: 'The health wording' })
      .thenRecords(StatementNamed);
  });
});

describe('the partnership’s own vocabulary of kinds', () => {
  const registered = happened(PartnershipRegistered, { name: 'Testshire', digestKey: 'k' });
  const vocabulary = (terms: string[], around: Parameters<typeof happened>[2] = {}) =>
    happened(VocabularySet, { name: 'statement-kinds', terms: terms.map((term) => ({ term })) }, around);
  const speaking = (...set: Parameters<typeof given>[1] & object) =>
    given(statementAggregate).and('partnership', '', [registered, ...set]);
  const from2010 = { effectiveFrom: '2010', as: 'vocabulary' };

  it('knows the kind', () => {
    speaking(vocabulary(['view', 'hope'], from2010))
      .when('RecordStatement', view)
      .thenRecords(StatementRecorded);
  });

  it('refuses a kind that it does not know, and says which it knows', () => {
    speaking(vocabulary(['aim', 'hope'], from2010))
      .when('RecordStatement', view)
      .thenRefuses('unknown-term', {
        evidence: ['vocabulary'],
        pointers: ['/kind'],
        details: { vocabulary: 'statement-kinds', known: ['aim', 'hope'] },
      });
  });

  it('is the one in force when the statement takes effect', () => {
    speaking(vocabulary(['view'], from2010), vocabulary(['hope'], { effectiveFrom: '2015' }))
      .when('RecordStatement', view, { effectiveFrom: '2012-01-01' })
      .thenRecords(StatementRecorded);
  });

  it('does not bind what takes effect before it, or may', () => {
    speaking(vocabulary(['hope'], { effectiveFrom: '2012' }))
      .when('RecordStatement', view, { effectiveFrom: '2012-05' })
      .thenRecords(StatementRecorded);
  });

  it('of another name has no say in it', () => {
    speaking(happened(VocabularySet, { name: 'roles', terms: [{ term: 'R' }] }, from2010))
      .when('RecordStatement', view)
      .thenRecords(StatementRecorded);
  });

  it('is not needed: without one every term will do', () => {
    speaking()
      .when('RecordStatement', { ...view, kind: 'slogan' })
      .thenRecords(StatementRecorded, { kind: 'slogan' });
  });
});
