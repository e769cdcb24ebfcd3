import { happened, idOf } from '../testing/given.js';
import { adopted, deciding, entered, heading, list, listOf, retired } from '../testing/priorities.js';
import {
  PriorityAdopted, PriorityLonglisted, PriorityRetired, PriorityShortlisted,
} from './priority-list.events.js'; // prettier-ignore

const safer = { member: idOf('Safer') };
const on = (day: string) => ({ ...safer, statedOn: day });
const shortlisted = (day: string) =>
  happened(PriorityShortlisted, { entryId: idOf('Safer') }, { statedOn: day, as: 'shortlisted' });

describe('adopting an entry', () => {
  it('cites a decision', () => {
    list(entered('Safer'))
      .when('AdoptPriority', {}, safer)
      .thenRefuses('no-decision-cited', { pointers: ['/decisionId'] });
    list(entered('Safer'))
      .when('AdoptPriority', deciding(), safer)
      .thenRecords(PriorityAdopted, { entryId: idOf('Safer'), decisionId: idOf('decision') });
  });

  it('cites no statement of another kind', () => {
    list(entered('Safer')).when('AdoptPriority', deciding('view'), safer).thenRefuses('no-decision-cited');
  });

  it('cites no decision that is only intended, unless it is only intended itself', () => {
    const adopting = (more: object) => list(entered('Safer')).when('AdoptPriority', deciding('intended'), more);
    adopting(safer).thenRefuses('no-decision-cited', { pointers: ['/decisionId'] });
    adopting({ ...safer, certainty: 'intention' }).thenRecords(PriorityAdopted);
  });

  it('cites a decision of the owning body, or one that does not say whose it is', () => {
    list(entered('Safer'))
      .when('AdoptPriority', deciding('of the Cabinet'), safer)
      .thenRefuses('no-decision-cited', { details: { decidedBy: [idOf('Cabinet')], needed: [idOf('Board')] } });
    list(entered('Safer')).when('AdoptPriority', deciding('of nobody named'), safer).thenRecords(PriorityAdopted);
  });

  it('cites anybody’s decision where it is not settled who owns the list', () => {
    listOf({ owner: { is: 'unsettled', candidates: [idOf('Board')] } }, entered('Safer'))
      .when('AdoptPriority', deciding('of the Cabinet'), safer)
      .thenRecords(PriorityAdopted);
  });

  it('happens once, whichever of the two days comes first', () => {
    const twice = (day: string) =>
      list(entered('Safer'), adopted('Safer', '2012-01-01')).when('AdoptPriority', deciding(), on(day));
    twice('2013-01-01').thenRefuses('already-adopted', { evidence: ['Safer adopted'] });
    twice('2011-01-01').thenRefuses('already-adopted', { evidence: ['Safer adopted'] });
  });

  it('may happen again once it was retired', () => {
    list(entered('Safer'), adopted('Safer', '2012-01-01'), retired('Safer', '2013-01-01'))
      .when('AdoptPriority', deciding(), on('2014-01-01'))
      .thenRecords(PriorityAdopted);
  });

  it('is recorded where a retirement may lie in between', () => {
    list(entered('Safer'), adopted('Safer', '2012-01-01'), retired('Safer', '2013'))
      .when('AdoptPriority', deciding(), on('2013-06-01'))
      .thenRecords(PriorityAdopted);
  });
});

describe('a stage', () => {
  it('is passed by entries of this list only', () => {
    list(entered('Safer'))
      .when('ShortlistPriority', {}, { member: idOf('Foreign') })
      .thenRefuses('not-found');
    list(entered('Safer')).when('ShortlistPriority', {}, safer).thenRecords(PriorityShortlisted);
  });

  it.each(['LonglistPriority', 'ShortlistPriority', 'AdoptPriority', 'RetirePriority'])(
    'is passed by no heading: %s',
    (command) => {
      const body = command === 'AdoptPriority' ? deciding() : {};
      list(heading('Outcome'))
        .when(command, body, { member: idOf('Outcome') })
        .thenRefuses('heading-is-no-priority', { evidence: ['Outcome'] });
    },
  );

  it('does not lead back from adoption to a longer list', () => {
    const past = [entered('Safer'), adopted('Safer', '2012-01-01')];
    list(...past)
      .when('LonglistPriority', {}, on('2013-01-01'))
      .thenRefuses('already-adopted');
    list(...past)
      .when('LonglistPriority', {}, on('2011-01-01'))
      .thenRecords(PriorityLonglisted);
  });

  it('leads back to a longer list after a retirement', () => {
    list(entered('Safer'), adopted('Safer', '2012-01-01'), retired('Safer', '2013-01-01'))
      .when('LonglistPriority', {}, on('2014-01-01'))
      .thenRecords(PriorityLonglisted);
  });

  it('leads back nowhere from a short list, and does not repeat it', () => {
    list(entered('Safer'), shortlisted('2012-01-01'))
      .when('LonglistPriority', {}, on('2013-01-01'))
      .thenRefuses('already-shortlisted');
    list(entered('Safer'), shortlisted('2012-01-01'))
      .when('ShortlistPriority', {}, on('2013-01-01'))
      .thenRefuses('already-shortlisted');
  });

  it('cites a decision where it cites anything', () => {
    list(entered('Safer')).when('ShortlistPriority', deciding('view'), safer).thenRefuses('no-decision-cited');
    list(entered('Safer'))
      .when('ShortlistPriority', deciding('of the Cabinet'), safer)
      .thenRecords(PriorityShortlisted);
  });

  it('names an agenda item of the meeting beside it', () => {
    list(entered('Safer'))
      .when('ShortlistPriority', { agendaItemId: idOf('item') }, safer)
      .thenRefuses('unknown-reference', { pointers: ['/agendaItemId'] });
  });
});

describe('retiring an entry', () => {
  it('happens once, until it is on a list again', () => {
    const past = [entered('Safer'), adopted('Safer', '2012-01-01'), retired('Safer', '2013-01-01')];
    list(...past)
      .when('RetirePriority', {}, on('2014-01-01'))
      .thenRefuses('already-retired', { evidence: ['Safer retired'] });
    list(...past, adopted('Safer', '2014-01-01', { as: 'again' }))
      .when('RetirePriority', {}, on('2015-01-01'))
      .thenRecords(PriorityRetired);
  });

  it('is refused before it was on the list', () => {
    list(entered('Safer', {}, '2012-01-01'))
      .when('RetirePriority', {}, on('2011-01-01'))
      .thenRefuses('entry-not-on-list', { evidence: ['Safer'] });
    list(entered('Safer', {}, '2012-01-01'))
      .when('RetirePriority', {}, on('2012-01-01'))
      .thenRecords(PriorityRetired);
  });
});

describe('a long list whose contents are not on record', () => {
  it('is noted without an entry', () => {
    const event = list()
      .when('NoteLonglist', { contents: 'unknown', described: 'A long list' })
      .thenRecords(PriorityLonglisted);
    expect(event.data).not.toHaveProperty('entryId');
  });
});

describe('an amendment of a stage', () => {
  it('is judged by the rules of the stage', () => {
    const amend = (decisionId: string) =>
      list(entered('Safer'), adopted('Safer', '2012-01-01')).when(
        'AmendFact',
        { kind: 'reading-revised', replacement: { data: { decisionId } } },
        { member: '2' },
      );
    amend(idOf('view')).thenRefuses('no-decision-cited', { pointers: ['/replacement/data/decisionId'] });
    expect(amend(idOf('of nobody named')).decision.ok).toBe(true);
  });
});
