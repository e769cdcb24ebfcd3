import { CertaintyRevised, FactAmended, GapNoted } from '../anything/anything.events.js';
import type { Party } from '../party.js';
import { amended, given, happened, idOf, type Happened } from '../testing/given.js';
import {
  body as bodyParty,
  established,
  introduced,
  organisation,
  introducedOrganisation,
  person,
  words,
} from '../testing/parties.js';
import { BoardRestructured } from './restructures.events.js';
import { SeatCreated, SeatFilled, SeatVacated } from './seats.events.js';
import { structureAggregate } from './structure.js';

const BOARD = idOf('board');
const SEAT = idOf('seat');
const [ann, bob] = [person('Ann'), person('Bob')];

const board = established('board', { statedOn: '2010-01-01' });
const other = established('other', { statedOn: '2010-01-01' });
const seat = (around: Happened['around'] = {}) =>
  happened(SeatCreated, { bodyId: BOARD, described: 'Business' }, { as: 'seat', statedOn: '2010-01-01', ...around });
const filled = (holder: Party, around: Happened['around'] = {}) =>
  happened(
    SeatFilled,
    { bodyId: BOARD, seatId: SEAT, holder },
    { as: 'holding', statedOn: '2011-01-01', effectiveFrom: '2011-01-01', ...around },
  );
const vacated = (around: Happened['around'] = {}) =>
  happened(
    SeatVacated,
    { bodyId: BOARD, seatId: SEAT, holding: idOf('holding') },
    { as: 'vacancy', statedOn: '2012-01-01', ...around },
  );
const dissolved = (on: string, statedOn = on) =>
  happened(
    BoardRestructured,
    {
      restructureId: idOf('restructure'),
      changes: [{ kind: 'dissolve', original: [BOARD] }],
      dispositions: [{ body: BOARD, work: { is: 'not-recorded' } }],
    },
    { as: 'dissolution', statedOn, effectiveFrom: on },
  );

const scene = (...past: Happened[]) =>
  given(structureAggregate, [board, other, ...past], BOARD)
    .and('person', idOf('Ann'), introduced('Ann'))
    .and('person', idOf('Bob'), introduced('Bob'));
const fill = (past: Happened[], holder: Party, more: object = {}) =>
  scene(...past).when(
    'FillSeat',
    { holder },
    { member: SEAT, statedOn: '2011-06-01', effectiveFrom: '2011-06-01', ...more },
  );
const vacate = (past: Happened[], statedOn: string, more: object = {}) =>
  scene(...past).when('VacateSeat', {}, { member: SEAT, sub: idOf('holding'), statedOn, ...more });

describe('a seat', () => {
  it('is one of a body that is on record', () => {
    scene().when('CreateSeat', { described: 'Business' }).thenRecords(SeatCreated, { bodyId: BOARD });
    given(structureAggregate, [other], BOARD).when('CreateSeat', { described: 'Business' }).thenRefuses('not-found');
  });

  it('cannot be made on a body that certainly has ended by then', () => {
    const make = (effectiveFrom?: string) =>
      scene(dissolved('2012-04-01')).when(
        'CreateSeat',
        { described: 'Business' },
        effectiveFrom ? { effectiveFrom } : {},
      );
    make('2012-04-01').thenRefuses('body-ended', { evidence: ['dissolution'] });
    make('2012-03-31').thenRecords(SeatCreated);
    make().thenRecords(SeatCreated);
  });

  it('may be filled by a term for the role that nobody prescribes', () => {
    scene(seat())
      .when('FillSeat', { holder: ann, role: 'Influential' }, { member: SEAT })
      .thenRecords(SeatFilled, { bodyId: BOARD, seatId: SEAT, role: 'Influential' });
  });

  it('is filled only where it is a seat of the body in the path', () => {
    const elsewhere = happened(SeatCreated, { bodyId: idOf('other'), described: 'Business' }, { as: 'seat' });
    fill([], ann).thenRefuses('not-found');
    fill([elsewhere], ann).thenRefuses('not-found');
    fill([seat()], ann).thenRecords(SeatFilled);
  });

  it('is not filled once it is certainly gone, by its own end or with its body', () => {
    const until = seat({ effectiveTo: '2011-06-01' });
    fill([until], ann).thenRefuses('seat-ended', { evidence: ['seat'] });
    fill([until], ann, { effectiveFrom: '2011-05-31' }).thenRecords(SeatFilled);
    fill([seat(), dissolved('2011-06-01')], ann).thenRefuses('seat-ended', { evidence: ['seat', 'dissolution'] });
    fill([seat(), dissolved('2011-06-02')], ann).thenRecords(SeatFilled);
  });
});

describe('an end of a body that was stated ahead of its date', () => {
  it('stops nobody from taking a seat until it is confirmed', () => {
    const ahead = dissolved('2011-06-01', '2011-01-01');
    const confirmed = happened(
      CertaintyRevised,
      {
        eventId: idOf('dissolution'),
        becomes: 'fact',
        concerned: { stream: '', revision: '0', type: 'BoardRestructured', ids: [] },
      },
      { statedOn: '2011-06-01' },
    );
    fill([seat(), ahead], ann).thenRecords(SeatFilled);
    fill([seat(), ahead, confirmed], ann).thenRefuses('seat-ended');
    scene(ahead).when('CreateSeat', { described: 'Skills' }, { effectiveFrom: '2011-06-01' }).thenRecords(SeatCreated);
  });
});

describe('a gap in what is known of a seat', () => {
  const gap = { about: 'holders', reason: 'declared-incomplete' };
  const note = (past: Happened[], member?: string) =>
    scene(...past).when('NoteGap', member === undefined ? gap : { ...gap, member });

  it('is noted at the body that the seat is of', () => {
    note([seat()], SEAT).thenRecords(GapNoted, { about: 'holders', member: SEAT, within: BOARD });
    const elsewhere = happened(SeatCreated, { bodyId: idOf('other'), described: 'Business' }, { as: 'seat' });
    note([elsewhere], SEAT).thenRefuses('unknown-reference', { pointers: ['/member'] });
  });

  it('is of the seat, not of one of its holders', () => {
    note([seat(), filled(ann)], idOf('holding')).thenRefuses('unknown-reference');
    expect(note([seat()]).thenRecords(GapNoted, { member: BOARD }).data).not.toHaveProperty('within');
  });
});

describe('a holder of a seat', () => {
  it('may sit beside another', () => {
    fill([seat(), filled(ann)], bob).thenRecords(SeatFilled);
  });

  it('does not hold it twice at a time', () => {
    fill([seat(), filled(ann)], ann).thenRefuses('holds-seat-already', {
      evidence: ['holding'],
      pointers: ['/holder'],
    });
    fill([seat(), filled(ann, { effectiveTo: '2011-06-01' })], ann).thenRecords(SeatFilled);
  });

  it('may come back after leaving, not before', () => {
    const left = [seat(), filled(ann), vacated({ statedOn: '2011-06-01' })];
    fill(left, ann).thenRecords(SeatFilled);
    fill(left, ann, { effectiveFrom: '2011-05-31' }).thenRefuses('holds-seat-already');
  });

  it('is refused a second time only as far as it is certain', () => {
    const twice = (around: object, more: object = {}) => fill([seat(), filled(ann, around)], ann, more).decision.ok;
    expect(twice({ certainty: 'possible' })).toBe(true);
    expect(twice({}, { certainty: 'likely' })).toBe(true);
    expect(twice({}, { certainty: 'disputed' })).toBe(true);
    expect(twice({ effectiveTo: '2011' })).toBe(true);
    expect(twice({ effectiveTo: '2012' })).toBe(false);
    expect(
      fill([seat(), filled(ann), vacated({ statedOn: '2011-03-01', certainty: 'possible' })], ann).decision.ok,
    ).toBe(true);
  });

  it('in words that nobody was read into may be anybody', () => {
    const somebody = words('the new Trust');
    fill([seat(), filled(somebody)], somebody).thenRecords(SeatFilled);
  });

  it('may be an organisation or a body, which do not hold it twice either', () => {
    const holds = (held: Party, holder: Party) =>
      scene(introducedOrganisation('Trust'), seat(), filled(held)).when(
        'FillSeat',
        { holder },
        { member: SEAT, statedOn: '2011-06-01' },
      ).decision.ok;
    expect(holds(organisation('Trust'), organisation('Trust'))).toBe(false);
    expect(holds(organisation('Trust'), bodyParty('other'))).toBe(true);
  });

  it('leaves by name, where it is a person', () => {
    const left = vacate([seat(), filled(ann)], '2012-01-01').thenRecords(SeatVacated);
    expect(left.data).toEqual({ bodyId: BOARD, seatId: SEAT, holding: idOf('holding'), personId: idOf('Ann') });
    const words = vacate([seat(), filled(bodyParty('other'))], '2012-01-01').thenRecords(SeatVacated);
    expect(words.data).not.toHaveProperty('personId');
  });

  it('leaves only a seat that the holding in the path is of', () => {
    vacate([seat()], '2012-01-01').thenRefuses('not-found');
    const elsewhere = happened(SeatCreated, { bodyId: BOARD, described: 'Skills' }, { as: 'elsewhere' });
    const past = [seat(), elsewhere, filled(ann)];
    vacate(past, '2012-01-01', { member: idOf('elsewhere') }).thenRefuses('not-found');
    vacate(past, '2012-01-01').thenRecords(SeatVacated);
  });

  it('does not leave before the holding begins, nor after it has ended', () => {
    const held = [seat(), filled(ann, { effectiveTo: '2011-12-31' })];
    vacate(held, '2011-01-01').thenRefuses('does-not-hold-seat', { evidence: ['holding'] });
    vacate(held, '2011-01-02').thenRecords(SeatVacated);
    vacate(held, '2011-12-31').thenRecords(SeatVacated);
    vacate(held, '2012-01-01').thenRefuses('does-not-hold-seat', { evidence: ['holding'] });
  });

  it('may leave before a holding that was only likely', () => {
    vacate([seat(), filled(ann, { certainty: 'likely' })], '2010-06-01').thenRecords(SeatVacated);
  });

  it('leaves once', () => {
    vacate([seat(), filled(ann), vacated()], '2012-06-01').thenRefuses('left-seat-already', { evidence: ['vacancy'] });
    vacate([seat(), filled(ann), vacated({ certainty: 'likely' })], '2012-06-01').thenRecords(SeatVacated);
  });
});

describe('amending who sits where', () => {
  const amend = (past: Happened[], revision: number, replacement: object | null) =>
    scene(...past).when('AmendFact', { kind: 'transcription-error', replacement }, { member: String(revision) });

  it('keeps the seat in its body, whatever its words become', () => {
    amend([seat()], 2, { data: { described: 'Business and Skills' } }).thenRecords(FactAmended, {
      replacement: { data: { bodyId: BOARD, described: 'Business and Skills' } },
    });
  });

  it('puts another holder into a holding, with its vacancy, unless that one holds the seat then', () => {
    const left = vacated({ statedOn: '2011-06-01' });
    const beside = (from: string) => filled(bob, { as: 'beside', statedOn: from, effectiveFrom: from });
    const to = { data: { holder: bob } };
    amend([seat(), filled(ann), left, beside('2011-06-01')], 3, to).thenRecords(FactAmended);
    amend([seat(), filled(ann), left, beside('2011-05-31')], 3, to).thenRefuses('holds-seat-already', {
      evidence: ['beside'],
      pointers: ['/replacement/data/holder'],
    });
  });

  it('asks the rules about leaving without the vacancy that is amended', () => {
    const past = [seat(), filled(ann), vacated()];
    amend(past, 4, { data: { reason: 'retired' } }).thenRecords(FactAmended, {
      replacement: { data: { seatId: SEAT, personId: idOf('Ann'), reason: 'retired' } },
    });
    amend(past, 4, { data: {}, statedOn: '2010-01-01', effectiveFrom: '2010-01-01' }).thenRefuses('does-not-hold-seat');
  });

  it('withdraws a seat or a holding only while nothing rests on it', () => {
    amend([seat(), filled(ann)], 2, null).thenRefuses('others-rest-on-it', { evidence: ['holding'] });
    amend([seat(), filled(ann), vacated()], 3, null).thenRefuses('others-rest-on-it', { evidence: ['vacancy'] });
    amend([seat(), filled(ann), vacated(), amended('vacancy', null)], 3, null).thenRecords(FactAmended);
  });

  it('lets a holder come back who was never confirmed to have left', () => {
    const dropped = happened(CertaintyRevised, {
      eventId: idOf('vacancy'),
      becomes: 'possible',
      concerned: { stream: '', revision: '0', type: 'SeatVacated', ids: [] },
    });
    vacate([seat(), filled(ann), vacated(), dropped], '2012-06-01').thenRecords(SeatVacated);
  });
});
