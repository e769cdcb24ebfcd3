import { z } from 'zod';
import { Party, ref, seatsHeldBy, type HeldSeat, type Seat, isHolding } from '@app/domain';
import { vocabularies } from '../partnerships/vocabulary.js';
import { Evidence } from '../query/evidence.js';
import { Status, statusOf } from '../query/fact-view.js';
import type { Reading } from '../query/reading.js';
import { shownFor, type Shown } from '../query/shown.js';
import { merged } from './every-thing.js';
import { heldView, holdingShape } from './seat-view.js';

const HeldSeatView = z
  .strictObject({
    holding: z.uuid(),
    bodyId: ref('body'),
    seatId: z.uuid(),
    described: z.string().nullable().describe('The seat, as printed.'),
    role: z.string().optional(),
    onBehalfOf: Party.optional(),
    status: Status,
    ...holdingShape,
    evidence: z.array(Evidence),
  })
  .meta({ id: 'HeldSeatView' });

/** Field of the view of a person. */
export const heldShape = {
  seats: z
    .array(HeldSeatView)
    .describe('Every seat that the person is recorded as holding, at whatever time, and how that stands on the day.'),
};

/** The seats of a person: what is said of the seat and of its body since may have ended what the person holds. */
export async function seatsHeld(reading: Reading, personId: string) {
  const own = (await reading.known('holder', personId))?.see(reading.ask);
  const named = (own?.facts ?? []).filter(isHolding).map(({ data }) => data);
  const things = [
    ...(await reading.all('seat', new Set(named.map(({ seatId }) => seatId)))).values(),
    ...(await reading.all('body', new Set(named.map(({ bodyId }) => bodyId)))).values(),
  ];
  const { facts } = merged([...(own ? [own] : []), ...things.map((known) => reading.see(known))]);
  const held = seatsHeldBy(facts, personId, reading.ask.effectiveAt);
  const seats = held.map((one) => ({ one, seat: facts.find(({ recorded }) => recorded.id === one.seatId) as Seat }));
  const cites = [...new Set(seats.flatMap(({ one, seat }) => [seat, ...one.evidence]))];
  const shown = await shownFor(reading, cites, [vocabularies(reading.target.partnership)]);
  return { view: { seats: seats.map(({ one, seat }) => seatHeld(one, seat, shown)) }, cites };
}

const seatHeld = (held: HeldSeat, seat: Seat, shown: Shown) => ({
  holding: held.fact.recorded.id,
  bodyId: held.bodyId,
  seatId: held.seatId,
  described: seat.data.described,
  ...(held.onBehalfOf && { onBehalfOf: held.onBehalfOf }),
  status: statusOf(held.fact),
  ...heldView(held, shown),
});
