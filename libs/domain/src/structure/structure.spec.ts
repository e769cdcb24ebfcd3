import fc from 'fast-check';
import { FactAmended } from '../anything/anything.events.js';
import { factsOf } from '../facts.js';
import { given, happened, idOf, type Around, type Happened } from '../testing/given.js';
import { dates, play, secondThoughts, statesOf, type Step } from '../testing/history.js';
import { addDays, Day } from '../time/index.js';
import { namesOn, type Naming } from './names.js';
import { BodyEstablished, BodyNamed, OrganisationIntroduced, OrganisationNamed } from './structure.events.js';
import { structureAggregate } from './structure.js';
import type { StructureState } from './structure.state.js';

const HWB = 'Health and Wellbeing Board';
const body = (as: string, more: object = {}, around: Around = {}) =>
  happened(BodyEstablished, { bodyId: idOf(as), name: HWB, kind: 'board', ...more }, { as, ...around });
const named = (of: string, name: string, kind: string, around: Around & { as?: string } = {}) =>
  happened(BodyNamed, { bodyId: idOf(of), name, kind }, around);

const establish = (past: Happened[], more: object = {}, around: Around = {}) =>
  given(structureAggregate, past, idOf('new')).when('EstablishBody', { name: HWB, kind: 'board', ...more }, around);
const name = (past: Happened[], more: object = {}, around: Around = {}) =>
  given(structureAggregate, past, idOf('new')).when('NameBody', { name: HWB, kind: 'alias', ...more }, around);

describe('establishing a body', () => {
  it('records it under the id that the command has for it', () => {
    const siig = {
      name: 'Sunderland Intelligence and Improvement Group',
      kind: 'group',
      acronym: 'SIIG',
      described: 'as printed',
    };
    given(structureAggregate, [], idOf('siig'))
      .when('EstablishBody', siig)
      .thenRecords(BodyEstablished, { bodyId: idOf('siig'), ...siig });
  });

  it('meets it in being: from not later than it was stated, unless a start is given', () => {
    expect(establish([], {}, { statedOn: '2011-11-09' }).thenRecords(BodyEstablished).effectiveFrom.edtf).toBe(
      '[..2011-11-09]',
    );
    expect(establish([], {}, { effectiveFrom: '2012-04-01' }).thenRecords(BodyEstablished).effectiveFrom.edtf).toBe(
      '2012-04-01',
    );
  });

  it('is refused with an end: a body ends only by a restructure', () => {
    establish([], {}, { effectiveTo: '2013-04-01' }).thenRefuses('ends-by-restructure', { pointers: ['/effectiveTo'] });
  });
});

describe('the name of a living body', () => {
  it('is refused for another one', () => {
    establish([body('old')]).thenRefuses('body-name-taken', {
      evidence: ['old'],
      pointers: ['/name'],
      details: { bodies: [idOf('old')] },
    });
  });

  it('is refused however it is spaced and capitalised', () => {
    establish([body('old')], { name: 'HEALTH and\u00a0Wellbeing  board' }).thenRefuses('body-name-taken', {
      evidence: ['old'],
    });
  });

  it.each(['distinctFrom', 'maybeSameAs'])(
    'is free for one that is said by %s how it stands to the old one',
    (field) => {
      establish([body('old')], { [field]: [idOf('old')] }).thenRecords(BodyEstablished, { [field]: [idOf('old')] });
    },
  );

  it('is refused for one that is told apart from another body of the name only', () => {
    establish([body('old'), body('older', { distinctFrom: [idOf('old')] })], {
      distinctFrom: [idOf('older')],
    }).thenRefuses('body-name-taken', { evidence: ['old'] });
  });

  it('is refused where it is an alias of the old one, or was added as its primary name', () => {
    const old = body('old', { name: 'Old Board' });
    establish([old, named('old', HWB, 'alias', { as: 'alias' })]).thenRefuses('body-name-taken', {
      evidence: ['alias'],
    });
    establish([old, named('old', HWB, 'primary', { as: 'renamed' })]).thenRefuses('body-name-taken', {
      evidence: ['renamed'],
    });
  });

  it.each(['acronym', 'misprint'])('is free where it is only an %s of the old one', (kind) => {
    establish([body('old', { name: 'Old Board' }), named('old', HWB, kind)]).thenRecords(BodyEstablished);
  });

  it('is free for a body not told apart where the acronyms alone are the same', () => {
    establish([body('old', { name: 'Strategic Board', acronym: 'SB' })], {
      name: 'Steering Board',
      acronym: 'SB',
    }).thenRecords(BodyEstablished);
  });

  it('is free from the day on which the old one is certainly called otherwise', () => {
    const renamed = [
      body('old', {}, { statedOn: '2011-11-09' }),
      named('old', 'Strategic Board', 'primary', { effectiveFrom: '2013-04-01' }),
    ];
    establish(renamed, {}, { effectiveFrom: '2013-03-31' }).thenRefuses('body-name-taken', { evidence: ['old'] });
    establish(renamed, {}, { effectiveFrom: '2013-04-01' }).thenRecords(BodyEstablished);
  });

  it('is free where it cannot be told whether the days meet', () => {
    const renamed = [
      body('old', {}, { statedOn: '2011-11-09' }),
      named('old', 'Strategic Board', 'primary', { effectiveFrom: '2013' }),
    ];
    establish(renamed, {}, { effectiveFrom: '2013-04-01' }).thenRecords(BodyEstablished);
  });

  it('is free as an earlier name of a body that was certainly called otherwise by the time of the other', () => {
    const past = [
      body('new', { name: 'Old Board' }, { effectiveFrom: '2011' }),
      named('new', 'Strategic Board', 'primary', { effectiveFrom: '2013-04-01' }),
    ];
    const primary = (from: string) =>
      name([...past, body('other', {}, { effectiveFrom: from })], { kind: 'primary' }, { effectiveFrom: '2012-01-01' });
    primary('2013-04-01').thenRecords(BodyNamed);
    primary('2013-03-31').thenRefuses('body-name-taken', { evidence: ['other'] });
  });

  it('is free after an alias has ended', () => {
    const past = [
      body('old', { name: 'Old Board' }),
      named('old', HWB, 'alias', { effectiveFrom: '2011', effectiveTo: '2013-04-01', as: 'alias' }),
    ];
    establish(past, {}, { effectiveFrom: '2013-03-31' }).thenRefuses('body-name-taken', { evidence: ['alias'] });
    establish(past, {}, { effectiveFrom: '2013-04-01' }).thenRecords(BodyEstablished);
  });

  it('is free where it is the name of an organisation', () => {
    const trust = happened(OrganisationIntroduced, { organisationId: idOf('trust'), name: HWB });
    establish([trust]).thenRecords(BodyEstablished);
  });

  it.each(['primary', 'alias'])('is refused as another %s name of another body', (kind) => {
    name([body('old'), body('new', { name: 'New Board' })], { kind }).thenRefuses('body-name-taken', {
      evidence: ['old'],
    });
  });

  it.each(['acronym', 'misprint'])('is free as an %s of another body', (kind) => {
    name([body('old'), body('new', { name: 'New Board' })], { kind }).thenRecords(BodyNamed, {
      bodyId: idOf('new'),
      kind,
    });
  });

  it('is free as another name of the body itself', () => {
    name([body('new')]).thenRecords(BodyNamed, { bodyId: idOf('new'), name: HWB });
  });

  it('is free for a body that was told apart before, in whichever of the two facts', () => {
    const old = body('old');
    name([old, body('new', { name: 'New Board', distinctFrom: [idOf('old')] })]).thenRecords(BodyNamed);
    name([body('new', { name: 'New Board' }), body('old', { maybeSameAs: [idOf('new')] })]).thenRecords(BodyNamed);
  });
});

describe('naming a body', () => {
  it('is refused for one that is not there', () => {
    name([body('old')]).thenRefuses('not-found');
  });

  it('is refused with a body that is not there to be told apart from', () => {
    name([body('new')], { distinctFrom: [idOf('nobody')] }).thenRefuses('unknown-reference', {
      pointers: ['/distinctFrom/0'],
    });
  });
});

describe('a class of bodies, its members unnamed', () => {
  const boards = body('boards', { name: 'Themed Partnership Boards', kind: 'class' });

  it('may have a member that is named', () => {
    establish([boards], { memberOf: idOf('boards') }).thenRecords(BodyEstablished, { memberOf: idOf('boards') });
  });

  it('is no board with members of its own sort', () => {
    establish([body('old', { name: 'Old Board' })], { memberOf: idOf('old') }).thenRefuses('not-a-class', {
      evidence: ['old'],
      pointers: ['/memberOf'],
    });
  });
});

describe('amending the structure', () => {
  const amend = (past: Happened[], data: object | null) =>
    given(structureAggregate, past).when(
      'AmendFact',
      { kind: 'transcription-error', replacement: data && { data } },
      { member: '0' },
    );

  it('lets a body keep its name, though another of the name was told apart from it since', () => {
    const past = [body('old'), body('new', { distinctFrom: [idOf('old')] })];
    expect(amend(past, { name: HWB, kind: 'group' }).decision.ok).toBe(true);
  });

  it('leaves a class one while it has members', () => {
    const boards = body('old', { name: 'Boards', kind: 'class' });
    const member = body('member', { name: 'Housing Board', memberOf: idOf('old') });
    const asBoard = { name: 'Boards', kind: 'board' };
    amend([boards, member], asBoard).thenRefuses('not-a-class', {
      evidence: ['member'],
      pointers: ['/replacement/data/kind'],
    });
    amend([boards, member], { name: 'The Boards', kind: 'class' }).thenRecords(FactAmended);
    amend([boards], asBoard).thenRecords(FactAmended);
  });

  it('runs the rule about names again', () => {
    amend([body('old', { name: 'Old Board' }), body('new')], { name: HWB, kind: 'board' }).thenRefuses(
      'body-name-taken',
      {
        evidence: ['new'],
        pointers: ['/replacement/data/name'],
      },
    );
  });

  it('withdraws a body only while nothing names it', () => {
    amend([body('old'), named('old', 'The Board', 'alias', { as: 'alias' })], null).thenRefuses('others-rest-on-it', {
      evidence: ['alias'],
    });
    expect(amend([body('old'), body('other', { name: 'Other Board' })], null).decision.ok).toBe(true);
  });
});

describe('an organisation', () => {
  const council = happened(OrganisationIntroduced, { organisationId: idOf('new'), name: 'City Council' });

  it('is introduced under the id that the command has for it', () => {
    given(structureAggregate, [], idOf('new'))
      .when('IntroduceOrganisation', { name: 'City Council', sort: 'unitary council' })
      .thenRecords(OrganisationIntroduced, {
        organisationId: idOf('new'),
        name: 'City Council',
        sort: 'unitary council',
      });
  });

  it('may have the name of another: outside the tree names are shared', () => {
    given(structureAggregate, [council], idOf('newer'))
      .when('IntroduceOrganisation', { name: 'City Council' })
      .thenRecords(OrganisationIntroduced, { organisationId: idOf('newer') });
  });

  it('is named only when it is there', () => {
    const naming = { name: 'SCC', kind: 'acronym' };
    given(structureAggregate, [council], idOf('new'))
      .when('NameOrganisation', naming)
      .thenRecords(OrganisationNamed, { organisationId: idOf('new'), ...naming });
    given(structureAggregate, [council], idOf('newer')).when('NameOrganisation', naming).thenRefuses('not-found');
  });
});

describe('whatever is established and named', () => {
  const names = fc.constantFrom('Board', 'BOARD', 'Group');
  const bodies = ['a', 'b', 'c'].map(idOf);
  const begun = bodies.map((target): Step => ({
    name: 'EstablishBody',
    body: { name: target, kind: 'board' },
    target,
  }));
  const told = fc.option(
    fc.constantFrom(...bodies).map((body) => [body]),
    { nil: undefined, freq: 2 },
  );
  const established = fc.record({ name: names, kind: fc.constant('board'), distinctFrom: told });
  const naming = fc.record({ name: names, kind: fc.constantFrom('primary', 'alias', 'acronym'), maybeSameAs: told });
  const target = fc.constantFrom(...bodies);
  const steps = fc.oneof<fc.Arbitrary<Step>[]>(
    fc.record({ name: fc.constant('EstablishBody'), body: established, target: fc.uuid(), around: dates }),
    fc.record({ name: fc.constant('NameBody'), body: naming, target, around: dates }),
  );
  const amendments = secondThoughts(fc.oneof(established, naming));

  const isTold = ({ fact: { data } }: Naming, other: string) =>
    [data].some(
      (said) =>
        ('distinctFrom' in said && said.distinctFrom?.includes(other)) ||
        ('maybeSameAs' in said && said.maybeSameAs?.includes(other)),
    );

  /** Pairs of bodies that certainly share a name on that day, though nobody said how they stand to each other. */
  function clashes({ namings }: StructureState, day: Day): string[] {
    const areTold = (one: string, two: string) => namings.some((naming) => naming.of === one && isTold(naming, two));
    const held = namesOn(namings, day).filter(({ kind, holds }) => holds === true && kind !== 'acronym');
    return held.flatMap((x) =>
      held
        .filter((y) => x.of < y.of && x.name.toLowerCase() === y.name.toLowerCase())
        .filter((y) => !areTold(x.of, y.of) && !areTold(y.of, x.of))
        .map((y) => `${x.name}: ${x.of} ${y.of}`),
    );
  }

  it('no two bodies certainly share a name untold', () => {
    const histories = fc.array(steps, { maxLength: 20, size: 'max' });
    fc.assert(
      fc.property(histories, fc.nat(4_000), (all, offset) => {
        const day = addDays(Day.parse('2010-01-01'), offset);
        for (const state of statesOf(structureAggregate, play(structureAggregate, [...begun, ...all])))
          expect(clashes(state, day)).toEqual([]);
      }),
    );
  });

  it('there is a state, of as many bodies as were established and not withdrawn', () => {
    const histories = fc.array(fc.oneof(steps, amendments), { maxLength: 20, size: 'max' });
    fc.assert(
      fc.property(histories, (all) => {
        const events = play(structureAggregate, [...begun, ...all]);
        const standing = factsOf(events).filter(({ type, withdrawn }) => type === 'BodyEstablished' && !withdrawn);
        expect(statesOf(structureAggregate, events).at(-1)?.bodies.size).toBe(standing.length);
      }),
    );
  });
});
