import type { Fact } from '../facts.js';
import type { Day } from '../time/index.js';
import { bodyStatusOn, type Ahead, type BodyStatus } from './body-status.js';
import { isSeat, seatOn, seatsHeldBy, type HeldSeat, type SeatStatus } from './seats.js';

/**
 * What who owns an action asks of the structure, where an end that was stated ahead of its date is followed as a plan.
 */
export interface Structure {
  bodyOn(bodyId: string, day: Day): BodyStatus;
  seatOn(seatId: string, day: Day): SeatStatus;
  /** The body that a seat is on; undefined where no such seat is on record. */
  bodyOfSeat(seatId: string): string | undefined;
  /** A seat is not over by a plan: nothing is followed here. */
  seatsOf(personId: string, day: Day): readonly HeldSeat[];
  /** Without the restructures that were stated ahead of their date and confirmed by nothing since. */
  readonly confirmed: Structure;
}

/** Facts of the structure that name a body or a seat, or the holder of one; others among them do no harm. */
export type StructureFacts = (kind: 'body' | 'seat' | 'holder', id: string) => readonly Fact[];

export function structureFrom(facts: StructureFacts): Structure {
  const ofSeats = (seats: readonly string[], bodies: readonly string[]) => [
    ...seats.map((id) => facts('seat', id)),
    ...bodies.map((id) => facts('body', id)),
  ];
  const bodyOfSeat = (seatId: string) => bodyOf(facts('seat', seatId), seatId);
  const structure = (ahead: Ahead): Omit<Structure, 'confirmed'> => ({
    bodyOfSeat,
    bodyOn: (id, day) => bodyStatusOn(facts('body', id), id, day, ahead),
    seatOn(id, day) {
      const body = bodyOfSeat(id);
      return seatOn(merged(ofSeats([id], body === undefined ? [] : [body])), id, day, ahead);
    },
    seatsOf(personId, day) {
      const own = facts('holder', personId);
      const held = seatsHeldBy(own, personId, day);
      if (held.length === 0) return held;
      const around = ofSeats(held.map(({ seatId }) => seatId), held.map(({ bodyId }) => bodyId)); // prettier-ignore
      return seatsHeldBy(merged([own, ...around]), personId, day);
    },
  });
  const confirmed: Structure = {
    ...structure('left-out'),
    get confirmed() {
      return confirmed;
    },
  };
  return { ...structure('followed'), confirmed };
}

const bodyOf = (facts: readonly Fact[], seatId: string): string | undefined =>
  facts.filter(isSeat).find(({ recorded }) => recorded.id === seatId)?.data.bodyId;

/** Each fact once, in the order of the log. */
function merged(lists: readonly (readonly Fact[])[]): readonly Fact[] {
  const byId = new Map(lists.flat().map((fact) => [fact.recorded.id, fact]));
  return [...byId.values()].sort((a, b) => (a.recorded.position < b.recorded.position ? -1 : 1));
}
