import { AgendaItemRecorded, MeetingRecorded } from '../meeting/meeting.events.js';
import { PartnershipRegistered, VocabularySet } from '../partnership/partnership.events.js';
import { given, happened, idOf } from '../testing/given.js';
import { statementListAggregate } from './statement-list.js';
import { StatementListRecorded } from './statement.events.js';

describe('a list of statements', () => {
  it('may be known only to exist, with how many entries it was to have', () => {
    const body = { contents: 'unknown', intended: { words: '8 top priorities', number: 8 } };
    given(statementListAggregate).when('RecordStatementList', body).thenRecords(StatementListRecorded, body);
  });

  describe('of a meeting’s item', () => {
    const meeting = [
      happened(MeetingRecorded, {}),
      happened(AgendaItemRecorded, { place: 1, names: ['Themes'], outcome: 'taken' }, { as: 'item' }),
    ];
    const at = (item: string) => ({ contents: 'complete', meetingId: idOf('meeting'), agendaItemId: idOf(item) });

    it('names an item of that meeting', () => {
      given(statementListAggregate)
        .and('meeting', idOf('meeting'), meeting)
        .when('RecordStatementList', at('item'))
        .thenRecords(StatementListRecorded);
    });

    it('is refused when the item is another meeting’s', () => {
      given(statementListAggregate)
        .and('meeting', idOf('meeting'), meeting)
        .when('RecordStatementList', at('elsewhere'))
        .thenRefuses('unknown-reference', { pointers: ['/agendaItemId'] });
    });
  });

  describe('of entries of one kind', () => {
    const speaking = given(statementListAggregate).and('partnership', '', [
      happened(PartnershipRegistered, { name: 'Testshire', digestKey: 'k' }),
      happened(VocabularySet, { name: 'statement-kinds', terms: [{ term: 'theme' }] }, { effectiveFrom: '2010' }),
    ]);

    it('names a kind of the partnership’s own', () => {
      speaking
        .when('RecordStatementList', { contents: 'complete', kind: 'theme' })
        .thenRecords(StatementListRecorded, { kind: 'theme' });
    });

    it('is refused when the partnership knows no such kind', () => {
      speaking
        .when('RecordStatementList', { contents: 'complete', kind: 'song' })
        .thenRefuses('unknown-term', { pointers: ['/kind'], details: { known: ['theme'] } });
    });
  });
});
