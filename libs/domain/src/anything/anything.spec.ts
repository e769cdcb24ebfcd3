import { fold } from '../decider.js';
import type { Decided, Recorded } from '../event.js';
import { factsOf } from '../facts.js';
import { DocumentFiled, DocumentTextFiled } from '../document/document.events.js';
import { documentAggregate } from '../document/document.js';
import { MeetingRecorded } from '../meeting/meeting.events.js';
import { PersonErased, PersonIntroduced, PersonNamed, PersonsIdentified } from '../person/person.events.js';
import { personAggregate } from '../person/person.js';
import { structureAggregate } from '../structure/structure.js';
import { BodyEstablished } from '../structure/structure.events.js';
import { amended, given, happened, idOf, stream, type Happened } from '../testing/given.js';
import { CertaintyRevised, ConsultationRecorded, FactAmended, FactDisputed, GapNoted } from './anything.events.js';

const introduced = happened(PersonIntroduced, { name: 'Ann Exampel' }, { as: 'introduced' });
const named = happened(PersonNamed, { name: 'Annie Example', kind: 'alias' }, { as: 'named', statedOn: '2011-11-09' });
const ann = () => given(personAggregate, [introduced, named]);
const misspelt = (data: object, dates: object = {}) => ({
  kind: 'transcription-error',
  replacement: { data, ...dates },
});

describe('an amendment', () => {
  it('replaces the payload and keeps the dates that it does not name', () => {
    const event = ann()
      .when('AmendFact', misspelt({ name: 'Anne Example', kind: 'alias' }), { member: '1' })
      .thenRecords(FactAmended, { amends: idOf('named') });
    const { replacement } = event.data as { replacement: Decided };
    expect(replacement.data).toEqual({ name: 'Anne Example', kind: 'alias' });
    expect(replacement.statedOn.edtf).toBe('2011-11-09');
  });

  it('takes the dates that it names', () => {
    const event = ann()
      .when('AmendFact', misspelt({ name: 'Annie Example', kind: 'alias' }, { effectiveFrom: '2010' }), { member: '1' })
      .thenRecords(FactAmended);
    expect((event.data as { replacement: Decided }).replacement.effectiveFrom.edtf).toBe('2010');
  });

  it('folds into the state as if it had been said so in the first place', () => {
    const { decision } = ann().when('AmendFact', misspelt({ name: 'Ann Example' }), { member: '0' });
    if (!decision.ok) throw new Error(decision.refusal.message);
    const past = stream('person', idOf('person'), [introduced, named]);
    const amendment = { ...past[1], ...decision.events[0], id: idOf('amendment') } as Recorded;
    const state = fold(personAggregate, factsOf([...past, amendment]));
    expect(state.introduced?.data.name).toBe('Ann Example');
  });

  it('names the event concerned and every id in it, before and after', () => {
    const other = idOf('other');
    const person = given(personAggregate, [introduced]).and('person', other, [
      happened(PersonIntroduced, { name: 'Bo' }),
    ]);
    const { data } = person
      .when('AmendFact', misspelt({ name: 'Ann Example' }), { member: '0' })
      .thenRecords(FactAmended);
    expect((data as { concerned: object }).concerned).toMatchObject({
      type: 'PersonIntroduced',
      revision: '0',
      ids: [],
    });
  });

  it('of what is not the payload of the event is refused with the place of the fault', () => {
    ann()
      .when('AmendFact', misspelt({ name: 'Annie Example', kind: 'no such kind' }), { member: '1' })
      .thenRefuses('replacement-invalid', { pointers: ['/replacement/data/kind'] });
  });

  it('is judged by the rules of the amended event’s own command', () => {
    ann()
      .when('AmendFact', misspelt({ name: 'Cllr Ann Example' }), { member: '0' })
      .thenRefuses('title-in-name', { pointers: ['/replacement/data/name'] });
  });

  it('cannot name what is not on record, say what is to come, or lack a source', () => {
    const amend = (data: object, dates: object = {}) => ann().when('AmendFact', misspelt(data, dates), { member: '1' });
    const alias = { name: 'Annie Example', kind: 'alias' };
    const cited = [{ documentId: idOf('paper'), lines: { from: 1, to: 1 } }];
    amend(alias, { sources: cited }).thenRefuses('unknown-reference', {
      pointers: ['/replacement/sources/0/documentId'],
    });
    amend(alias, { statedOn: '2031' }).thenRefuses('stated-in-the-future', { pointers: ['/replacement/statedOn'] });
    amend(alias, { sources: [] }).thenRefuses('source-required', { pointers: ['/replacement/sources'] });
    const other = happened(
      PersonsIdentified,
      { other: idOf('bo'), verdict: 'same', basis: 'stated' },
      { as: 'identified' },
    );
    given(personAggregate, [introduced, other])
      .when('AmendFact', misspelt({ other: idOf('nobody'), verdict: 'same', basis: 'stated' }), { member: '1' })
      .thenRefuses('unknown-reference', { pointers: ['/replacement/data/other'] });
  });

  it('needs no source for what needed none when it was recorded, unless it says that it was stated on another day', () => {
    const unsourced = happened(PersonIntroduced, { name: 'Ann Exampel' }, { sources: [] });
    const aDayLater = (dates: object = {}) =>
      given(personAggregate, [unsourced]).when('AmendFact', misspelt({ name: 'Ann Example' }, dates), {
        member: '0',
        today: '2020-01-16',
      });
    aDayLater().thenRecords(FactAmended);
    aDayLater({ statedOn: '2020-01-14' }).thenRefuses('source-required', { pointers: ['/replacement/sources'] });
  });

  it('of an event that is not in the stream is refused', () => {
    ann()
      .when('AmendFact', misspelt({ name: 'Ann' }), { member: '7' })
      .thenRefuses('not-found');
  });

  it('can itself be amended', () => {
    const twice = given(personAggregate, [introduced, amended('introduced', { data: { name: 'Anna' } })]);
    twice
      .when('AmendFact', misspelt({ kind: 'reading-revised', replacement: { data: { name: 'Ann' } } }), { member: '1' })
      .thenRecords(FactAmended, { amends: idOf('person ' + idOf('person') + ' 1') });
  });

  it('of what was said on an event is judged on that event', () => {
    const concerned = { stream: 'testshire/person/ann', revision: '1', type: 'PersonNamed', ids: [] };
    const said = given(personAggregate, [
      introduced,
      named,
      happened(FactDisputed, { eventId: idOf('named'), statement: 'She never was.', concerned }, { as: 'dispute' }),
      happened(CertaintyRevised, { eventId: idOf('named'), becomes: 'likely', concerned }, { as: 'revision' }),
    ]);
    const after = (member: string, data: object) => said.when('AmendFact', misspelt(data), { member });
    const { data } = after('2', { statement: 'Never.' }).thenRecords(FactAmended, { amends: idOf('dispute') });
    expect(data).toMatchObject({ replacement: { data: { eventId: idOf('named'), statement: 'Never.' } } });
    after('3', { becomes: 'wish' }).thenRecords(FactAmended, { amends: idOf('revision') });
    after('3', { becomes: 'fact' }).thenRefuses('certainty-unchanged', { evidence: ['named'] });
  });

  it('of a fixed event is refused', () => {
    const filed = happened(
      DocumentFiled,
      { title: 'T', digest: 'a'.repeat(64), lineCount: 1, parts: 2 },
      { as: 'filed' },
    );
    const part = happened(DocumentTextFiled, { part: 1, text: 'words' }, { as: 'part' });
    given(documentAggregate, [filed, part])
      .when('AmendFact', misspelt({ part: 1, text: 'other words' }), { member: '1' })
      .thenRefuses('not-amendable', { evidence: ['part'] });
  });
});

describe('a withdrawal', () => {
  const withdrawal = { kind: 'recorded-in-error', replacement: null };

  it('of a creation on which something rests is refused with what rests on it', () => {
    ann()
      .when('AmendFact', withdrawal, { member: '0' })
      .thenRefuses('others-rest-on-it', { evidence: ['named'] });
  });

  it('of a creation on which nothing rests is recorded', () => {
    given(personAggregate, [introduced])
      .when('AmendFact', withdrawal, { member: '0' })
      .thenRecords(FactAmended, { amends: idOf('introduced'), replacement: null });
    given(personAggregate, [introduced, named, amended('named', null)])
      .when('AmendFact', withdrawal, { member: '0' })
      .thenRecords(FactAmended, { amends: idOf('introduced') });
  });

  it('of an erasure is refused: what is gone stays gone', () => {
    const erased = happened(PersonErased, { reason: 'requested' }, { as: 'erased' });
    given(personAggregate, [introduced, erased])
      .when('AmendFact', withdrawal, { member: '1' })
      .thenRefuses('not-amendable', { evidence: ['erased'] });
  });
});

describe('what is said on an event', () => {
  it('disputes it without touching it', () => {
    ann()
      .when('DisputeFact', { statement: 'She never went by that name.' }, { member: '1' })
      .thenRecords(FactDisputed, { eventId: idOf('named'), statement: 'She never went by that name.' });
  });

  it('revises its certainty, once', () => {
    ann()
      .when('ReviseCertainty', { becomes: 'likely' }, { member: '1' })
      .thenRecords(CertaintyRevised, { becomes: 'likely' });
    ann()
      .when('ReviseCertainty', { becomes: 'fact' }, { member: '1' })
      .thenRefuses('certainty-unchanged', { evidence: ['named'] });
  });

  it('confirms what was stated ahead of its date, on that date or later, and once', () => {
    const concerned = { stream: 'testshire/person/ann', revision: '1', type: 'PersonNamed', ids: [] };
    const ahead = happened(
      PersonNamed,
      { name: 'Ann Smith', kind: 'name' },
      { as: 'ahead', statedOn: '2012-01-01', effectiveFrom: '2012-06-01' },
    );
    const confirm = (statedOn: string, ...past: Happened[]) =>
      given(personAggregate, [introduced, ahead, ...past]).when(
        'ReviseCertainty',
        { becomes: 'fact' },
        { member: '1', statedOn },
      );
    confirm('2012-05-31').thenRefuses('certainty-unchanged', { evidence: ['ahead'] });
    confirm('2012-06-01').thenRecords(CertaintyRevised, { becomes: 'fact' });
    const already = happened(
      CertaintyRevised,
      { eventId: idOf('ahead'), becomes: 'fact', concerned },
      { statedOn: '2012-06-01' },
    );
    confirm('2012-07-01', already).thenRefuses('certainty-unchanged');
  });

  it('notes what is missing', () => {
    ann()
      .when('NoteGap', { about: 'name', reason: 'lost-in-copying', words: 'the first name is cut off' })
      .thenRecords(GapNoted, { about: 'name', reason: 'lost-in-copying' });
  });

  it('notes it of a member only where the thing has one', () => {
    const gap = (member: string) => ({ about: 'kind', reason: 'cannot-be-told', member });
    ann()
      .when('NoteGap', gap(idOf('named')))
      .thenRecords(GapNoted, { member: idOf('named') });
    ann()
      .when('NoteGap', gap(idOf('nobody')))
      .thenRefuses('unknown-reference', { pointers: ['/member'] });
  });

  it('notes it in the structure of a body that is on record', () => {
    const gap = { about: 'chair', reason: 'not-in-the-record' };
    const body = { bodyId: idOf('structure'), name: 'Board', kind: 'board' };
    given(structureAggregate, [happened(BodyEstablished, body)])
      .when('NoteGap', gap)
      .thenRecords(GapNoted, { member: idOf('structure') });
    given(structureAggregate, [happened(BodyEstablished, { ...body, bodyId: idOf('other') })])
      .when('NoteGap', gap)
      .thenRefuses('not-found');
    given(structureAggregate).when('NoteGap', gap).thenRefuses('not-found');
  });
});

describe('a consultation', () => {
  const workshop = { at: { kind: 'words', text: 'a joint workshop' }, described: 'tested with partners' };
  const about = (member: string) => ({ ...workshop, member });
  const board = happened(BodyEstablished, { bodyId: idOf('structure'), name: 'Board', kind: 'board' });

  it('may have no result on record', () => {
    ann().when('RecordConsultation', workshop).thenRecords(ConsultationRecorded, workshop);
  });

  it('says with whom, at what, in which words or with what result', () => {
    ann()
      .when('RecordConsultation', { with: [] })
      .thenRefuses('consultation-untold', { pointers: ['/with', '/at', '/described', '/result'] });
    ann().when('RecordConsultation', { result: 'No objections' }).thenRecords(ConsultationRecorded);
  });

  it('was held at a meeting on record', () => {
    const at = { at: { kind: 'meeting', id: idOf('meeting') } };
    ann()
      .and('meeting', idOf('meeting'), [happened(MeetingRecorded, {})])
      .when('RecordConsultation', at)
      .thenRecords(ConsultationRecorded);
    ann()
      .when('RecordConsultation', at)
      .thenRefuses('unknown-reference', { pointers: ['/at/id'] });
  });

  it('may be on a member of the thing, which is there', () => {
    ann()
      .when('RecordConsultation', about(idOf('named')))
      .thenRecords(ConsultationRecorded, { member: idOf('named') });
    ann()
      .when('RecordConsultation', about(idOf('nobody')))
      .thenRefuses('unknown-reference', { pointers: ['/member'] });
  });

  it('in the structure is on the body in the path', () => {
    given(structureAggregate, [board])
      .when('RecordConsultation', workshop)
      .thenRecords(ConsultationRecorded, { member: idOf('structure') });
    given(structureAggregate).when('RecordConsultation', workshop).thenRefuses('not-found');
  });
});
