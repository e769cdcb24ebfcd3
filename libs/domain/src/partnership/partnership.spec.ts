import fc from 'fast-check';
import { fold, type Role } from '../decider.js';
import { given, factsFrom, happened, idOf, TODAY } from '../testing/given.js';
import { dates, play, secondThoughts, statesOf, type Step } from '../testing/history.js';
import { Day } from '../time/index.js';
import { AccessGranted, AccessRevoked, PartnershipRegistered, VocabularySet } from './partnership.events.js';
import { isInForce, partnershipAggregate, rolesOn, vocabularyOn } from './partnership.js';

const registered = happened(
  PartnershipRegistered,
  { name: 'Sunderland Partnership', zone: 'Europe/London', digestKey: 'k1' },
  { as: 'registration' },
);
const who = { issuer: 'https://id.example', subject: 'somebody' };
const grant = (as: string, actorId: string, roles: Role[], around = {}) =>
  happened(AccessGranted, { ...who, actorId, roles }, { as, ...around });
const revocation = (as: string, around = {}) =>
  happened(AccessRevoked, { grant: idOf(as) }, { as: `${as} revoked`, ...around });
const founder = grant('founder', 'actor-1', ['administrator', 'secretary', 'chair']);

const stateOf = (...past: ReturnType<typeof happened>[]) =>
  fold(partnershipAggregate, factsFrom('partnership', [registered, ...past]));

describe('registering a partnership', () => {
  const registration = { name: 'Sunderland Partnership', digestKey: 'k1', ...who };

  it('makes whoever registers it administrator, secretary and chair in the same append', () => {
    const { decision } = given(partnershipAggregate).when('RegisterPartnership', registration);
    expect(decision).toMatchObject({
      ok: true,
      events: [
        {
          type: 'PartnershipRegistered',
          data: { name: 'Sunderland Partnership', zone: 'Europe/London', digestKey: 'k1' },
        },
        {
          type: 'AccessGranted',
          data: { ...who, actorId: 'secretary', roles: ['administrator', 'secretary', 'chair'] },
        },
      ],
    });
  });

  it('keeps issuer and subject out of PartnershipRegistered, whose payload would not be sealed', () => {
    const { decision } = given(partnershipAggregate).when('RegisterPartnership', registration);
    if (!decision.ok) throw new Error('refused');
    expect(PartnershipRegistered.data.parse(decision.events[0]?.data)).toEqual(decision.events[0]?.data);
    expect(AccessGranted.data.parse(decision.events[1]?.data)).toEqual(decision.events[1]?.data);
  });

  it('gives the first grant from today, though the partnership is recorded as begun or to begin on another day', () => {
    const { decision } = given(partnershipAggregate).when('RegisterPartnership', registration, {
      effectiveFrom: '2021-04-01',
    });
    if (!decision.ok) throw new Error('refused');
    expect(decision.events.map(({ effectiveFrom }) => effectiveFrom.edtf)).toEqual(['2021-04-01', TODAY]);
  });

  it('is refused for a slug that is taken', () => {
    given(partnershipAggregate, [registered])
      .when('RegisterPartnership', registration)
      .thenRefuses('already-exists', { evidence: ['registration'] });
  });
});

describe('granting access', () => {
  const secretary = grant('typist', 'actor-2', ['secretary']);
  const asked = { ...who, actorId: 'actor-2', roles: ['secretary'] };

  it('is refused where a grant in force allows the same already', () => {
    given(partnershipAggregate, [registered, founder, secretary])
      .when('GrantAccess', asked)
      .thenRefuses('grant-in-force', { evidence: ['typist'] });
  });

  it('is recorded where it adds a role', () => {
    given(partnershipAggregate, [registered, founder, secretary])
      .when('GrantAccess', { ...asked, roles: ['secretary', 'auditor'] })
      .thenRecords(AccessGranted, { actorId: 'actor-2', roles: ['secretary', 'auditor'] });
  });

  it('is recorded again after a revocation', () => {
    given(partnershipAggregate, [registered, founder, secretary, revocation('typist')])
      .when('GrantAccess', asked)
      .thenRecords(AccessGranted, { actorId: 'actor-2' });
  });

  it('is recorded without an end where the earlier grant has one', () => {
    const short = grant('typist', 'actor-2', ['secretary'], { effectiveTo: '2020-04-01' });
    given(partnershipAggregate, [registered, founder, short])
      .when('GrantAccess', asked)
      .thenRecords(AccessGranted, { actorId: 'actor-2' });
  });

  it('is recorded where the earlier grant is only to begin', () => {
    const later = grant('typist', 'actor-2', ['secretary'], { effectiveFrom: '2020-04-01' });
    given(partnershipAggregate, [registered, founder, later])
      .when('GrantAccess', asked)
      .thenRecords(AccessGranted, { actorId: 'actor-2' });
  });

  it('is refused for a person who is not on record', () => {
    given(partnershipAggregate, [registered, founder])
      .when('GrantAccess', { ...asked, personId: idOf('nobody') })
      .thenRefuses('unknown-reference', { pointers: ['/personId'] });
  });
});

describe('revoking access', () => {
  const second = grant('second', 'actor-2', ['administrator']);

  it('is refused for the last administrator', () => {
    const refusal = given(partnershipAggregate, [registered, founder, grant('typist', 'actor-2', ['secretary'])])
      .when('RevokeAccess', {}, { member: idOf('founder') })
      .thenRefuses('last-administrator', { evidence: ['founder'] });
    expect(refusal.remedies).toMatchObject([{ command: 'GrantAccess' }]);
  });

  it('is recorded for an administrator beside whom another stands', () => {
    given(partnershipAggregate, [registered, founder, second])
      .when('RevokeAccess', {}, { member: idOf('founder') })
      .thenRecords(AccessRevoked, { grant: idOf('founder') });
  });

  it.each([
    ['is revoked', [second, revocation('second')]],
    ['is to be revoked later', [second, revocation('second', { effectiveFrom: '2020-09-01' })]],
    ['has an end on record', [grant('second', 'actor-2', ['administrator'], { effectiveTo: '2030-01-01' })]],
    ['is only to begin', [grant('second', 'actor-2', ['administrator'], { effectiveFrom: '2020-04-01' })]],
  ])('is refused for an administrator when the only other one %s', (_, others) => {
    given(partnershipAggregate, [registered, founder, ...others])
      .when('RevokeAccess', {}, { member: idOf('founder') })
      .thenRefuses('last-administrator', { evidence: ['founder'] });
  });

  it('is refused for a grant that is revoked already', () => {
    given(partnershipAggregate, [registered, founder, second, revocation('second')])
      .when('RevokeAccess', {}, { member: idOf('second') })
      .thenRefuses('grant-revoked', { evidence: ['second revoked'] });
  });

  it('is recorded at once for a grant that is to be revoked later', () => {
    given(partnershipAggregate, [registered, founder, second, revocation('second', { effectiveFrom: '2020-09-01' })])
      .when('RevokeAccess', {}, { member: idOf('second') })
      .thenRecords(AccessRevoked, { grant: idOf('second') });
  });

  it('is refused for a grant that is not there', () => {
    given(partnershipAggregate, [registered, founder])
      .when('RevokeAccess', {}, { member: idOf('second') })
      .thenRefuses('not-found');
  });
});

describe('what an actor may do on a day', () => {
  const roles = (past: ReturnType<typeof happened>[], day: string) =>
    [...rolesOn(stateOf(...past), 'actor-2', Day.parse(day))].sort();

  it('is nothing without a grant', () => {
    expect(roles([founder], '2020-01-15')).toEqual([]);
  });

  it('is what all grants in force allow together', () => {
    const past = [grant('a', 'actor-2', ['secretary']), grant('b', 'actor-2', ['auditor'])];
    expect(roles(past, '2020-01-15')).toEqual(['auditor', 'secretary']);
  });

  it('ends on the day of the revocation', () => {
    const past = [grant('a', 'actor-2', ['secretary']), revocation('a', { effectiveFrom: '2020-02-01' })];
    expect([roles(past, '2020-01-31'), roles(past, '2020-02-01')]).toEqual([['secretary'], []]);
  });

  it('ends on the day that the grant says, exclusive', () => {
    const past = [grant('a', 'actor-2', ['secretary'], { effectiveTo: '2020-02-01' })];
    expect([roles(past, '2020-01-31'), roles(past, '2020-02-01')]).toEqual([['secretary'], []]);
  });

  it('is only what is certain: a fuzzy grant begins with its latest day, a fuzzy revocation with its earliest', () => {
    const past = [
      grant('a', 'actor-2', ['secretary'], { effectiveFrom: '2020-02' }),
      revocation('a', { effectiveFrom: '2020-04' }),
    ];
    expect(['2020-02-28', '2020-02-29', '2020-03-31', '2020-04-01'].map((day) => roles(past, day))).toEqual([
      [],
      ['secretary'],
      ['secretary'],
      [],
    ]);
  });

  it('does not hang on how certain the grant is said to be, which anybody with another role may revise', () => {
    const [held] = stateOf(grant('a', 'actor-2', ['secretary'], { certainty: 'wish' })).grants;
    expect(held && isInForce(held, TODAY)).toBe(true);
  });
});

describe('a vocabulary', () => {
  const terms = (...names: string[]) => names.map((term) => ({ term }));

  it('is set by name, with the meanings of its terms', () => {
    const raci = { name: 'roles', terms: [{ term: 'I', meaning: 'Influential' }] };
    given(partnershipAggregate, [registered, founder]).when('SetVocabulary', raci).thenRecords(VocabularySet, raci);
  });

  it('has no term twice', () => {
    const twice = { name: 'roles', terms: terms('R', 'R') };
    expect(VocabularySet.data.safeParse(twice).success).toBe(false);
    expect(VocabularySet.data.safeParse({ ...twice, terms: terms('R', 'r') }).success).toBe(true);
  });

  it('is replaced as a whole from the day that the next one takes effect', () => {
    const state = stateOf(
      happened(VocabularySet, { name: 'roles', terms: terms('R', 'A') }, { effectiveFrom: '2010' }),
      happened(VocabularySet, { name: 'roles', terms: terms('D') }, { effectiveFrom: '2012-01-01' }),
      happened(VocabularySet, { name: 'statement-kinds', terms: terms('aim') }, { effectiveFrom: '2012-01-01' }),
    );
    const on = (day: string) => vocabularyOn(state, 'roles', Day.parse(day))?.data.terms;
    expect([on('2010-12-30'), on('2011-12-31'), on('2012-01-01')]).toEqual([undefined, terms('R', 'A'), terms('D')]);
  });

  it('is the one recorded later where two take effect on one day', () => {
    const set = (...names: string[]) =>
      happened(VocabularySet, { name: 'roles', terms: terms(...names) }, { effectiveFrom: '2012-01-01' });
    expect(vocabularyOn(stateOf(set('R'), set('D')), 'roles', TODAY)?.data.terms).toEqual(terms('D'));
  });
});

it('a grant has a key of its own, so that whom it names can be erased without the partnership', () => {
  expect(PartnershipRegistered.begins).toBe('thing');
  expect(AccessGranted.begins).toBe('member');
});

it('nothing that access rests on can be amended', () => {
  const types = [PartnershipRegistered, AccessGranted, AccessRevoked];
  expect(types.map(({ amendable }) => amendable)).toEqual([false, false, false]);
  given(partnershipAggregate, [registered, founder])
    .when('AmendFact', { kind: 'recorded-in-error', replacement: null }, { member: '1' })
    .thenRefuses('not-amendable', { evidence: ['founder'] });
});

describe('whatever is granted, revoked and amended', () => {
  const actorId = fc.constantFrom('actor', 'actor-2', 'actor-3');
  const roles = fc.uniqueArray(fc.constantFrom('administrator', 'secretary', 'viewer'), { minLength: 1 });
  const granting: fc.Arbitrary<Step> = fc.record({
    name: fc.constant('GrantAccess'),
    body: fc.record({ actorId, roles }).map((body) => ({ ...who, ...body })),
    around: dates,
  });
  const revoking: fc.Arbitrary<Step> = fc.record({
    name: fc.constant('RevokeAccess'),
    body: fc.constant({}),
    member: fc.nat(8).map((n) => idOf(`event ${n}`)),
    around: dates,
  });
  const thoughts = secondThoughts(fc.constant({ ...who, actorId: 'actor', roles: ['viewer'] }));
  const registration: Step = { name: 'RegisterPartnership', body: { name: 'Testshire', digestKey: 'k1', ...who } };

  it('somebody is administrator today', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(granting, revoking, thoughts), { maxLength: 20, size: 'max' }), (steps) => {
        const states = statesOf(partnershipAggregate, play(partnershipAggregate, [registration, ...steps]));
        for (const state of states.slice(1)) {
          const actors = new Set(state.grants.map((grant) => grant.actorId));
          expect([...actors].some((actor) => rolesOn(state, actor, TODAY).has('administrator'))).toBe(true);
        }
      }),
    );
  });
});
