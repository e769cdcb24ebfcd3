import { FactAmended } from '../anything/anything.events.js';
import { given, happened, idOf, type Around, type Happened } from '../testing/given.js';
import { established, person } from '../testing/parties.js';
import {
  BoardRestructured, RestructureAbandoned, RestructureAgreed, RestructureProposed,
  type Disposition, type StructureChange,
} from './restructures.events.js'; // prettier-ignore
import { structureAggregate } from './structure.js';

const R = idOf('restructure');
const ids = (...names: string[]) => names.map(idOf);
const BODIES = ['a', 'b', 'c', 'd'].map((name) => established(name, { effectiveFrom: '2009-01-01' }));
const dissolve = (...names: string[]): StructureChange => ({ kind: 'dissolve', original: ids(...names) });
const silent = (name: string): Disposition => ({ body: idOf(name), work: { is: 'not-recorded' } });
const workTo = (name: string, heir: string): Disposition => ({
  body: idOf(name),
  work: { is: 'to', body: idOf(heir) },
});
const on = (day: string, as: string, more: Around = {}) => ({ statedOn: day, as, ...more });

const proposed = (data: object = {}, around: object = {}): Happened =>
  happened(
    RestructureProposed,
    { restructureId: R, title: 'One board', changes: [dissolve('a')], dispositions: [silent('a')], ...data },
    { ...on('2010-01-01', 'proposal'), ...around },
  );
const agreed = (day = '2010-02-01', as = 'agreement'): Happened =>
  happened(RestructureAgreed, { restructureId: R, bodies: ids('a') }, on(day, as));
const implemented = (changes: StructureChange[], dispositions: Disposition[], around: object = {}, id = R): Happened =>
  happened(
    BoardRestructured,
    { restructureId: id, changes, dispositions },
    { ...on('2010-03-01', 'implementation'), ...around },
  );
const abandoned = (around: object = {}): Happened =>
  happened(
    RestructureAbandoned,
    { restructureId: R, bodies: ids('a') },
    { ...on('2010-03-01', 'abandonment'), ...around },
  );

const scene = (...past: Happened[]) => given(structureAggregate, [...BODIES, ...past], R);
const propose = (changes: StructureChange[], dispositions?: Disposition[]) =>
  scene().when('ProposeRestructure', { title: 'One board', changes, ...(dispositions && { dispositions }) });
/** What is implemented of a restructure that was proposed and agreed. */
const implement = (changes: StructureChange[], dispositions: Disposition[], ...past: Happened[]) =>
  scene(...past, proposed(), agreed()).when(
    'ImplementRestructure',
    { changes, dispositions },
    { statedOn: '2010-06-01' },
  );

describe('a change of the structure', () => {
  it.each<[string, object]>([
    ['create', { resulting: ids('b') }],
    ['dissolve', { original: ids('a') }],
    ['merge', { original: ids('a', 'b'), resulting: ids('c') }],
    ['split', { original: ids('a'), resulting: ids('b', 'c') }],
    ['replace', { original: ids('a'), resulting: ids('b') }],
    ['rename', { original: ids('a'), name: 'Other Board' }],
    ['remandate', { original: ids('a'), mandate: 'To look ahead' }],
    ['remandate', { original: ids('a'), described: 'is being re-mandated' }],
    ['move', { original: ids('a'), under: idOf('b') }],
    ['move', { original: ids('a') }],
    ['leave-structure', { original: ids('a') }],
  ])('%s is proposed with the bodies that it takes', (kind, said) => {
    const change = { kind, ...said } as StructureChange;
    propose([change]).thenRecords(RestructureProposed, { restructureId: R, changes: [change] });
  });

  it.each<[string, object, string]>([
    ['create', { original: ids('a'), resulting: ids('b') }, 'original'],
    ['create', {}, 'resulting'],
    ['dissolve', { resulting: ids('b'), original: ids('a') }, 'resulting'],
    ['merge', { original: ids('a'), resulting: ids('c') }, 'original'],
    ['merge', { original: ids('a', 'b'), resulting: ids('c', 'd') }, 'resulting'],
    ['split', { original: ids('a'), resulting: ids('b') }, 'resulting'],
    ['replace', { original: ids('a', 'b'), resulting: ids('c') }, 'original'],
    ['replace', { original: ids('a'), resulting: ids('a') }, 'resulting/0'],
    ['rename', { original: ids('a', 'b'), name: 'Other' }, 'original'],
    ['remandate', { mandate: 'Other' }, 'original'],
    ['move', { original: ids('a'), resulting: ids('b') }, 'resulting'],
    ['leave-structure', { original: [] }, 'original'],
  ])('%s is refused with others', (kind, said, side) => {
    propose([{ kind, ...said } as StructureChange]).thenRefuses('bodies-unfit-for-change', {
      pointers: [`/changes/0/${side}`],
    });
  });

  it('names each body once on a side', () => {
    propose([dissolve('a', 'a')]).thenRefuses('bodies-unfit-for-change', { pointers: ['/changes/0/original'] });
  });

  it.each<[object, string]>([
    [{ kind: 'rename', original: ids('a') }, 'name'],
    [{ kind: 'remandate', original: ids('a') }, 'mandate'],
  ])('says what is new', (change, field) => {
    propose([change as StructureChange]).thenRefuses('change-says-too-little', { pointers: [`/changes/0/${field}`] });
  });

  it.each<[object, string]>([
    [{ kind: 'dissolve', original: ids('a'), name: 'Other' }, 'name'],
    [{ kind: 'rename', original: ids('a'), name: 'Other', mandate: 'Else' }, 'mandate'],
    [{ kind: 'leave-structure', original: ids('a'), under: idOf('b') }, 'under'],
    [{ kind: 'move', original: ids('a'), under: idOf('a') }, 'under'],
  ])('says nothing that is not its own', (change, field) => {
    propose([change as StructureChange]).thenRefuses('change-says-too-much', { pointers: [`/changes/0/${field}`] });
  });

  it('names bodies on record only', () => {
    propose([dissolve('nobody')]).thenRefuses('unknown-reference', { pointers: ['/changes/0/original/0'] });
  });
});

describe('what becomes of the work', () => {
  const to = (name: string): Disposition => workTo('a', name);
  const exception = (action: string, work: object) => ({ action: idOf(action), work }) as never;

  it('is said of every body that ends, if only that the record is silent', () => {
    implement([dissolve('a', 'b')], [silent('a')]).thenRefuses('work-undisposed', {
      details: { bodies: ids('b') },
      pointers: ['/dispositions'],
    });
    implement([dissolve('a', 'b')], [silent('a'), silent('b')]).thenRecords(BoardRestructured);
  });

  it('may be left open by a proposal', () => {
    propose([dissolve('a')]).thenRecords(RestructureProposed);
  });

  it('is said of bodies that end only', () => {
    propose([dissolve('a')], [silent('b')]).thenRefuses('body-does-not-end', { pointers: ['/dispositions/0/body'] });
  });

  it('is not said of a body that goes on as one of those that result', () => {
    const merge: StructureChange = { kind: 'merge', original: ids('a', 'b'), resulting: ids('b') };
    implement([merge], [silent('a'), silent('b')]).thenRefuses('body-does-not-end', {
      pointers: ['/dispositions/1/body'],
    });
    implement([merge], [workTo('a', 'b')]).thenRecords(BoardRestructured);
  });

  it('is said of a body once, and of an action once', () => {
    propose([dissolve('a')], [silent('a'), silent('a')]).thenRefuses('disposition-twice', {
      pointers: ['/dispositions/1/body'],
    });
    const twice = [exception('x', { is: 'not-recorded' }), exception('x', { is: 'not-recorded' })];
    const refs = scene().and('action', idOf('x'), [established('x')]);
    refs
      .when('ProposeRestructure', {
        title: 'One board',
        changes: [dissolve('a')],
        dispositions: [{ ...silent('a'), exceptions: twice }],
      })
      .thenRefuses('disposition-twice', { pointers: ['/dispositions/0/exceptions/1/action'] });
  });

  it('goes to a body that lives then', () => {
    implement([dissolve('a')], [to('b')]).thenRecords(BoardRestructured);
  });

  it('goes to no body that ends by the same restructure', () => {
    implement([dissolve('a', 'b')], [to('b'), silent('b')]).thenRefuses('work-to-no-living-body', {
      pointers: ['/dispositions/0/work/body'],
    });
  });

  it('goes to no body that had ended, on the evidence of its end', () => {
    const gone = implemented([dissolve('b')], [silent('b')], { as: 'earlier' }, idOf('earlier'));
    implement([dissolve('a')], [to('b')], gone).thenRefuses('work-to-no-living-body', { evidence: ['earlier'] });
  });

  it('goes to no body that begins later, but to one that the restructure itself begins', () => {
    const later = established('e', { effectiveFrom: '2015-01-01' });
    implement([dissolve('a')], [to('e')], later).thenRefuses('work-to-no-living-body', {
      evidence: ['established e'],
    });
    const replace: StructureChange = { kind: 'replace', original: ids('a'), resulting: ids('e') };
    implement([replace], [to('e')], later).thenRecords(BoardRestructured);
  });

  it('may go to a body of which it cannot be told whether it lives then', () => {
    implement([dissolve('a')], [to('e')], established('e', { statedOn: '2012-01-01' })).thenRecords(BoardRestructured);
  });
});

describe('a body', () => {
  it('ends once', () => {
    implement([dissolve('a'), dissolve('a', 'b')], []).thenRefuses('body-ends-twice', {
      pointers: ['/changes/0/original', '/changes/1/original'],
    });
    const gone = implemented([dissolve('a')], [silent('a')], { ...on('2012-01-01', 'other') }, idOf('other'));
    implement([dissolve('a')], [silent('a')], gone).thenRefuses('body-ends-twice', {
      evidence: ['other'],
      pointers: ['/changes/0/original/0'],
    });
  });

  it('may end though another end is disputed, or only possible', () => {
    const possible = implemented([dissolve('a')], [silent('a')], { as: 'other', certainty: 'possible' }, idOf('other'));
    implement([dissolve('a')], [silent('a')], possible).thenRecords(BoardRestructured);
    const disputed = implemented([dissolve('a')], [silent('a')], { as: 'other', certainty: 'disputed' }, idOf('other'));
    implement([dissolve('a')], [silent('a')], disputed).thenRecords(BoardRestructured);
  });

  it('is neither changed nor begun again once it has ended', () => {
    const gone = implemented([dissolve('b')], [silent('b')], { as: 'other' }, idOf('other'));
    const rename: StructureChange = { kind: 'rename', original: ids('b'), name: 'Other' };
    implement([rename], [], gone).thenRefuses('body-ended', { evidence: ['other'] });
    implement([{ kind: 'create', resulting: ids('b') }], [], gone).thenRefuses('body-ended');
    const goneLater = implemented([dissolve('b')], [silent('b')], on('2011-01-01', 'other'), idOf('other'));
    implement([rename], [], goneLater).thenRecords(BoardRestructured);
  });
});

describe('the steps of a restructure', () => {
  it('begin with a proposal', () => {
    scene().when('AgreeRestructure', {}).thenRefuses('not-found');
    scene(proposed()).when('AgreeRestructure', {}).thenRecords(RestructureAgreed, { restructureId: R });
  });

  it('come after the proposal, unless the record has none', () => {
    scene(proposed())
      .when('AgreeRestructure', {}, { statedOn: '2009-12-31' })
      .thenRefuses('restructure-not-proposed', { evidence: ['proposal'] });
    scene(proposed({ proposalNotRecorded: true }))
      .when('AgreeRestructure', {}, { statedOn: '2009-12-31' })
      .thenRecords(RestructureAgreed);
  });

  it('name every body that the proposal names', () => {
    const merge = { kind: 'merge', original: ids('a', 'b'), resulting: ids('c') };
    const past = [proposed({ changes: [merge], dispositions: [workTo('a', 'd')] }), agreed()];
    const bodies = ids('a', 'b', 'c', 'd');
    scene(...past)
      .when('AgreeRestructure', {})
      .thenRecords(RestructureAgreed, { bodies });
    scene(...past)
      .when('AbandonRestructure', {})
      .thenRecords(RestructureAbandoned, { bodies });
  });

  it('go from an agreement to the implementation, unless the record has none', () => {
    scene(proposed()).when('ImplementRestructure', {}).thenRefuses('restructure-not-agreed', { evidence: [] });
    scene(proposed(), agreed('2019-01-01'))
      .when('ImplementRestructure', {}, { effectiveFrom: '2018-01-01' })
      .thenRefuses('restructure-not-agreed', { evidence: ['agreement'] });
    scene(proposed()).when('ImplementRestructure', { agreementNotRecorded: true }).thenRecords(BoardRestructured);
    scene(proposed(), agreed()).when('ImplementRestructure', {}).thenRecords(BoardRestructured);
  });

  it('tell everything themselves: an implementation has what was proposed where it says nothing else', () => {
    scene(proposed(), agreed())
      .when('ImplementRestructure', {})
      .thenRecords(BoardRestructured, { changes: [dissolve('a')], dispositions: [silent('a')] });
    scene(proposed(), agreed())
      .when('ImplementRestructure', { dispositions: [workTo('a', 'b')] })
      .thenRecords(BoardRestructured, { changes: [dissolve('a')], dispositions: [workTo('a', 'b')] });
  });

  const made = (around: object = {}) => [proposed(), agreed(), implemented([dissolve('a')], [silent('a')], around)];

  it('end with the implementation', () => {
    for (const step of ['AgreeRestructure', 'ImplementRestructure', 'AbandonRestructure']) {
      scene(...made())
        .when(step, {})
        .thenRefuses('restructure-implemented', { evidence: ['implementation'] });
    }
  });

  it('may be recorded late', () => {
    scene(...made())
      .when('AgreeRestructure', {}, { statedOn: '2010-02-15' })
      .thenRecords(RestructureAgreed);
  });

  it('end with its being given up', () => {
    for (const step of ['AgreeRestructure', 'ImplementRestructure', 'AbandonRestructure']) {
      scene(proposed(), agreed(), abandoned())
        .when(step, {})
        .thenRefuses('restructure-abandoned', { evidence: ['abandonment'] });
    }
  });

  it('go on though somebody only thinks of giving it up', () => {
    scene(proposed(), agreed(), abandoned({ certainty: 'possible' }))
      .when('ImplementRestructure', {})
      .thenRecords(BoardRestructured);
  });

  it('may give up what was implemented as a plan only, or for a later day', () => {
    scene(...made({ certainty: 'intention' }))
      .when('AbandonRestructure', {})
      .thenRecords(RestructureAbandoned);
    scene(...made({ effectiveFrom: '2021-01-01' }))
      .when('AbandonRestructure', {})
      .thenRecords(RestructureAbandoned);
  });

  it('stay in order when the proposal is amended', () => {
    const amend = (day: string) =>
      given(structureAggregate, [proposed(), ...BODIES, agreed()], R).when(
        'AmendFact',
        {
          kind: 'transcription-error',
          replacement: {
            statedOn: day,
            effectiveFrom: day,
            sources: [{ words: 'the minutes' }],
            data: { title: 'One board', changes: [dissolve('a')] },
          },
        },
        { member: '0' },
      );
    amend('2010-03-01').thenRefuses('restructure-not-proposed', { evidence: ['agreement'] });
    amend('2010-01-15').thenRecords(FactAmended);
  });

  it('are amended by the rules, without what they say now', () => {
    const past = [...BODIES, proposed(), agreed(), implemented([dissolve('a')], [silent('a')])];
    const amend = (dispositions: Disposition[]) =>
      given(structureAggregate, past, R).when(
        'AmendFact',
        { kind: 'transcription-error', replacement: { data: { changes: [dissolve('a', 'b')], dispositions } } },
        { member: '6' },
      );
    amend([workTo('a', 'c')]).thenRefuses('work-undisposed');
    amend([workTo('a', 'c'), silent('b')]).thenRecords(FactAmended);
  });

  it('take persons as those to whom an action goes', () => {
    const exceptions = [{ action: idOf('x'), work: { is: 'to', owner: person('ann') } }];
    scene(proposed(), agreed())
      .and('action', idOf('x'), [established('x')])
      .and('person', idOf('ann'), [established('x')])
      .when('ImplementRestructure', { dispositions: [{ ...silent('a'), exceptions }] })
      .thenRecords(BoardRestructured, { dispositions: [{ exceptions }] });
  });
});

describe('a body that has yet to begin', () => {
  const later = (around: Around = {}) =>
    established('late', { statedOn: '2010-01-15', effectiveFrom: '2012-01-01', as: 'late', ...around });
  const end = (day: string, past: Happened[], change: StructureChange = dissolve('late')) =>
    scene(...past, proposed({ changes: [dissolve('late')] }), agreed()).when(
      'ImplementRestructure',
      { changes: [change], dispositions: [silent('late')] },
      { statedOn: day },
    );

  it('does not end before that day, stated ahead or not', () => {
    const refusal = { pointers: ['/changes/0/original/0'], details: { bodies: ids('late') }, evidence: ['late'] };
    end('2011-12-31', [later()]).thenRefuses('body-not-begun', refusal);
    end('2011-12-31', [later({ statedOn: '2012-01-01' })]).thenRefuses('body-not-begun', refusal);
    end('2012-01-01', [later()]).thenRecords(BoardRestructured);
  });

  it('ends where it is not certain that it had not begun, nor that it was to', () => {
    end('2011-12-31', [later({ effectiveFrom: '2011/2012' })]).thenRecords(BoardRestructured);
    end('2011-12-31', [later({ certainty: 'intention' })]).thenRecords(BoardRestructured);
    end('2011-12-31', [later({ certainty: 'disputed' })]).thenRecords(BoardRestructured);
  });

  it('may be meant to end, which contradicts nothing yet', () => {
    end('2011-12-31', [later()], { ...dissolve('late'), certainty: 'possible' }).thenRecords(BoardRestructured);
  });

  it('begins and ends in one restructure, whatever day is on record for it', () => {
    const changes: StructureChange[] = [
      { kind: 'split', original: ids('a'), resulting: ids('late', 'b') },
      { kind: 'replace', original: ids('late'), resulting: ids('c') },
    ];
    scene(later(), proposed(), agreed())
      .when(
        'ImplementRestructure',
        { changes, dispositions: [silent('a'), silent('late')] },
        { statedOn: '2011-06-01' },
      )
      .thenRecords(BoardRestructured);
  });
});
