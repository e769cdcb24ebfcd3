import type { Party } from '../party.js';
import { factsFrom, happened, idOf, type Happened } from '../testing/given.js';
import { established, organisation, person, words } from '../testing/parties.js';
import { Day } from '../time/index.js';
import { BoardRestructured } from './restructures.events.js';
import { SeatCreated, SeatFilled, SeatVacated } from './seats.events.js';
import { seatOn, seatsHeldBy } from './seats.js';

const BOARD = idOf('board');
const [ann, bob] = [person('Ann'), person('Bob')];

const board = established('board', { effectiveFrom: '2010-01-01' });
const seat = (more: object = {}, around: Happened['around'] = {}) =>
  happened(
    SeatCreated,
    { bodyId: BOARD, described: 'Business', ...more },
    { as: 'seat', effectiveFrom: '2010-01-01', ...around },
  );
const filled = (holder: Party, from: string, around: Happened['around'] = {}, more: object = {}) =>
  happened(
    SeatFilled,
    { bodyId: BOARD, seatId: idOf('seat'), holder, ...more },
    { as: holder.text, statedOn: from, effectiveFrom: from, ...around },
  );
const vacated = (by: string, on: string, around: Happened['around'] = {}) =>
  happened(
    SeatVacated,
    { bodyId: BOARD, seatId: idOf('seat'), holding: idOf(by) },
    { as: `${by} left`, statedOn: on, ...around },
  );
const dissolvedBy = (statedOn: string) =>
  happened(
    BoardRestructured,
    {
      restructureId: idOf('restructure'),
      changes: [{ kind: 'dissolve', original: [BOARD] }],
      dispositions: [{ body: BOARD, work: { is: 'not-recorded' } }],
    },
    { as: 'dissolution', statedOn, effectiveFrom: '2013-04-01' },
  );
const dissolved = dissolvedBy('2013-04-01');

const on = (day: string, ...past: Happened[]) =>
  seatOn(factsFrom('structure', [board, ...past]), idOf('seat'), Day.parse(day));
const holders = (day: string, ...past: Happened[]) => {
  const status = on(day, ...past);
  return 'holders' in status ? status.holders.map(({ party, holds }) => [party.text, holds]) : status.status;
};
const cited = ({ evidence }: { readonly evidence: readonly { readonly recorded: { readonly id: string } }[] }) =>
  evidence.map(({ recorded }) => recorded.id);

describe('a seat on a day', () => {
  it('is not on record as held or vacant while nobody is said to hold it, with those who may take it', () => {
    const candidates = [{ text: 'possibly the new Trust' }];
    const status = on('2011-01-01', seat({ candidates }));
    expect(status).toMatchObject({ status: 'not-recorded', candidates, expected: [] });
    expect(cited(status)).toEqual([idOf('seat')]);
  });

  it('is vacant where the record says that it is empty, until somebody takes it', () => {
    const past = [seat({ empty: true }), filled(ann, '2011-03-01')];
    expect(['2011-02-28', '2011-03-01'].map((day) => on(day, ...past).status)).toEqual(['vacant', 'held']);
  });

  it('has no holder on record though the post that fills it is known: who holds the post is another question', () => {
    const posts = { taken: 'all', of: [{ text: 'Chair' }, { text: 'CX' }] };
    expect(on('2011-01-01', seat({ posts, exOfficio: true }))).toMatchObject({
      status: 'not-recorded',
      exOfficio: true,
      posts,
    });
  });

  it('is held from the day on which somebody takes it until the day of leaving', () => {
    const past = [seat(), filled(ann, '2011-03-01'), vacated('Ann', '2012-03-01')];
    const days = ['2011-02-28', '2011-03-01', '2012-02-29', '2012-03-01'];
    expect(days.map((day) => on(day, ...past).status)).toEqual(['not-recorded', 'held', 'held', 'vacant']);
    expect(cited(on('2011-02-28', ...past))).toEqual([idOf('seat')]);
    expect(cited(on('2012-03-01', ...past))).toEqual(['seat', 'Ann', 'Ann left'].map(idOf));
  });

  it('is held by several together, each by their own dates', () => {
    const past = [seat(), filled(ann, '2011-03-01', { effectiveTo: '2012-01-01' }), filled(bob, '2011-06-01')];
    expect(holders('2011-05-31', ...past)).toEqual([['Ann', true]]);
    expect(holders('2011-06-01', ...past)).toEqual([['Ann', true], ['Bob', true]]); // prettier-ignore
    expect(holders('2012-01-01', ...past)).toEqual([['Bob', true]]);
  });

  it('shows the role and on whose behalf', () => {
    const past = [seat(), filled(ann, '2011-03-01', {}, { role: 'D', onBehalfOf: organisation('Trust') })];
    expect(on('2011-03-01', ...past)).toMatchObject({ holders: [{ role: 'D', onBehalfOf: { id: idOf('Trust') } }] });
  });

  it('is unknown on days before a holder was met in it, and says why', () => {
    const met = happened(
      SeatFilled,
      { bodyId: BOARD, seatId: idOf('seat'), holder: ann },
      { as: 'Ann', statedOn: '2011-03-01' },
    );
    expect(on('2011-02-28', seat(), met)).toMatchObject({ status: 'unknown', reason: 'start not recorded' });
    expect(holders('2011-02-28', seat(), met)).toEqual([['Ann', 'unknown']]);
    expect(holders('2011-03-01', seat(), met)).toEqual([['Ann', true]]);
  });

  it('is unknown inside a fuzzy bound, for another reason', () => {
    const past = [seat(), filled(ann, '2011-03-01'), vacated('Ann', '2012-05-01', { effectiveFrom: '2012-03' })];
    const days = ['2012-02-29', '2012-03-01', '2012-03-31'];
    expect(days.map((day) => on(day, ...past).status)).toEqual(['held', 'unknown', 'vacant']);
    expect(on('2012-03-15', ...past)).toMatchObject({ reason: 'dates not known exactly' });
  });

  it('is unknown by the dates of its holder, though the start of the seat itself is not recorded', () => {
    const past = [
      seat({}, { effectiveFrom: '[..2011-01-01]' }),
      filled(ann, '2011-05-01', { effectiveFrom: '2011-03' }),
    ];
    expect(on('2011-03-15', ...past)).toMatchObject({ status: 'unknown', reason: 'dates not known exactly' });
  });

  it('is not filled by a plan, whatever day has passed, but tells whom it expects', () => {
    const status = on('2019-01-01', seat(), filled(words('the new Trust'), '2011-03-01', { certainty: 'possible' }));
    expect(status).toMatchObject({
      status: 'not-recorded',
      expected: [{ party: { text: 'the new Trust' }, holds: true }],
    });
  });

  it('is not emptied by a plan to leave', () => {
    const past = [seat(), filled(ann, '2011-03-01'), vacated('Ann', '2012-03-01', { certainty: 'intention' })];
    expect(on('2013-01-01', ...past)).toMatchObject({
      status: 'held',
      holders: [{ vacancies: [{ type: 'SeatVacated' }] }],
    });
  });

  it('is not there before it begins and after it ends, by itself or with its body', () => {
    const until = seat({}, { effectiveTo: '2012-01-01' });
    expect(on('2009-12-31', seat())).toMatchObject({ status: 'not-there', reason: 'not yet' });
    expect(on('2012-01-01', until)).toMatchObject({ status: 'not-there', reason: 'ended' });
    const past = [seat(), filled(ann, '2011-03-01'), dissolved];
    expect(on('2013-03-31', ...past).status).toBe('held');
    expect(on('2013-04-01', ...past)).toMatchObject({ status: 'not-there', reason: 'ended', planned: false });
  });

  it('is unknown before it was met in being, though nobody is said to hold it', () => {
    const met = seat({}, { effectiveFrom: '[..2011-03-01]' });
    expect(on('2011-02-28', met)).toMatchObject({ status: 'unknown', reason: 'start not recorded', holders: [] });
    expect(on('2011-03-01', met).status).toBe('not-recorded');
  });

  it('that is not on record is unknown', () => {
    expect(on('2011-01-01')).toMatchObject({ status: 'unknown', reason: 'not on record', evidence: [] });
  });
});

describe('where its body was to end by then, and nothing confirms that it did', () => {
  it('a seat is there, and held, unless that plan is followed', () => {
    const past = [board, seat(), filled(ann, '2011-03-01'), dissolvedBy('2013-01-01')];
    const facts = factsFrom('structure', past);
    const day = Day.parse('2013-04-01');
    expect(seatOn(facts, idOf('seat'), day).status).toBe('held');
    expect(seatsHeldBy(facts, idOf('Ann'), day)).toMatchObject([{ holds: true, ended: false }]);
    expect(seatOn(facts, idOf('seat'), day, 'followed')).toMatchObject({ reason: 'ended', planned: true });
  });
});

describe('the seats of a person', () => {
  const held = (day: string, ...past: Happened[]) =>
    seatsHeldBy(factsFrom('structure', [board, seat(), ...past]), idOf('Ann'), Day.parse(day)).map(
      ({ holds, ended, planned }) => ({ holds, ended, planned }),
    );

  it('are those that name the person, held, to come and ended', () => {
    const past = [
      filled(ann, '2011-03-01', { statedOn: '2011-04-01' }),
      filled(bob, '2011-03-01'),
      vacated('Ann', '2012-03-01'),
    ];
    expect(held('2011-02-28', ...past)).toEqual([{ holds: false, ended: false, planned: false }]);
    expect(held('2011-03-01', ...past)).toEqual([{ holds: true, ended: false, planned: false }]);
    expect(held('2012-03-01', ...past)).toEqual([{ holds: false, ended: true, planned: false }]);
  });

  it('end with their body', () => {
    expect(held('2013-04-01', filled(ann, '2011-03-01'), dissolved)).toEqual([
      { holds: false, ended: true, planned: false },
    ]);
  });

  it('are planned where the record only expects it', () => {
    expect(held('2012-01-01', filled(ann, '2011-03-01', { certainty: 'likely' }))).toMatchObject([{ planned: true }]);
  });

  it('may have ended inside a fuzzy bound', () => {
    const past = [filled(ann, '2011-03-01'), vacated('Ann', '2012-05-01', { effectiveFrom: '2012-03' })];
    expect(held('2012-03-15', ...past)).toMatchObject([{ holds: 'unknown', ended: 'unknown' }]);
  });
});
