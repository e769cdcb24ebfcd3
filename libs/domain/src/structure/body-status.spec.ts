import { CertaintyRevised } from '../anything/anything.events.js';
import { amended, factsFrom, happened, idOf, type Around, type Happened } from '../testing/given.js';
import { Day } from '../time/index.js';
import { bodyStatusOn } from './body-status.js';
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
