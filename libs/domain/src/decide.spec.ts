import { DocumentFiled, DocumentTextFiled } from './document/document.events.js';
import { personAggregate } from './person/person.js';
import { PersonErased, PersonIntroduced, PersonNamed } from './person/person.events.js';
import { amended, given, happened, idOf, TODAY } from './testing/given.js';
import { createHash } from 'node:crypto';

const text = 'Minutes\nIt was agreed to\u00a0act.\n';
const filed = happened(
  DocumentFiled,
  { title: 'Minutes', digest: createHash('sha256').update(text).digest('hex'), lineCount: 2, parts: 1 },
  { as: 'filed' },
);
const printed = happened(DocumentTextFiled, { part: 1, text }, { as: 'printed' });
const introduced = happened(PersonIntroduced, { name: 'Ann Example' }, { as: 'introduced' });
const person = () => given(personAggregate, [introduced]);
const named = { name: 'Annie Example', kind: 'alias' };
const paper = idOf('paper');

describe('every command', () => {
  it('needs the thing that it is about', () => {
    given(personAggregate).when('NamePerson', named).thenRefuses('not-found');
    person().when('NamePerson', named).thenRecords(PersonNamed);
  });

  it('cannot create what is on record', () => {
    person()
      .when('IntroducePerson', { name: 'Ann Example' })
      .thenRefuses('already-exists', { evidence: ['introduced'] });
    given(personAggregate).when('IntroducePerson', { name: 'Ann Example' }).thenRecords(PersonIntroduced);
  });

  it('cannot touch what was withdrawn, but the withdrawal itself can be amended', () => {
    const withdrawn = given(personAggregate, [introduced, amended('introduced', null)]);
    withdrawn.when('NamePerson', named).thenRefuses('withdrawn', { evidence: ['introduced'] });
    expect(
      withdrawn.when('AmendFact', { kind: 'recorded-in-error', replacement: null }, { member: '1' }).decision.ok,
    ).toBe(true);
  });
});

describe('dates', () => {
  it('of what is stated tomorrow are refused, those of today are not', () => {
    person()
      .when('NamePerson', named, { statedOn: '2020-01-16' })
      .thenRefuses('stated-in-the-future', { pointers: ['/statedOn'] });
    person().when('NamePerson', named, { statedOn: TODAY }).thenRecords(PersonNamed);
  });

  it('before today need a source; dates that may be today do not', () => {
    person()
      .when('NamePerson', named, { statedOn: '2020-01-14', sources: [] })
      .thenRefuses('source-required', { pointers: ['/sources'] });
    person().when('NamePerson', named, { statedOn: '2020-01', sources: [] }).thenRecords(PersonNamed);
    person().when('NamePerson', named, { statedOn: '2020-01-14' }).thenRecords(PersonNamed);
  });

  it('must not end before they begin, where that is certain', () => {
    const until = (effectiveTo: string) =>
      person().when('NamePerson', named, { effectiveFrom: '2020-01-10', effectiveTo });
    until('2020-01-10').thenRefuses('ends-before-it-begins', { pointers: ['/effectiveTo'] });
    until('2020-01').thenRecords(PersonNamed);
  });

  it('default to the day of the statement for a happening, and to "not later" for a state', () => {
    const at = { statedOn: '2011-11-09' };
    const erased = person().when('ErasePerson', { reason: 'requested' }, at).thenRecords(PersonErased);
    expect(erased.effectiveFrom).toMatchObject({ earliest: '2011-11-09', latest: '2011-11-09' });
    const known = person().when('NamePerson', named, at).thenRecords(PersonNamed);
    expect(known.effectiveFrom).toMatchObject({ earliest: null, latest: '2011-11-09' });
  });
});

describe('references', () => {
  const citing = (documentId: string) => ({ sources: [{ documentId, lines: { from: 1, to: 1 } }] });

  it('to what is not on record are refused, with the place in the body', () => {
    person()
      .when('NamePerson', named, citing(paper))
      .thenRefuses('unknown-reference', {
        pointers: ['/sources/0/documentId'],
        details: { missing: [{ kind: 'document', id: paper }] },
      });
    person().and('document', paper, [filed]).when('NamePerson', named, citing(paper)).thenRecords(PersonNamed);
  });

  it('to what was withdrawn are refused like unknown ones', () => {
    person()
      .and('document', paper, [filed, amended('filed', null)])
      .when('NamePerson', named, citing(paper))
      .thenRefuses('unknown-reference');
  });
});

describe('quotes', () => {
  const quoting = (quote: string, from: number, to = from) => ({
    sources: [{ documentId: paper, lines: { from, to }, quote }],
  });

  it('must stand at their lines once the text is filed, whatever the white space', () => {
    const scene = person().and('document', paper, [filed, printed]);
    scene
      .when('NamePerson', named, quoting('agreed to act', 1))
      .thenRefuses('quote-mismatch', { pointers: ['/sources/0/quote'] });
    scene.when('NamePerson', named, quoting('agreed  to act', 2)).thenRecords(PersonNamed);
    scene.when('NamePerson', named, quoting('Minutes It was', 1, 2)).thenRecords(PersonNamed);
  });

  it('are taken as they are while the text is not filed', () => {
    person().and('document', paper, [filed]).when('NamePerson', named, quoting('anything', 2)).thenRecords(PersonNamed);
  });

  it('must lie within the document', () => {
    person()
      .and('document', paper, [filed])
      .when('NamePerson', named, quoting('act', 2, 3))
      .thenRefuses('lines-out-of-range', { pointers: ['/sources/0/lines'], details: { lineCount: 2 } });
  });
});
