import fc from 'fast-check';
import type { Recorded } from '../event.js';
import { factsOf } from '../facts.js';
import { partyKey, type Party } from '../party.js';
import { dates, play, secondThoughts, type Step } from '../testing/history.js';
import { idOf } from '../testing/given.js';
import { body } from '../testing/parties.js';
import { addDays, Day } from '../time/index.js';
import { seatOn } from './seats.js';
import { structureAggregate } from './structure.js';

const names = ['board', 'group', 'team'];
/** Events 0 to 2 establish bodies, 3 and 4 make seats on the first of them. */
const begun: Step[] = [
  ...names.map((name) => ({ name: 'EstablishBody', body: { name, kind: 'board' }, target: idOf(name) })),
  ...['Business', 'Skills'].map((described) => ({ name: 'CreateSeat', body: { described }, target: idOf('board') })),
];
const SEATS = [3, 4].map((n) => idOf(`event ${n}`));

const target = fc.constant(idOf('board'));
const member = fc.constantFrom(...SEATS);
const holder = fc.constantFrom<Party[]>(...names.map(body));
const statedOn = fc.constantFrom('2011-11-09', '2012-03', '2012-04-01', '2013/2014');
const filling = fc.record({
  name: fc.constant('FillSeat'),
  body: fc.record({ holder }),
  target,
  member,
  around: dates,
});
const leaving = fc.record({
  name: fc.constant('VacateSeat'),
  body: fc.constant({}),
  target,
  member,
  sub: fc.integer({ min: 5, max: 12 }).map((n) => idOf(`event ${n}`)),
  around: fc.record({ statedOn }),
});
const steps: fc.Arbitrary<Step> = fc.oneof({ weight: 2, arbitrary: filling }, leaving);
const day = fc.integer({ min: 0, max: 4_500 }).map((n) => addDays(Day.parse('2010-01-01'), n));

const seatsOn = (events: readonly Recorded[], on: Day) => SEATS.map((seat) => seatOn(factsOf(events), seat, on));

describe('whoever comes and leaves', () => {
  it('nobody certainly holds one seat twice on one day', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 12, size: 'max' }), day, (all, on) => {
        for (const seat of seatsOn(play(structureAggregate, [...begun, ...all]), on)) {
          const holders = seat.status === 'held' ? seat.holders.filter(({ holds }) => holds === true) : [];
          const keys = holders.map(({ party }) => partyKey(party));
          expect(keys).toEqual([...new Set(keys)]);
        }
      }),
    );
  });

  it('every seat is held, vacant, unknown with a reason, or not there, whatever was thought better of since', () => {
    const thoughts = secondThoughts(fc.oneof(fc.record({ holder }), fc.constant({})));
    fc.assert(
      fc.property(fc.array(fc.oneof(steps, thoughts), { maxLength: 15, size: 'max' }), day, (all, on) => {
        for (const seat of seatsOn(play(structureAggregate, [...begun, ...all]), on)) {
          if (seat.status === 'held') expect(seat.holders.some(({ holds }) => holds === true)).toBe(true);
          if (seat.status === 'unknown' && seat.reason !== 'not on record') expect(seat.evidence).not.toEqual([]);
          if (seat.status === 'vacant') expect('holders' in seat).toBe(false);
        }
      }),
    );
  });
});
