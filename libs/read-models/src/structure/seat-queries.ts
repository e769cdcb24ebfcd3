import { z } from 'zod';
import {
  holdsOn,
  SeatCreated,
  SeatFilled,
  SeatVacated,
  seatOn,
  type Fact,
  type Seat,
  periodOf,
  isSeat,
} from '@app/domain';
import { vocabularies } from '../partnerships/vocabulary.js';
import type { Query } from '../query/answer.js';
import { temporal, type TemporalParams } from '../query/ask.js';
import { factSchema, factView } from '../query/fact-view.js';
import { NAMED_IN } from '../query/glossary.js';
import { pageOf, type Item } from '../query/in-memory.js';
import { listSchema, paging, type Paging } from '../query/listing.js';
import { thereIn, type Collection, type Holder } from '../query/members.js';
import { gapsOf, missing, type Missing } from '../query/missing.js';
import { several } from '../query/params.js';
import type { Reading } from '../query/reading.js';
import { shownFor, type Shown } from '../query/shown.js';
import { ALL } from '../query/thing-projection.js';
import { everyThing, merged } from './every-thing.js';
import { holdingShape, holdingView, Occupancy, seatNeeds, seatShape, seatView } from './seat-view.js';

const filters = {
  category: several(z.string().max(100)).describe('In the partnership’s own terms: "core".'),
  occupancy: several(Occupancy),
};
interface Filters {
  readonly category?: readonly string[] | undefined;
  readonly occupancy?: readonly z.output<typeof Occupancy>[] | undefined;
}

const noneSuch = (reason: string): Missing => ({ status: 'not-recorded', reason });

/** The seat where it meets the filters. */
function itemOf(seat: Seat, facts: readonly Fact[], shown: Shown, { category, occupancy }: Filters): Item[] {
  const { data, recorded } = seat;
  if (category && !category.includes(data.category ?? '')) return [];
  const { effectiveAt } = shown.reading.ask;
  if (occupancy && !occupancy.includes(seatOn(facts, recorded.id, effectiveAt).status)) return [];
  const { view, cites } = seatView(seat, facts, shown);
  return [{ view: { ...factView(seat, shown.reading.ask, shown.witness), ...view }, cites }];
}

const needsOf = ({ target }: Reading, seats: readonly Fact[]) =>
  seats.flatMap(({ recorded }) => seatNeeds(target.partnership, recorded.id));

const seats: Collection = {
  path: 'seats',
  type: SeatCreated,
  none: 'No seat is recorded.',
  of: ({ data }) => (data as Seat['data']).bodyId,
  single: true,
  needs: ({ partnership, member = '' }) => seatNeeds(partnership, member),
  beside: seatView,
  besideSchema: seatShape,
};

const onBody = { path: 'seats', field: 'seatId', begunBy: SeatCreated };

const holders: Collection = {
  path: 'holders',
  type: SeatFilled,
  none: 'Nobody is recorded as having held this seat.',
  under: onBody,
  needs: ({ partnership }) => [vocabularies(partnership)],
  beside: holdingView,
  besideSchema: holdingShape,
};

const vacancies: Collection = {
  path: 'vacancies',
  type: SeatVacated,
  none: 'Nobody says that this holder left.',
  under: { path: 'holders', field: 'holding', begunBy: SeatFilled, under: onBody },
};

const listBodySeats = (bodies: Holder): Query<TemporalParams & Paging & Filters> => ({
  name: 'ListBodySeats',
  path: `${bodies.path}/{id}/seats`,
  summary: 'The seats of a body, in the order in which they were recorded, with who holds each on a day.',
  params: z.strictObject({ ...filters, ...temporal, ...paging }),
  answer: listSchema(factSchema(SeatCreated, 'BodySeatsItem', seatShape), 'BodySeatsList'),
  uses: NAMED_IN,
  async run(reading, params) {
    const there = await thereIn(reading, bodies);
    if ('ok' in there) return there;
    const { facts, uncertain } = there;
    const own = facts.filter(isSeat).filter(({ data }) => data.bodyId === reading.target.id);
    const shown = await shownFor(reading, facts, needsOf(reading, own));
    const items = own.flatMap((seat) => itemOf(seat, facts, shown, params));
    const why = () =>
      own.length > 0
        ? noneSuch('No seat of the body meets these filters on that day.')
        : missing(gapsOf(facts, reading.ask), 'seats', seats.none, reading.target.id);
    return pageOf(reading, items, params, why, uncertain);
  },
});

const id = z.uuid().optional();

/** Seats of every body that are there on the day, or may be. */
const listSeats: Query<
  TemporalParams & Paging & Filters & { readonly body?: string | undefined; readonly holder?: string | undefined }
> = {
  name: 'ListSeats',
  path: 'seats',
  summary: 'The seats of all bodies that are there on a day, or may be, with who holds each.',
  params: z.strictObject({
    body: id.describe('Of this body.'),
    holder: id.describe('Held on that day, perhaps, by this person, body or organisation.'),
    ...filters,
    ...temporal,
    ...paging,
  }),
  answer: listSchema(factSchema(SeatCreated, 'SeatItem', seatShape), 'SeatList'),
  uses: NAMED_IN,
  async run(reading, params) {
    const found = await seatsOf(reading, params.body);
    const { facts, uncertain } = merged([...found.seats, ...found.bodies]);
    const there = facts
      .filter(isSeat)
      .filter((seat) => holdsOn(periodOf(seat), reading.ask.effectiveAt) !== false)
      .filter(({ data }) => params.body === undefined || data.bodyId === params.body);
    const shown = await shownFor(reading, facts, needsOf(reading, there));
    const items = there
      .filter((seat) => params.holder === undefined || isHeldBy(seat, facts, params.holder, reading))
      .flatMap((seat) => itemOf(seat, facts, shown, params));
    const why = () => noneSuch('No seat on record meets these filters on that day.');
    return pageOf(reading, items, params, why, uncertain);
  },
};

async function seatsOf(reading: Reading, bodyId: string | undefined) {
  const seats = await everyThing(reading, 'seat', ALL, ['seat']);
  const bodies = new Set(
    bodyId === undefined
      ? seats.flatMap(({ facts: [first] }) =>
          first?.type === 'SeatCreated' ? [(first.data as Seat['data']).bodyId] : [],
        )
      : [bodyId],
  );
  return { seats, bodies: [...(await reading.all('body', bodies)).values()].map((known) => reading.see(known)) };
}

function isHeldBy({ recorded }: Fact, facts: readonly Fact[], id: string, { ask }: Reading): boolean {
  const on = seatOn(facts, recorded.id, ask.effectiveAt);
  return 'holders' in on && on.holders.some(({ party }) => 'id' in party && party.id === id);
}

/** Collections of a body. */
export const seatCollections: readonly Collection[] = [seats, holders, vacancies];

export const seatQueries = (bodies: Holder): readonly Query[] => [listBodySeats(bodies), listSeats];
