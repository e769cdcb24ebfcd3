import { BoardRestructured, SeatCreated, SeatFilled, SeatVacated, type Party } from '@app/domain';
import { factsFrom, happened, idOf, type Happened } from '../../../domain/src/testing/given.js';
import { established, person, words } from '../../../domain/src/testing/parties.js';
import { breachesOfSeats } from './seats.js';

const BOARD = idOf('board');
const seat = (around: Happened['around'] = {}) =>
  happened(SeatCreated, { bodyId: BOARD, described: 'Health' }, { as: 'seat', effectiveFrom: '2010', ...around });
const filled = (holder: Party, from: string, around: Happened['around'] = {}) =>
  happened(
    SeatFilled,
    { bodyId: BOARD, seatId: idOf('seat'), holder },
    { as: `from ${from}`, effectiveFrom: from, ...around },
  );
const vacated = (by: string, on: string, around: Happened['around'] = {}) =>
  happened(SeatVacated, { bodyId: BOARD, seatId: idOf('seat'), holding: idOf(by) }, { effectiveFrom: on, ...around });
const ending = (around: Happened['around'] = {}) =>
  happened(
    BoardRestructured,
    {
      restructureId: idOf('restructure'),
      changes: [{ kind: 'dissolve', original: [BOARD] }],
      dispositions: [{ body: BOARD, work: { is: 'not-recorded' } }],
    },
    { effectiveFrom: '2012-04-01', ...around },
  );
const dissolved = ending();

const board = established('board', { effectiveFrom: '2009' });
const found = (...past: Happened[]) =>
  breachesOfSeats(factsFrom('structure', [board, ...past]), BOARD).map(({ rule, match }) => [rule, match]);
const [ann, bob] = [person('Ann'), person('Bob')];
const FROM = '2011-01-01';

describe('conflicts about seats', () => {
  it('are none where the rules hold', () => {
    expect(found(seat(), filled(ann, FROM), filled(bob, FROM), vacated(`from ${FROM}`, '2012-01-01'))).toEqual([]);
    expect(found(seat(), filled(ann, FROM, { effectiveTo: '2012-01-01' }), filled(ann, '2012-01-01'))).toEqual([]);
  });

  it('are one holder twice at a time, or perhaps', () => {
    expect(found(seat(), filled(ann, FROM), filled(ann, '2012-01-01'))).toEqual([['holds-seat-already', 'definite']]);
    const until = filled(ann, FROM, { effectiveTo: '2012' });
    expect(found(seat(), until, filled(ann, '2012-02-01'))).toEqual([['holds-seat-already', 'possible']]);
  });

  it('are not two holders in the same words, nor one who is only likely', () => {
    expect(found(seat(), filled(words('JB'), FROM), filled(words('JB'), '2012-01-01'))).toEqual([]);
    expect(found(seat(), filled(ann, FROM), filled(ann, '2012-01-01', { certainty: 'likely' }))).toEqual([]);
  });

  it('are a holder who left before the holding began, or after it had ended', () => {
    const before = found(seat(), filled(ann, FROM), vacated(`from ${FROM}`, '2010-06-01'));
    expect(before).toEqual([['does-not-hold-seat', 'definite']]);
    const after = filled(ann, FROM, { effectiveTo: '2011-06-01' });
    expect(found(seat(), after, vacated(`from ${FROM}`, '2011'))).toEqual([['does-not-hold-seat', 'possible']]);
  });

  it('are a holder who left twice', () => {
    const twice = [vacated(`from ${FROM}`, '2012-01-01'), vacated(`from ${FROM}`, '2012-02-01')];
    expect(found(seat(), filled(ann, FROM), ...twice)).toEqual([['left-seat-already', 'definite']]);
  });

  it('are a seat made, or filled, when its body had ended, or may have', () => {
    const made = seat({ effectiveFrom: '2012-04-01' });
    expect(found(made, dissolved)).toEqual([['body-ended', 'definite']]);
    expect(found(seat({ effectiveFrom: '2012-03-31' }), dissolved)).toEqual([]);
    expect(found(seat(), filled(ann, '2012-04-01'), dissolved)).toEqual([['seat-ended', 'definite']]);
    expect(found(seat(), filled(ann, '2012'), dissolved)).toEqual([['seat-ended', 'possible']]);
    expect(found(seat(), filled(ann, '2012-03-31'), dissolved)).toEqual([]);
    const ahead = ending({ statedOn: '2012-01-01' });
    expect(found(seat(), filled(ann, '2012-04-01'), ahead)).toEqual([['seat-ended', 'possible']]);
  });
});
