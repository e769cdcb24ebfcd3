import { FactAmended } from '../anything/anything.events.js';
import { factsFrom, given, happened, idOf, type Happened } from '../testing/given.js';
import { established, introducedOrganisation, words } from '../testing/parties.js';
import { Day } from '../time/index.js';
import { identitiesOn } from './identities.js';
import { BoardRestructured } from './restructures.events.js';
import { ContactPointSet, DecisionRightStated, IdentityStated } from './rights.events.js';
import { decisionRightsOn } from './rights.js';
import { BodyEstablished, BodyNamed } from './structure.events.js';
import { structureAggregate } from './structure.js';

const entries = [established('board'), established('group'), introducedOrganisation('Trust')];
const scene = (id: string, ...past: Happened[]) => given(structureAggregate, [...entries, ...past], idOf(id));
const contacts = [words('A. Ahmed'), words('I. James')];
const end = (kind: 'body' | 'organisation', name: string) => ({ kind, id: idOf(name) });

describe('a contact point', () => {
  it('is one of a body or an organisation on record', () => {
    scene('board')
      .when('SetBodyContact', { contacts, joined: 'or' })
      .thenRecords(ContactPointSet, { of: end('body', 'board') });
    scene('Trust')
      .when('SetOrganisationContact', { contacts })
      .thenRecords(ContactPointSet, { of: end('organisation', 'Trust') });
    scene('nothing').when('SetBodyContact', { contacts }).thenRefuses('not-found');
    scene('board').when('SetOrganisationContact', { contacts }).thenRefuses('not-found');
  });

  it('stands beside another that differs', () => {
    const earlier = happened(ContactPointSet, { of: end('body', 'board'), contacts: [contacts[0]] });
    scene('board', earlier)
      .when('SetBodyContact', { contacts: [contacts[1]] })
      .thenRecords(ContactPointSet);
  });

  it('stays that of its organisation when it is amended', () => {
    const set = happened(ContactPointSet, { of: end('organisation', 'Trust'), contacts });
    scene('Trust', set)
      .when(
        'AmendFact',
        { kind: 'transcription-error', replacement: { data: { contacts: [contacts[0]] } } },
        { member: '3' },
      )
      .thenRecords(FactAmended, { replacement: { data: { of: end('organisation', 'Trust') } } });
  });
});

describe('a decision right', () => {
  const stated = (body: string, right: string, around: Happened['around'] = {}) =>
    happened(
      DecisionRightStated,
      { bodyId: idOf(body), right, what: 'the priorities' },
      { as: `${body} ${right}`, effectiveFrom: '2007-03-12', ...around },
    );

  it('is one of a body on record', () => {
    const right = { right: 'decides', what: 'the priorities' };
    scene('board')
      .when('StateDecisionRight', right)
      .thenRecords(DecisionRightStated, { bodyId: idOf('board') });
    scene('Trust').when('StateDecisionRight', right).thenRefuses('not-found');
  });

  it('of another body is not in its way', () => {
    scene('board', stated('group', 'decides'))
      .when('StateDecisionRight', { right: 'decides', what: 'the priorities' })
      .thenRecords(DecisionRightStated);
  });

  const contested = (day: string, ...past: Happened[]) =>
    decisionRightsOn(factsFrom('structure', past), Day.parse(day)).map(({ contested }) =>
      contested.map(({ data }) => data.bodyId),
    );

  it('that only one body can have is contested where several are said to have it', () => {
    const both = [stated('board', 'decides'), stated('group', 'decides')];
    expect(contested('2007-03-13', ...both)).toEqual([[idOf('group')], [idOf('board')]]);
    expect(contested('2007-03-13', stated('board', 'decides'), stated('group', 'helps'))).toEqual([[], []]);
    expect(contested('2007-03-13', stated('board', 'helps'), stated('group', 'helps'))).toEqual([[], []]);
    expect(contested('2007-03-13', stated('board', 'decides'), stated('board', 'decides'))).toEqual([[], []]);
  });

  it('is contested on the days on which both may hold', () => {
    const past = [stated('board', 'decides', { effectiveTo: '2008-01-01' }), stated('group', 'decides')];
    expect([contested('2007-12-31', ...past), contested('2008-01-01', ...past)]).toEqual([
      [[idOf('group')], [idOf('board')]],
      [[]],
    ]);
  });
});

describe('a right of a body that has ended', () => {
  const dissolved = (effectiveFrom: string) =>
    happened(
      BoardRestructured,
      {
        restructureId: idOf('restructure'),
        changes: [{ kind: 'dissolve', original: [idOf('board')] }],
        dispositions: [{ body: idOf('board'), work: { is: 'not-recorded' } }],
      },
      { effectiveFrom },
    );
  const right = happened(
    DecisionRightStated,
    { bodyId: idOf('board'), right: 'decides', what: 'the priorities' },
    { effectiveFrom: '2007-03-12' },
  );
  const holds = (day: string, end: string) =>
    decisionRightsOn(factsFrom('structure', [established('board'), right, dissolved(end)]), Day.parse(day)).map(
      (one) => one.holds,
    );

  it('is gone from that day on, or perhaps', () => {
    expect([holds('2012-03-31', '2012-04-01'), holds('2012-04-01', '2012-04-01')]).toEqual([[true], []]);
    expect(holds('2012-04-15', '2012-04')).toEqual(['unknown']);
  });
});

describe('an identity', () => {
  const identity = (other: object, verdict = 'open') => ({ other, verdict, basis: 'inferred' });

  it('is stated at a body or at an organisation, with another of either kind', () => {
    scene('board')
      .when('IdentifyBody', identity(end('organisation', 'Trust')))
      .thenRecords(IdentityStated, { of: end('body', 'board'), other: end('organisation', 'Trust') });
    scene('Trust')
      .when('IdentifyOrganisation', {
        outside: { scheme: 'company number', id: '012' },
        verdict: 'same',
        basis: 'stated',
      })
      .thenRecords(IdentityStated, { of: end('organisation', 'Trust') });
    scene('Trust')
      .when('IdentifyBody', identity(end('body', 'group')))
      .thenRefuses('not-found');
  });

  it('is not one with itself', () => {
    scene('board')
      .when('IdentifyBody', identity(end('body', 'board')))
      .thenRefuses('identified-with-itself', { pointers: ['/other'] });
    scene('board')
      .when('IdentifyBody', identity(end('body', 'group')))
      .thenRecords(IdentityStated);
  });

  it('stays that of its organisation when it is amended', () => {
    const stated = happened(IdentityStated, { of: end('organisation', 'Trust'), ...identity(end('body', 'board')) });
    const amend = (other: object) =>
      scene('Trust', stated).when(
        'AmendFact',
        { kind: 'reading-revised', replacement: { data: identity(other, 'same') } },
        { member: '3' },
      );
    amend(end('body', 'group')).thenRecords(FactAmended, {
      replacement: { data: { of: end('organisation', 'Trust') } },
    });
    amend(end('organisation', 'Trust')).thenRefuses('identified-with-itself');
  });
});

describe('whether two entries are one', () => {
  const old = happened(BodyEstablished, { bodyId: idOf('old'), name: 'Board', kind: 'board' });
  const named = (told: object) =>
    happened(BodyEstablished, { bodyId: idOf('new'), name: 'Board', kind: 'board', ...told }, { as: 'new' });
  const said = (verdict: string, around: Happened['around'] = {}, of = 'new', other = 'old') =>
    happened(
      IdentityStated,
      { of: end('body', of), other: end('body', other), verdict, basis: 'stated' },
      { as: `${verdict} ${of}`, ...around },
    );
  const verdicts = (id: string, ...past: Happened[]) =>
    identitiesOn(factsFrom('structure', [old, ...past]), idOf(id), Day.parse('2020-01-15')).map(
      ({ other, verdict }) => [other.id, verdict],
    );

  it('is open where a body was given a name in use and may be the other', () => {
    const past = named({ maybeSameAs: [idOf('old')] });
    expect(verdicts('new', past)).toEqual([[idOf('old'), 'open']]);
    expect(verdicts('old', past)).toEqual([[idOf('new'), 'open']]);
    expect(verdicts('old', named({ distinctFrom: [idOf('old')] }))).toEqual([[idOf('new'), 'different']]);
  });

  it('is open too where a name was given later', () => {
    const renamed = happened(BodyNamed, {
      bodyId: idOf('new'),
      name: 'Board',
      kind: 'alias',
      maybeSameAs: [idOf('old')],
    });
    expect(verdicts('old', named({}), renamed)).toEqual([[idOf('new'), 'open']]);
  });

  it('is asked on days on which the name is yet to be given, but answered from the day of the answer on', () => {
    const from = (effectiveFrom: string) => ({ statedOn: '2010-01-01', effectiveFrom });
    const later = happened(
      BodyNamed,
      { bodyId: idOf('new'), name: 'Board', kind: 'alias', maybeSameAs: [idOf('old')] },
      from('2021-01-01'),
    );
    const past = [named({}), later];
    expect(verdicts('old', ...past)).toEqual([[idOf('new'), 'open']]);
    expect(verdicts('old', ...past, said('same', { statedOn: '2019-01-01', effectiveFrom: '2020-01-15' }))).toEqual([
      [idOf('new'), 'open'],
    ]);
    expect(verdicts('old', ...past, said('same', from('2021-01-01')))).toEqual([[idOf('new'), 'open']]);
    expect(verdicts('old', ...past, said('same', { effectiveFrom: '2020-01-15' }))).toEqual([[idOf('new'), 'same']]);
  });

  it('is settled by whoever says so, at either entry, but not by what is likely', () => {
    const open = named({ maybeSameAs: [idOf('old')] });
    expect(verdicts('old', open, said('same'))).toEqual([[idOf('new'), 'same']]);
    expect(verdicts('old', open, said('different', {}, 'old', 'new'))).toEqual([[idOf('new'), 'different']]);
    expect(verdicts('old', open, said('same', { certainty: 'likely' }))).toEqual([[idOf('new'), 'open']]);
  });

  it('is contradictory where it was answered in both ways, on the evidence of both', () => {
    const past = [named({}), said('same'), said('different'), said('open')];
    expect(verdicts('old', ...past)).toEqual([[idOf('new'), 'contradictory']]);
    const [identity] = identitiesOn(factsFrom('structure', past), idOf('old'), Day.parse('2020-01-15'));
    expect(identity?.rests.map(({ recorded }) => recorded.id)).toEqual(['same new', 'different new'].map(idOf));
  });

  it('is not inferred by way of a third', () => {
    const third = said('same', {}, 'third', 'old');
    expect(verdicts('new', named({}), said('same'), third)).toEqual([[idOf('old'), 'same']]);
  });

  it('says nothing of what others call it', () => {
    const outside = happened(IdentityStated, {
      of: end('body', 'old'),
      outside: { scheme: 'company number', id: '012' },
      verdict: 'same',
      basis: 'stated',
    });
    expect(verdicts('old', outside)).toEqual([]);
  });
});
