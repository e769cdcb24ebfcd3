import { FactAmended } from '../anything/anything.events.js';
import { given, happened, idOf, type Around, type Happened } from '../testing/given.js';
import { established, introducedOrganisation } from '../testing/parties.js';
import { RelationDenied, RelationEnded, RelationStated } from './relations.events.js';
import { BoardRestructured, RestructureProposed } from './restructures.events.js';
import { structureAggregate } from './structure.js';

const end = (name: string) => ({ kind: 'body', id: idOf(name) });
const council = { kind: 'organisation', id: idOf('council') };
const bodies = ['a', 'b', 'c'].map((name) => established(name));
const past = [...bodies, introducedOrganisation('council')];

type Said = Around & { readonly as?: string; readonly type?: string; readonly scope?: string };
const edge = (event: typeof RelationStated | typeof RelationDenied, from: string, to: string, said: Said) => {
  const { type = 'subOrganizationOf', scope, ...around } = said;
  return happened(
    event,
    { type, from: end(from), to: end(to), ...(scope && { scope }) },
    { as: `${from}-${to}`, ...around },
  );
};
const stated = (from: string, to: string, said: Said = {}) => edge(RelationStated, from, to, said);
const denied = (from: string, to: string, said: Said = {}) => edge(RelationDenied, from, to, said);
const ended = (relation: string, effectiveFrom: string, around: Around & { as?: string } = {}) => {
  const [from, to] = relation.split('-') as [string, string];
  const data = { relation: idOf(relation), from: end(from), to: end(to) };
  return happened(RelationEnded, data, { as: `end of ${relation}`, effectiveFrom, ...around });
};

const say =
  (command: string) =>
  (more: Happened[], from: string, body: object, around: Around = {}) =>
    given(structureAggregate, [...past, ...more], idOf(from)).when(
      command,
      { type: 'subOrganizationOf', ...body },
      { effectiveFrom: '2012-01-01', ...around },
    );
const relate = say('StateRelation');
const deny = say('DenyRelation');

describe('a relation', () => {
  it('goes from the body in the path to the other end, or from that to the body', () => {
    relate([], 'a', { to: end('b') }).thenRecords(RelationStated, { from: end('a'), to: end('b') });
    relate([], 'a', { from: council, scope: 'money' }).thenRecords(RelationStated, {
      from: council,
      to: end('a'),
      scope: 'money',
    });
  });

  it('is of a body on record', () => {
    relate([], 'nobody', { to: end('b') }).thenRefuses('not-found');
    deny([], 'nobody', { to: end('b') }).thenRefuses('not-found');
  });

  it('is between two', () => {
    relate([], 'a', { to: end('a') }).thenRefuses('relation-to-itself', { pointers: ['/to'] });
    relate([], 'a', { from: end('a') }).thenRefuses('relation-to-itself', { pointers: ['/from'] });
  });
});

describe('a body inside another', () => {
  const chain = [stated('a', 'b', { effectiveFrom: '2011-01-01' }), stated('b', 'c', { effectiveFrom: '2011-06-01' })];

  it('cannot hold that one, however many stand between', () => {
    relate(chain, 'c', { to: end('a') }).thenRefuses('relation-cycle', {
      evidence: ['a-b', 'b-c'],
      details: { on: '2012-01-01' },
    });
    relate(chain, 'a', { from: end('c') }).thenRefuses('relation-cycle', { pointers: ['/type'] });
  });

  it('may report to it, and stand inside it once more', () => {
    relate(chain, 'c', { type: 'reportsTo', to: end('a') }).thenRecords(RelationStated);
    relate(chain, 'a', { to: end('c') }).thenRecords(RelationStated);
  });

  it('cannot hold it on a later day either, though nothing holds when the new relation begins', () => {
    relate(chain, 'c', { to: end('a') }, { effectiveFrom: '2010-01-01' }).thenRefuses('relation-cycle', {
      details: { on: '2011-06-01' },
    });
    relate(chain, 'c', { to: end('a') }, { effectiveFrom: '2010-01-01', effectiveTo: '2011-06-01' }).thenRecords(
      RelationStated,
    );
  });

  it('may hold it from the day on which the one relation has ended', () => {
    const over = [...chain, ended('b-c', '2012-01-01')];
    relate(over, 'c', { to: end('a') }).thenRecords(RelationStated);
    relate(over, 'c', { to: end('a') }, { effectiveFrom: '2011-12-31' }).thenRefuses('relation-cycle');
  });

  it('cannot hold it after an end that was only intended', () => {
    const over = [...chain, ended('b-c', '2012-01-01', { certainty: 'intention' })];
    relate(over, 'c', { to: end('a') }, { effectiveFrom: '2012-06-01' }).thenRefuses('relation-cycle');
  });

  it('may hold it where fuzzy dates leave open whether they meet', () => {
    const fuzzy = [stated('a', 'b', { effectiveFrom: '2011-01-01', effectiveTo: '2012-04' })];
    relate(fuzzy, 'b', { to: end('a') }, { effectiveFrom: '2012-04-10' }).thenRecords(RelationStated);
    relate(fuzzy, 'b', { to: end('a') }, { effectiveFrom: '2012-03-31' }).thenRefuses('relation-cycle');
  });

  it.each(['intention', 'likely', 'possible', 'wish', 'disputed'] as const)(
    'may hold it where one of the two is %s only',
    (certainty) => {
      relate([stated('a', 'b', { certainty })], 'b', { to: end('a') }).thenRecords(RelationStated);
      relate([stated('a', 'b')], 'b', { to: end('a') }, { certainty }).thenRecords(RelationStated);
    },
  );

  it('cannot hold it in the future either, though both are stated ahead of their day', () => {
    relate([stated('a', 'b', { effectiveFrom: '2030-01-01' })], 'b', { to: end('a') }, { effectiveFrom: '2031-01-01' }) //
      .thenRefuses('relation-cycle');
  });
});

describe('a relation and its denial', () => {
  const since = { effectiveFrom: '2011-01-01', type: 'holdsToAccount' };
  const account = { type: 'holdsToAccount', to: end('b') };

  it('cannot both hold', () => {
    relate([denied('a', 'b', since)], 'a', account).thenRefuses('relation-and-denial', { evidence: ['a-b'] });
    deny([stated('a', 'b', since)], 'a', account).thenRefuses('relation-and-denial', { evidence: ['a-b'] });
  });

  it('may hold one after the other', () => {
    const until = { ...since, effectiveTo: '2012-01-01' };
    relate([denied('a', 'b', until)], 'a', account).thenRecords(RelationStated);
    deny([stated('a', 'b', until)], 'a', account).thenRecords(RelationDenied, { to: end('b') });
    deny([stated('a', 'b', since), ended('a-b', '2012-01-01')], 'a', account).thenRecords(RelationDenied);
  });

  it('may be of other types, or go the other way', () => {
    deny([stated('a', 'b', { ...since, type: 'reportsTo' })], 'a', account).thenRecords(RelationDenied);
    deny([stated('b', 'a', since)], 'a', account).thenRecords(RelationDenied);
  });

  it('are one, whichever way round, where the relation has no direction', () => {
    deny([stated('b', 'a', { ...since, type: 'linksWith' })], 'a', { type: 'linksWith', to: end('b') }).thenRefuses(
      'relation-and-denial',
    );
  });

  it('may be of different scopes; one without a scope is of the whole', () => {
    const scoped = stated('a', 'b', { ...since, scope: 'the refresh' });
    deny([scoped], 'a', { ...account, scope: 'performance' }).thenRecords(RelationDenied);
    deny([scoped], 'a', { ...account, scope: 'the\u00a0refresh' }).thenRefuses('relation-and-denial');
    deny([scoped], 'a', account).thenRefuses('relation-and-denial');
  });
});

describe('the end of a relation', () => {
  const relation = stated('a', 'b', { effectiveFrom: '2011-01-01' });
  const finish = (more: Happened[], effectiveFrom: string, path: { target?: string; member?: string } = {}) =>
    given(structureAggregate, [...past, ...more], idOf(path.target ?? 'a')).when(
      'EndRelation',
      {},
      { effectiveFrom, member: idOf(path.member ?? 'a-b') },
    );

  it('is recorded with both ends, for a denial too', () => {
    const data = { relation: idOf('a-b'), from: end('a'), to: end('b') };
    finish([relation], '2012-01-01').thenRecords(RelationEnded, data);
    finish([relation], '2012-01-01', { target: 'b' }).thenRecords(RelationEnded, data);
    finish([denied('a', 'b', { effectiveFrom: '2011-01-01' })], '2012-01-01').thenRecords(RelationEnded, data);
  });

  it('is of a relation of the body in the path', () => {
    finish([relation], '2012-01-01', { member: 'b-c' }).thenRefuses('not-found');
    finish([relation], '2012-01-01', { target: 'c' }).thenRefuses('not-found');
  });

  it('comes after its beginning', () => {
    finish([relation], '2011-01-01').thenRefuses('ends-before-it-begins', { evidence: ['a-b'] });
    finish([relation], '2011-01-02').thenRecords(RelationEnded);
    finish([stated('a', 'b', { effectiveFrom: '2011' })], '2011-06-01').thenRecords(RelationEnded);
  });

  it('comes once', () => {
    const over = [relation, ended('a-b', '2012-01-01')];
    finish(over, '2012-01-01').thenRefuses('relation-ended', { evidence: ['end of a-b'] });
    finish(over, '2011-12-31').thenRecords(RelationEnded);
    finish([relation, ended('a-b', '2012')], '2012-06-01').thenRecords(RelationEnded);
  });

  it('comes once where the relation was stated with an end, too', () => {
    const until = stated('a', 'b', { effectiveFrom: '2011-01-01', effectiveTo: '2012-01-01' });
    finish([until], '2012-01-01').thenRefuses('relation-ended', { evidence: ['a-b'] });
    finish([until], '2011-12-31').thenRecords(RelationEnded);
  });

  it('is told again, where it was only planned', () => {
    const planned = ended('a-b', '2012-01-01', { certainty: 'intention' });
    finish([relation, planned], '2012-06-01').thenRecords(RelationEnded);
  });
});

describe('amending relations', () => {
  const FIRST = String(past.length);
  const amend = (more: Happened[], data: object | null, member = FIRST) =>
    given(structureAggregate, [...past, ...more]).when(
      'AmendFact',
      { kind: 'transcription-error', replacement: data && { data } },
      { member },
    );
  const type = 'subOrganizationOf';

  it('keeps the end that is not named, whichever body stood in the path', () => {
    const wrong = stated('a', 'b');
    amend([wrong], { type, to: end('c') }).thenRecords(FactAmended, {
      replacement: { data: { type, from: end('a'), to: end('c') } },
    });
    amend([wrong], { type, from: end('c') }).thenRecords(FactAmended, {
      replacement: { data: { type, from: end('c'), to: end('b') } },
    });
  });

  it('names everything that it concerns, before and after', () => {
    const { data } = amend([stated('a', 'b')], { type, to: end('c') }).thenRecords(FactAmended);
    const { named } = (data as { concerned: { named: string[] } }).concerned;
    expect(named).toEqual(['a', 'b', 'c'].map((name) => `body/${idOf(name)}`));
  });

  it('leaves a body at one end', () => {
    const money = happened(RelationStated, { type: 'supports', from: council, to: end('a') });
    amend([money], { type: 'supports', to: council }).thenRefuses('relation-to-itself');
    const other = introducedOrganisation('trust');
    amend([money, other], { type: 'supports', to: { kind: 'organisation', id: idOf('trust') } }) //
      .thenRefuses('relation-of-no-body', { pointers: ['/replacement/data/to'] });
    amend([money], { type: 'advises', to: end('b') }).thenRecords(FactAmended);
  });

  it('runs the rules again, without the relation as it was', () => {
    const both = [stated('a', 'b', { effectiveFrom: '2011-01-01' }), stated('b', 'c', { effectiveFrom: '2011-01-01' })];
    amend(both, { type, to: end('c') }).thenRecords(FactAmended);
    amend(both, { type, from: end('c') }).thenRefuses('relation-cycle', { evidence: ['b-c'] });
  });

  it('is refused where the end that is withdrawn kept two relations from closing a circle', () => {
    const more = [
      stated('a', 'b', { effectiveFrom: '2011-01-01' }),
      ended('a-b', '2012-01-01'),
      stated('b', 'a', { effectiveFrom: '2012-01-01' }),
    ];
    const withdrawn = (events: Happened[]) => amend(events, null, String(past.length + 1));
    withdrawn(more).thenRefuses('relation-cycle', { evidence: ['b-a', 'a-b'] });
    withdrawn(more.slice(0, 2)).thenRecords(FactAmended);
  });

  it('is refused where certainty would close a circle, or set a relation beside its denial', () => {
    const confirm = (events: Happened[]) =>
      given(structureAggregate, [...past, ...events]).when('ReviseCertainty', { becomes: 'fact' }, { member: FIRST });
    const possible = stated('a', 'b', { certainty: 'possible' });
    confirm([possible, stated('b', 'a')]).thenRefuses('relation-cycle');
    confirm([possible, denied('a', 'b', { as: 'denial' })]).thenRefuses('relation-and-denial');
    expect(confirm([possible, stated('b', 'c')]).decision.ok).toBe(true);
  });

  it('reaches the end of a relation by the relation that it is of', () => {
    const more = [stated('a', 'b', { effectiveFrom: '2011-01-01' }), ended('a-b', '2012-01-01')];
    const member = String(past.length + 1);
    const to = (effectiveFrom: string) =>
      given(structureAggregate, [...past, ...more]).when(
        'AmendFact',
        { kind: 'reading-revised', replacement: { data: {}, effectiveFrom } },
        { member },
      );
    to('2013-01-01').thenRecords(FactAmended, { replacement: { data: { relation: idOf('a-b') } } });
    to('2010-01-01').thenRefuses('ends-before-it-begins');
  });
});

it('a body is not moved into one that stands inside it', () => {
  const changes = (under: string) => [{ kind: 'move', original: [idOf('b')], under: idOf(under) }];
  const inside = stated('a', 'b', { effectiveFrom: '2011-01-01' });
  const move = (under: string) =>
    given(
      structureAggregate,
      [
        ...past,
        inside,
        happened(
          RestructureProposed,
          { restructureId: idOf('move'), title: 'A move', changes: changes(under) },
          { statedOn: '2012-01-01' },
        ),
      ],
      idOf('move'),
    ).when('ImplementRestructure', { agreementNotRecorded: true }, { effectiveFrom: '2012-06-01' });
  move('a').thenRefuses('relation-cycle', { evidence: ['a-b'] });
  move('c').thenRecords(BoardRestructured);
});
