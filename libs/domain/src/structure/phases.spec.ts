import { CertaintyRevised, FactAmended } from '../anything/anything.events.js';
import { amended, factsFrom, given, happened, idOf, type Around, type Happened } from '../testing/given.js';
import { Day } from '../time/index.js';
import { phasesOn } from './phases.js';
import { BodyPhaseSet } from './standing.events.js';
import { BodyEstablished } from './structure.events.js';
import { structureAggregate } from './structure.js';

const board = (as = 'board') => happened(BodyEstablished, { bodyId: idOf(as), name: as, kind: 'board' }, { as });
const phase = (axis: string, name: string, around: Around = {}, as = name) =>
  happened(BodyPhaseSet, { bodyId: idOf('board'), axis, phase: name }, { as, ...around });
const operating = (name: string, around: Around = {}, as = name) => phase('operating', name, around, as);
const confirmed = (as: string, statedOn: string) =>
  happened(
    CertaintyRevised,
    { eventId: idOf(as), becomes: 'fact', concerned: { stream: '', revision: '0', type: 'BodyPhaseSet', ids: [] } },
    { statedOn },
  );

const on = (past: Happened[], day: string) => phasesOn(factsFrom('structure', past), idOf('board'), Day.parse(day));

describe('the phase of a body on a day', () => {
  it('is unknown on both axes where nothing on record says anything', () => {
    const nothing = { value: 'unknown', possible: [], excluded: [], status: 'in-force', rests: [] };
    expect(on([board()], '2012-01-01')).toEqual({ operating: nothing, legal: nothing });
  });

  it('is told on each axis by itself', () => {
    const past = [
      operating('shadow', { effectiveFrom: '2011-01-01' }),
      phase('legal', 'constituted', { effectiveFrom: '2012-01-01' }),
    ];
    const { operating: how, legal } = on(past, '2012-06-01');
    expect([how.value, legal.value]).toEqual(['shadow', 'constituted']);
  });

  it('lasts until the next one of its axis where no end is on record', () => {
    const past = [
      operating('shadow', { effectiveFrom: '2011-01-01' }),
      operating('operating', { effectiveFrom: '2012-04-01' }),
    ];
    expect([on(past, '2012-03-31'), on(past, '2012-04-01')].map(({ operating: { value } }) => value)).toEqual([
      'shadow',
      'operating',
    ]);
  });

  it('is the one of the later of two papers that met it in being', () => {
    const past = [operating('dormant', { statedOn: '2012-03-01' }), operating('operating', { statedOn: '2011-11-09' })];
    expect(on(past, '2012-02-01').operating).toMatchObject({ value: 'unknown', possible: ['dormant', 'operating'] });
    expect(on(past, '2012-03-01').operating.value).toBe('dormant');
  });

  it('is known between two papers that met it in the same one', () => {
    const past = [
      operating('shadow', { statedOn: '2011-11-09' }),
      operating('shadow', { statedOn: '2012-03-01' }, 'b'),
    ];
    expect(on(past, '2011-12-01').operating).toMatchObject({ value: 'shadow', possible: ['shadow'] });
  });

  it('is left open in a gap between two, with what it is not', () => {
    const past = [
      operating('shadow', { effectiveFrom: '2011-01-01', effectiveTo: '2012-01-01' }),
      operating('operating', { effectiveFrom: '2013-01-01' }),
    ];
    expect(on(past, '2012-06-01').operating).toMatchObject({
      value: 'unknown',
      possible: [],
      excluded: ['shadow', 'operating'],
      status: 'in-force',
    });
  });

  it('is unknown inside the bounds of its end, though nothing else is possible', () => {
    const past = [operating('shadow', { effectiveFrom: '2011-01-01', effectiveTo: '2012-04' })];
    expect(on(past, '2012-04-15').operating).toMatchObject({ value: 'unknown', possible: ['shadow'], excluded: [] });
  });

  it('leaves out what was withdrawn, and the phases of other bodies', () => {
    const other = happened(BodyPhaseSet, { bodyId: idOf('other'), axis: 'operating', phase: 'dormant' });
    expect(on([operating('shadow'), other, amended('shadow', null)], '2021-01-01').operating.possible).toEqual([]);
  });
});

describe('a shadow board that a paper of November 2011 wants gone by April 2012, and statutory a year later', () => {
  const stated = { statedOn: '2011-11-09' };
  const past = [
    operating('shadow', { ...stated, effectiveTo: '2012-04' }),
    phase('legal', 'statutory', { ...stated, effectiveFrom: '2013-04', certainty: 'intention' }),
  ];

  it('is a shadow in March 2012', () => {
    expect(on(past, '2012-03-01').operating).toMatchObject({ value: 'shadow', status: 'in-force' });
  });

  it('is planned to be no longer shadow and not yet statutory in June 2012', () => {
    expect(on(past, '2012-06-01')).toMatchObject({
      operating: { value: 'unknown', excluded: ['shadow'], status: 'planned' },
      legal: { value: 'unknown', excluded: ['statutory'], status: 'planned' },
    });
  });

  it('is planned to be statutory in May 2013, on the evidence of that paper', () => {
    const { legal } = on(past, '2013-05-01');
    expect(legal).toMatchObject({ value: 'statutory', status: 'planned' });
    expect(legal.rests.map(({ recorded }) => recorded.id)).toEqual([idOf('statutory')]);
  });

  it('is statutory once that is confirmed, on or after its date', () => {
    expect(on([...past, confirmed('statutory', '2013-04-30')], '2013-05-01').legal.status).toBe('in-force');
  });

  it('is no longer planned to be no shadow once its end is confirmed', () => {
    expect(on([...past, confirmed('shadow', '2012-05-01')], '2012-06-01').operating.status).toBe('in-force');
  });
});

describe('a phase', () => {
  const set = (past: Happened[], body: object, around: Around = {}) =>
    given(structureAggregate, [board(), ...past], idOf('board')).when('SetBodyPhase', body, around);
  const shadow = { axis: 'operating', phase: 'shadow' };
  const inUse = { axis: 'operating', phase: 'operating' };
  const year = { effectiveFrom: '2011-01-01', effectiveTo: '2012-01-01' };

  it('is set for a body on record, under the id in the path', () => {
    set([], shadow, year).thenRecords(BodyPhaseSet, { bodyId: idOf('board'), ...shadow });
    given(structureAggregate, [board('other')], idOf('board'))
      .when('SetBodyPhase', shadow)
      .thenRefuses('not-found');
  });

  it('is refused while another of its axis holds', () => {
    set([operating('shadow', year)], inUse, { effectiveFrom: '2011-12-31' }).thenRefuses('phases-overlap', {
      evidence: ['shadow'],
      details: { axis: 'operating' },
    });
  });

  it('begins on the day on which the other one ends', () => {
    set([operating('shadow', year)], inUse, { effectiveFrom: '2012-01-01' }).thenRecords(BodyPhaseSet);
  });

  it('is free of the other axis', () => {
    set([operating('shadow', year)], { axis: 'legal', phase: 'statutory' }, year).thenRecords(BodyPhaseSet);
  });

  it('takes the place of one without an end on record, and is refused on its very first day', () => {
    const begun = [operating('shadow', { effectiveFrom: '2011-01-01' })];
    set(begun, inUse, { effectiveFrom: '2011-01-02' }).thenRecords(BodyPhaseSet);
    set(begun, inUse, { effectiveFrom: '2011-01-01' }).thenRefuses('phases-overlap', { evidence: ['shadow'] });
  });

  it('is put before another one, until that begins and no longer', () => {
    const later = [operating('operating', { effectiveFrom: '2012-04-01' })];
    set(later, shadow, { effectiveFrom: '2011-01-01', effectiveTo: '2012-04-01' }).thenRecords(BodyPhaseSet);
    set(later, shadow, { effectiveFrom: '2011-01-01', effectiveTo: '2012-04-02' }).thenRefuses('phases-overlap', {
      pointers: ['/effectiveTo'],
    });
  });

  it('is recorded where fuzzy dates leave open whether the two meet', () => {
    const fuzzy = operating('shadow', { effectiveFrom: '2011-01-01', effectiveTo: '2012-04' });
    set([fuzzy], inUse, { effectiveFrom: '2012-04-15' }).thenRecords(BodyPhaseSet);
    set([fuzzy], inUse, { effectiveFrom: '2012-03-31' }).thenRefuses('phases-overlap');
  });

  it('may be possible or likely while another one holds, and beside one that is', () => {
    const possible = operating('shadow', { ...year, certainty: 'possible' });
    set([operating('shadow', year)], inUse, { ...year, certainty: 'likely' }).thenRecords(BodyPhaseSet);
    set([possible], inUse, year).thenRecords(BodyPhaseSet);
  });

  it('may come before an earlier paper had planned, but not before what a paper of the same day says', () => {
    const plan = operating('shadow', {
      statedOn: '2011-11-09',
      effectiveFrom: '2011-01-01',
      effectiveTo: '2013-04-01',
    });
    set([plan], inUse, { statedOn: '2012-10-01', effectiveFrom: '2012-10-01' }).thenRecords(BodyPhaseSet);
    set([plan], inUse, { statedOn: '2011-11-09', effectiveFrom: '2012-10-01' }).thenRefuses('phases-overlap');
    set([plan], inUse, { statedOn: '2012-10-01', effectiveFrom: '2011-06-01' }).thenRefuses('phases-overlap');
  });

  it('is amended without standing in its own way', () => {
    given(structureAggregate, [board(), operating('shadow', year)])
      .when('AmendFact', { kind: 'transcription-error', replacement: { data: inUse } }, { member: '1' })
      .thenRecords(FactAmended, { replacement: { data: { bodyId: idOf('board'), ...inUse } } });
  });

  it('stays apart from the others when an amendment that parted them is withdrawn', () => {
    const past = [
      board(),
      operating('shadow', { effectiveFrom: '2011-01-01', effectiveTo: '2013-01-01' }),
      happened(
        FactAmended,
        {
          amends: idOf('shadow'),
          kind: 'reading-revised',
          replacement: {
            data: { bodyId: idOf('board'), ...shadow },
            statedOn: '2011-01-01',
            effectiveFrom: '2011-01-01',
            effectiveTo: '2012-01-01',
            sources: [],
            certainty: 'fact',
          },
          concerned: { stream: '', revision: '1', type: 'BodyPhaseSet', ids: [] },
        },
        { as: 'amendment' },
      ),
    ];
    const withdraw = (more: Happened[]) =>
      given(structureAggregate, [...past, ...more]).when(
        'AmendFact',
        { kind: 'recorded-in-error', replacement: null },
        { member: '2' },
      );
    withdraw([operating('operating', { effectiveFrom: '2012-01-01' })]).thenRefuses('phases-overlap', {
      evidence: ['shadow', 'operating'],
    });
    withdraw([operating('operating', { effectiveFrom: '2013-01-01' })]).thenRecords(FactAmended);
  });

  it('may be disputed by the record itself while another one holds', () => {
    set([operating('shadow', year)], inUse, { ...year, certainty: 'disputed' }).thenRecords(BodyPhaseSet);
  });
});
