import { CertaintyRevised } from '../anything/anything.events.js';
import { amended, factsFrom, happened, idOf, type Around, type Happened } from '../testing/given.js';
import { Day } from '../time/index.js';
import { bodyStatusOn, type Ahead } from './body-status.js';
import { BoardRestructured, type StructureChange } from './restructures.events.js';
import { BodyPhaseSet } from './standing.events.js';
import { BodyEstablished } from './structure.events.js';

const established = (around: Around) =>
  happened(
    BodyEstablished,
    { bodyId: idOf('board'), name: 'Board', kind: 'board' },
    { as: 'establishment', ...around },
  );
const revised = (becomes: string, statedOn: string) =>
  happened(
    CertaintyRevised,
    {
      eventId: idOf('establishment'),
      becomes,
      concerned: { stream: '', revision: '0', type: 'BodyEstablished', ids: [] },
    },
    { statedOn },
  );
const status = (past: Happened[], day: string) =>
  bodyStatusOn(factsFrom('structure', past), idOf('board'), Day.parse(day));

describe('a body with no phase on record', () => {
  it('is in force from not later than the day on which it was stated, and unknown before', () => {
    const past = [established({ statedOn: '2011-11-09' })];
    expect(status(past, '2011-11-09')).toMatchObject({ status: 'in-force', from: { latest: '2011-11-09' } });
    expect(status(past, '2011-11-08')).toMatchObject({
      status: 'unknown',
      reason: 'start not recorded',
      excluded: ['ended'],
    });
  });

  it('is not yet in force before a start that is known', () => {
    const past = [established({ effectiveFrom: '2010-12-01' })];
    expect(status(past, '2010-11-30')).toMatchObject({ status: 'not-yet', planned: false });
    expect(status(past, '2010-12-01').status).toBe('in-force');
  });

  it('is unknown inside the bounds of a fuzzy start, for another reason', () => {
    const past = [established({ effectiveFrom: '2010-12' })];
    const days = ['2010-11-30', '2010-12-01', '2010-12-30', '2010-12-31'];
    expect(days.map((day) => status(past, day).status)).toEqual(['not-yet', 'unknown', 'unknown', 'in-force']);
    expect(status(past, '2010-12-15')).toMatchObject({ reason: 'start not known exactly' });
  });

  it('is unknown, with nothing excluded, when it is not on record or was withdrawn', () => {
    const gone = { status: 'unknown', reason: 'not on record', excluded: [], evidence: [] };
    expect(status([], '2012-01-01')).toEqual(gone);
    expect(status([established({}), amended('establishment', null)], '2021-01-01')).toEqual(gone);
  });

  it('is answered with the fact that says so', () => {
    const { evidence } = status([established({})], '2020-01-15');
    expect(evidence.map(({ recorded }) => recorded.id)).toEqual([idOf('establishment')]);
  });
});

describe('a body that was only planned', () => {
  it.each(['intention', 'likely', 'possible', 'wish'] as const)(
    'as %s is not yet in force, whatever day has passed',
    (certainty) => {
      const past = [established({ effectiveFrom: '2011-03-01', certainty })];
      expect(status(past, '2019-01-01')).toMatchObject({
        status: 'not-yet',
        planned: true,
        from: { edtf: '2011-03-01' },
      });
    },
  );

  it('by a paper ahead of its date is not yet in force either', () => {
    const past = [established({ statedOn: '2010-12-01', effectiveFrom: '2011-03-01' })];
    expect(status(past, '2019-01-01')).toMatchObject({ status: 'not-yet', planned: true });
  });

  it('is in force once that is stated as a fact, on or after its date', () => {
    const planned = established({ statedOn: '2010-12-01', effectiveFrom: '2011-03-01', certainty: 'intention' });
    expect(status([planned, revised('fact', '2011-03-01')], '2011-03-01').status).toBe('in-force');
    expect(status([planned, revised('fact', '2011-02-28')], '2011-03-01').status).toBe('not-yet');
  });
});

const phase = (axis: string, name: string, around: Around) =>
  happened(BodyPhaseSet, { bodyId: idOf('board'), axis, phase: name }, { as: name, ...around });
const restructured = (change: StructureChange, around: Around) =>
  happened(
    BoardRestructured,
    { restructureId: idOf('restructure'), changes: [change], dispositions: [] },
    { as: 'restructure', ...around },
  );
const on = (past: Happened[], ...days: string[]) => days.map((day) => status(past, day).status);

describe('a body with phases on record', () => {
  it('is in being from the first of them that is no proposal, through a gap between two, and beyond the last', () => {
    const past = [
      established({ statedOn: '2011-11-09' }),
      phase('operating', 'proposed', { effectiveFrom: '2010-01-01', effectiveTo: '2011-04-01' }),
      phase('operating', 'shadow', { effectiveFrom: '2011-04-01', effectiveTo: '2012-04-01' }),
      phase('legal', 'statutory', { effectiveFrom: '2013-04-01', effectiveTo: '2014-04-01' }),
    ];
    expect(on(past, '2010-06-01', '2011-03-31', '2011-04-01', '2012-06-01', '2013-05-01', '2015-01-01')).toEqual([
      'not-yet',
      'not-yet',
      'in-force',
      'in-force',
      'in-force',
      'in-force',
    ]);
  });

  it('is planned while it is only proposed, and while its phases are only intended', () => {
    const proposed = phase('operating', 'proposed', { effectiveFrom: '2010-01-01' });
    expect(status([established({}), proposed], '2021-01-01')).toMatchObject({ status: 'not-yet', planned: true });
    const shadow = phase('operating', 'shadow', { effectiveFrom: '2010-01-01', certainty: 'intention' });
    expect(status([established({ certainty: 'intention' }), shadow], '2021-01-01')).toMatchObject({
      status: 'not-yet',
      planned: true,
      from: { edtf: '2010-01-01' },
    });
  });

  it('in law alone is in being since it was met so', () => {
    const past = [
      established({ statedOn: '2011-11-09' }),
      phase('legal', 'statutory', { effectiveFrom: '2013-04-01' }),
    ];
    expect(on(past, '2011-11-08', '2011-11-09')).toEqual(['unknown', 'in-force']);
  });
});

describe('a body of which a restructure tells', () => {
  const create: StructureChange = { kind: 'create', resulting: [idOf('board')] };
  const dissolve: StructureChange = { kind: 'dissolve', original: [idOf('board')] };
  const old = established({ effectiveFrom: '2009-01-01' });

  it('is in being from the day on which it was created, though it was only intended when it was put on record', () => {
    const past = [
      established({ statedOn: '2011-01-01', certainty: 'intention' }),
      restructured(create, { statedOn: '2011-04-01' }),
    ];
    expect(on(past, '2011-03-31', '2011-04-01')).toEqual(['not-yet', 'in-force']);
    expect(status(past, '2011-04-01')).toMatchObject({ planned: false });
  });

  it('has ended from the day on which it ends, by that change', () => {
    const past = [old, restructured(dissolve, { statedOn: '2011-04-01' })];
    expect(on(past, '2011-03-31', '2011-04-01')).toEqual(['in-force', 'ended']);
    const ended = status(past, '2012-01-01');
    expect(ended).toMatchObject({
      on: { edtf: '2011-04-01' },
      planned: false,
      by: { restructureId: idOf('restructure') },
    });
    expect(ended.evidence.map(({ recorded }) => recorded.id)).toEqual([idOf('restructure')]);
  });

  it('is unknown inside the bounds of its end', () => {
    const past = [old, restructured(dissolve, { statedOn: '2011-04-30', effectiveFrom: '2011-04' })];
    expect(on(past, '2011-03-31', '2011-04-15', '2011-04-30')).toEqual(['in-force', 'unknown', 'ended']);
    expect(status(past, '2011-04-15')).toMatchObject({ reason: 'end not known exactly', excluded: ['not-yet'] });
  });

  it('goes on, with a planned end, where that is only possible', () => {
    const past = [old, restructured(dissolve, { statedOn: '2011-04-01', certainty: 'possible' })];
    expect(status(past, '2012-01-01')).toMatchObject({ status: 'in-force', plannedEnd: { certainty: 'possible' } });
    expect(status(past, '2011-03-31')).not.toHaveProperty('plannedEnd');
  });

  const ahead = restructured(dissolve, { statedOn: '2011-01-01', effectiveFrom: '2011-04' });

  it('goes on, with a planned end, where that was stated before its day, until something confirms it', () => {
    expect(status([old, ahead], '2012-01-01')).toMatchObject({
      status: 'in-force',
      planned: false,
      plannedEnd: { certainty: 'fact', on: { edtf: '2011-04' }, restructureId: idOf('restructure') },
    });
    expect(status([old, ahead], '2011-04-15')).toMatchObject({ status: 'in-force', plannedEnd: {} });
    expect(status([old, ahead], '2011-03-31')).not.toHaveProperty('plannedEnd');
    const confirmed = happened(
      CertaintyRevised,
      {
        eventId: idOf('restructure'),
        becomes: 'fact',
        concerned: { stream: '', revision: '0', type: 'BoardRestructured', ids: [] },
      },
      { statedOn: '2011-05-01' },
    );
    expect(status([old, ahead, confirmed], '2012-01-01')).toMatchObject({ status: 'ended', planned: false });
  });

  it('ends on that day as planned where the plan is followed, and not where it is left out', () => {
    const by = (how: Ahead) =>
      bodyStatusOn(factsFrom('structure', [old, ahead]), idOf('board'), Day.parse('2012-01-01'), how);
    expect(by('followed')).toMatchObject({ status: 'ended', planned: true });
    expect(by('left-out')).not.toHaveProperty('plannedEnd');
    expect(by('left-out').status).toBe('in-force');
  });

  it('goes on where it stands on both sides of the change', () => {
    const merge: StructureChange = {
      kind: 'merge',
      original: [idOf('board'), idOf('other')],
      resulting: [idOf('board')],
    };
    expect(on([old, restructured(merge, { statedOn: '2011-04-01' })], '2010-01-01', '2012-01-01')).toEqual([
      'in-force',
      'in-force',
    ]);
  });
});
