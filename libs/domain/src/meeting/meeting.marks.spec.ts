import { ActionRecorded } from '../action/action.events.js';
import { given, happened, idOf } from '../testing/given.js';
import { introduced, person, words } from '../testing/parties.js';
import { InitialsResolved, OwnerMarkMatched, OwnerMarkRecorded } from './marks.events.js';
import { meetingAggregate } from './meeting.js';
import { AgendaItemRecorded, MeetingRecorded } from './meeting.events.js';

const itemId = idOf('item');
const mark = happened(OwnerMarkRecorded, { itemId, order: 1, words: 'DR' }, { as: 'mark' });
const meeting = (...past: Parameters<typeof given>[1] & object) =>
  given(meetingAggregate, [
    happened(MeetingRecorded, {}),
    happened(AgendaItemRecorded, { number: '4.0', place: 1, names: [], outcome: 'taken' }, { as: 'item' }),
    ...past,
  ])
    .and('person', idOf('Jon'), introduced('Jon'))
    .and('person', idOf('Jo'), introduced('Jo'))
    .and('action', idOf('send'), [happened(ActionRecorded, { kind: 'action' })]);

describe('an owner mark', () => {
  it('keeps the words of the cell and its place', () => {
    const body = { itemId, order: 2, words: 'JB/AC' };
    meeting(mark).when('RecordOwnerMark', body).thenRecords(OwnerMarkRecorded, body);
  });

  it('is refused at a place of the item that has one', () => {
    meeting(mark)
      .when('RecordOwnerMark', { itemId, order: 1, words: 'JM' })
      .thenRefuses('mark-place-taken', { evidence: ['mark'], pointers: ['/order'] });
  });

  it('is recorded at the same place of another item', () => {
    const other = happened(AgendaItemRecorded, { place: 2, names: [], outcome: 'taken' }, { as: 'other item' });
    meeting(mark, other)
      .when('RecordOwnerMark', { itemId: idOf('other item'), order: 1, words: 'JM' })
      .thenRecords(OwnerMarkRecorded);
  });

  it('is refused at an item that is not this meeting’s', () => {
    meeting()
      .when('RecordOwnerMark', { itemId: idOf('elsewhere'), order: 1, words: 'JM' })
      .thenRefuses('unknown-reference', { pointers: ['/itemId'] });
  });
});

describe('a match of an owner mark', () => {
  const of = { member: idOf('mark') };
  const lines = { documentId: idOf('minutes'), lines: { from: 210, to: 210 } };

  it.each([
    ['an action', { is: 'actions', actions: [idOf('send')], basis: 'inferred' }],
    ['candidates', { is: 'candidates', actions: [idOf('send')] }],
    ['nothing that can be told', { is: 'cannot-be-told' }],
  ])('leads to %s', (_, match) => {
    meeting(mark)
      .when('MatchOwnerMark', { match }, of)
      .thenRecords(OwnerMarkMatched, { markId: idOf('mark'), match });
  });

  it('is recorded a second time: a later reading takes the place of an earlier one', () => {
    meeting(mark, happened(OwnerMarkMatched, { markId: idOf('mark'), match: { is: 'cannot-be-told' } }))
      .when('MatchOwnerMark', { match: { is: 'actions', actions: [idOf('send')], basis: 'stated' } }, of)
      .thenRecords(OwnerMarkMatched);
  });

  it('is refused to an action that is not on record', () => {
    meeting(mark)
      .when('MatchOwnerMark', { match: { is: 'actions', actions: [idOf('nothing')], basis: 'stated' } }, of)
      .thenRefuses('unknown-reference', { pointers: ['/match/actions/0'] });
  });

  it('is refused to a passage of a paper that is not on record', () => {
    meeting(mark)
      .when('MatchOwnerMark', { match: { is: 'candidates', passages: [lines] } }, of)
      .thenRefuses('unknown-reference', { pointers: ['/match/passages/0/documentId'] });
  });

  it('needs a candidate where it names candidates', () => {
    expect(() => meeting(mark).when('MatchOwnerMark', { match: { is: 'candidates' } }, of)).toThrow(
      /at least one candidate/,
    );
  });

  it('is refused of a mark that is not on record', () => {
    meeting()
      .when('MatchOwnerMark', { match: { is: 'cannot-be-told' } }, of)
      .thenRefuses('unknown-reference');
  });
});

describe('initials', () => {
  const means = (who: string, text = 'JB') => ({ initials: person(who, text, 'inferred') });
  const resolved = (who: string, text = 'JB') =>
    happened(InitialsResolved, means(who, text), { as: `${text} is ${who}` });

  it('mean somebody in this meeting', () => {
    meeting().when('ResolveInitials', means('Jon')).thenRecords(InitialsResolved, means('Jon'));
  });

  it('may be ambiguous between several', () => {
    const initials = words('DB', 'Jon', 'Jo');
    meeting().when('ResolveInitials', { initials }).thenRecords(InitialsResolved, { initials });
    expect(() => meeting().when('ResolveInitials', { initials: words('DB', 'Jon') })).toThrow();
  });

  it.each(['JB', 'J.B.', 'jb'])('that are resolved already are refused when given again as %s', (text) => {
    meeting(resolved('Jon'))
      .when('ResolveInitials', means('Jo', text))
      .thenRefuses('initials-already-resolved', { evidence: ['JB is Jon'], pointers: ['/initials/text'] });
  });

  it('are read beside others', () => {
    meeting(resolved('Jon')).when('ResolveInitials', means('Jo', 'JBr')).thenRecords(InitialsResolved);
  });

  it('are read otherwise by amending the reading', () => {
    const { decision } = meeting(resolved('Jon')).when(
      'AmendFact',
      { kind: 'reading-revised', replacement: { data: means('Jo') } },
      { member: '2' },
    );
    expect(decision).toMatchObject({ ok: true, events: [{ data: { replacement: { data: means('Jo') } } }] });
  });
});
