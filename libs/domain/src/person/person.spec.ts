import fc from 'fast-check';
import { fold } from '../decider.js';
import { factsFrom, given, happened, idOf } from '../testing/given.js';
import { dates, play, secondThoughts, statesOf, type Step } from '../testing/history.js';
import { ContactRecorded, PersonErased, PersonIntroduced, PersonNamed, PersonsIdentified } from './person.events.js';
import { personAggregate } from './person.js';

const introduced = happened(PersonIntroduced, { name: 'Ann Other', title: 'Cllr' }, { as: 'introduction' });
const erased = happened(PersonErased, { reason: 'requested' }, { as: 'erasure' });
const other = happened(PersonIntroduced, { name: 'A Other' });

const person = (...past: ReturnType<typeof happened>[]) =>
  given(personAggregate, [introduced, ...past]).and('person', idOf('other'), [other]);

describe('introducing a person', () => {
  it('keeps name, title and what the record calls them apart', () => {
    const sir = { name: 'Otto Nym', title: 'Sir', knownAs: 'Otto' };
    given(personAggregate).when('IntroducePerson', sir).thenRecords(PersonIntroduced, sir);
  });

  it.each([
    ['Cllr Ann Other', 'Cllr'],
    ['Sir Otto Nym', 'Sir'],
    ['cllr. Ann Other', 'cllr'],
  ])('is refused for the name "%s": the title is none', (name, title) => {
    given(personAggregate)
      .when('IntroducePerson', { name })
      .thenRefuses('title-in-name', { pointers: ['/name'], details: { title } });
  });

  it.each(['Drew Siriol', 'Mrs', 'Christine Lord'])('takes the name "%s", where such letters are no title', (name) => {
    given(personAggregate).when('IntroducePerson', { name }).thenRecords(PersonIntroduced, { name });
  });
});

describe('naming a person', () => {
  it.each(['name', 'alias'])('is refused for a title within a %s', (kind) => {
    person()
      .when('NamePerson', { name: 'Lady Other', kind })
      .thenRefuses('title-in-name', { pointers: ['/name'] });
  });

  it.each([
    { name: 'Anne Other', kind: 'name' },
    { name: 'Dame', kind: 'title' },
    { name: 'Cllr Othr', kind: 'misprint' },
  ])('records $kind "$name"', (body) => {
    person().when('NamePerson', body).thenRecords(PersonNamed, body);
  });
});

describe('identifying persons', () => {
  const verdict = { other: idOf('other'), verdict: 'open', basis: 'inferred' };

  it('says of two entries that they are the same, are not, or that it is open', () => {
    person().when('IdentifyPersons', verdict).thenRecords(PersonsIdentified, verdict);
  });

  it('is refused for an entry and itself', () => {
    person()
      .when('IdentifyPersons', { ...verdict, other: idOf('person') })
      .thenRefuses('identified-with-itself', { pointers: ['/other'] });
  });

  it('is refused for an entry that is not there', () => {
    person()
      .when('IdentifyPersons', { ...verdict, other: idOf('nobody') })
      .thenRefuses('unknown-reference', { pointers: ['/other'] });
  });
});

describe('erasing a person', () => {
  it('is recorded with a reason, and cannot be amended', () => {
    person().when('ErasePerson', { reason: 'requested' }).thenRecords(PersonErased, { reason: 'requested' });
    person(erased)
      .when('AmendFact', { kind: 'recorded-in-error', replacement: null }, { member: '1' })
      .thenRefuses('not-amendable', { evidence: ['erasure'] });
  });

  const contact = { kind: 'email', value: 'somebody@example.org' };

  it.each([
    ['NamePerson', { name: 'Anne Other', kind: 'alias' }],
    ['IdentifyPersons', { other: idOf('other'), verdict: 'same', basis: 'stated' }],
    ['RecordContact', contact],
    ['ErasePerson', { reason: 'requested' }],
  ])('has %s refused from then on', (command, body) => {
    person(erased)
      .when(command, body)
      .thenRefuses('person-erased', { evidence: ['erasure'] });
  });

  it('has an amendment of the name refused from then on, which would seal the name anew', () => {
    const replacement = { data: { name: 'Anne Other' } };
    person(erased)
      .when('AmendFact', { kind: 'transcription-error', replacement }, { member: '0' })
      .thenRefuses('person-erased', { evidence: ['erasure'] });
  });

  it('leaves a contact to be recorded before it', () => {
    person().when('RecordContact', contact).thenRecords(ContactRecorded, contact);
  });
});

it('the state of a person keeps names, identities, contacts and the erasure, each with its fact', () => {
  const state = fold(
    personAggregate,
    factsFrom('person', [
      introduced,
      happened(PersonNamed, { name: 'Anne Other', kind: 'name' }),
      happened(PersonsIdentified, { other: idOf('other'), verdict: 'same', basis: 'stated' }),
      happened(ContactRecorded, { kind: 'telephone', value: '0' }),
      erased,
    ]),
  );
  expect(state.introduced?.data.name).toBe('Ann Other');
  expect(state.names.map(({ data }) => data.name)).toEqual(['Anne Other']);
  expect(state.identities.map(({ data }) => data.other)).toEqual([idOf('other')]);
  expect(state.contacts.map(({ data }) => data.kind)).toEqual(['telephone']);
  expect(state.erased?.recorded.id).toBe(idOf('erasure'));
});

it('whatever is said of a person, nothing is said in words after the erasure', () => {
  const name = fc.record({
    name: fc.constantFrom('Ann Other', 'Cllr Other'),
    kind: fc.constantFrom('name', 'title', 'misprint'),
  });
  const naming = fc.record({ name: fc.constant('NamePerson'), body: name, around: dates });
  const contact = fc.constant({ name: 'RecordContact', body: { kind: 'other', value: 'at the office' } });
  const identity = fc.constant({
    name: 'IdentifyPersons',
    body: { other: idOf('other'), verdict: 'open', basis: 'stated' },
  });
  const erasing = fc.constant({ name: 'ErasePerson', body: { reason: 'requested' } });
  const steps = fc.oneof<fc.Arbitrary<Step>[]>(naming, contact, identity, erasing, secondThoughts(name));
  const others = new Map([[idOf('other'), factsFrom('person', [other])]]);
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 20, size: 'max' }), (rest) => {
      const introduction = { name: 'IntroducePerson', body: { name: 'Ann Other' } };
      const events = play(personAggregate, [introduction, ...rest], others);
      expect(statesOf(personAggregate, events)).toHaveLength(events.length);
      const erasure = events.findIndex(({ type }) => type === 'PersonErased');
      const after = erasure < 0 ? [] : events.slice(erasure + 1);
      const words = after.filter(({ type }) => personAggregate.events.some((own) => own.type === type));
      expect(words).toEqual([]);
    }),
  );
});
