import type { EventOf } from '../event.js';
import type { Fact } from '../facts.js';
import { isFirm, isPlan } from '../in-force.js';
import type { Party } from '../party.js';
import {
  and3,
  isOnOrBefore,
  not3,
  or3,
  overlaps,
  type Day,
  type EventDate,
  type Period,
  type Ternary,
} from '../time/index.js';
import { bodyEndedOn, type Ended } from './body-ended.js';
import type { Ahead } from './body-status.js';
import type { SeatCreated, SeatFilled, SeatVacated } from './seats.events.js';

export type Seat = Fact<EventOf<typeof SeatCreated>>;
export type SeatHolding = Fact<EventOf<typeof SeatFilled>>;
export type SeatVacancy = Fact<EventOf<typeof SeatVacated>>;

/** Somebody in a seat on a day, by one fact; several may hold one seat together. */
export interface SeatHolder {
  readonly party: Party;
  /** A term of the partnership's vocabulary `roles`. */
  readonly role?: string;
  readonly onBehalfOf?: Party;
  readonly fact: SeatHolding;
  /** Those that say that they left, planned ones too: a plan ends nothing until it is confirmed. */
  readonly vacancies: readonly SeatVacancy[];
  readonly holds: true | 'unknown';
}

/** Who takes the seat in the words of the record, whether anybody holds it or not. */
interface Meant {
  /** Whoever holds the post sits there. */
  readonly exOfficio?: true;
  readonly posts?: NonNullable<Seat['data']['posts']>;
  readonly candidates: NonNullable<Seat['data']['candidates']>;
  /** Who is to hold it by a plan whose day has come, and that nothing has confirmed. */
  readonly expected: readonly SeatHolder[];
  readonly evidence: readonly Fact[];
}

/** Who holds a seat on a day, with the facts that say so. */
export type SeatStatus =
  | ({ readonly status: 'held'; readonly holders: readonly SeatHolder[] } & Meant)
  /** Nobody holds it that day: its holders left, or the record says that it is empty. */
  | ({ readonly status: 'vacant' } & Meant)
  /** The record names nobody who holds it or held it before. */
  | ({ readonly status: 'not-recorded' } & Meant)
  | ({
      readonly status: 'unknown';
      readonly reason: 'not on record' | 'start not recorded' | 'dates not known exactly';
      /** Those who may hold it. */
      readonly holders: readonly SeatHolder[];
    } & Meant)
  /** There certainly is no such seat on that day. */
  | {
      readonly status: 'not-there';
      readonly reason: 'not yet' | 'ended';
      /** By what was stated ahead of its date, which nothing has confirmed since. */
      readonly planned: boolean;
      readonly evidence: readonly Fact[];
    };

/**
 * Who holds the seat on a day: every holding is judged by itself, by its own dates and by who left. `ahead`: how the
 * end of its body counts.
 */
export function seatOn(structureFacts: readonly Fact[], seatId: string, day: Day, ahead?: Ahead): SeatStatus {
  const seat = structureFacts.filter(isSeat).find(({ recorded }) => recorded.id === seatId);
  if (!seat) {
    return { status: 'unknown', reason: 'not on record', holders: [], candidates: [], expected: [], evidence: [] };
  }
  const begun = isOnOrBefore(seat.effectiveFrom, day);
  const over = seatEnded(structureFacts, seat, day, ahead);
  if (begun === false) return { status: 'not-there', reason: 'not yet', planned: isPlan(seat), evidence: [seat] };
  if (over.ended === true) {
    return { status: 'not-there', reason: 'ended', planned: over.planned, evidence: [seat, ...over.evidence] };
  }

  const there = and3(begun, not3(over.ended));
  const held = holdingsOf(structureFacts, ({ data }) => data.seatId === seatId).flatMap((fact) =>
    holderOn(structureFacts, fact, there, day),
  );
  const [expected, holders] = [held.filter(({ fact }) => isPlan(fact)), held.filter(({ fact }) => !isPlan(fact))];
  const { exOfficio, posts, candidates = [] } = seat.data;
  const meant = { ...(exOfficio && { exOfficio }), ...(posts && { posts }), candidates, expected };
  const evidence = [seat, ...held.flatMap(({ fact, vacancies }) => [fact, ...vacancies])];
  if (holders.some(({ holds }) => holds === true)) return { status: 'held', holders, ...meant, evidence };
  if (holders.length === 0 && there === true) {
    const leavings = leavingsFrom(structureFacts, seatId, day);
    const status = seat.data.empty || leavings.length > 0 ? 'vacant' : 'not-recorded';
    return { status, ...meant, evidence: [...evidence, ...leavings] };
  }
  const undated = [seat, ...holders.map(({ fact }) => fact)].some(
    ({ effectiveFrom }) => effectiveFrom.earliest === null && isOnOrBefore(effectiveFrom, day) === 'unknown',
  );
  const reason = undated ? 'start not recorded' : 'dates not known exactly';
  return { status: 'unknown', reason, holders, ...meant, evidence: [...evidence, ...over.evidence] };
}

/** A seat that somebody holds, is to hold or has held, by one fact. */
export interface HeldSeat {
  readonly bodyId: string;
  readonly seatId: string;
  readonly role?: string;
  readonly onBehalfOf?: Party;
  readonly fact: SeatHolding;
  readonly vacancies: readonly SeatVacancy[];
  readonly holds: Ternary;
  /** Whether it is over: left, run out, or gone with the seat or its body. */
  readonly ended: Ternary;
  /** Intended, likely or stated ahead of its date, and confirmed by nothing. */
  readonly planned: boolean;
  readonly evidence: readonly Fact[];
}

/** Every holding of a person, in the order of the log, and how it stands on the day. */
export function seatsHeldBy(structureFacts: readonly Fact[], personId: string, day: Day): readonly HeldSeat[] {
  const isTheirs = ({ data: { holder } }: SeatHolding) => holder.kind === 'person' && holder.id === personId;
  return holdingsOf(structureFacts, isTheirs).map((fact) => heldOn(structureFacts, fact, day));
}

/** How one holding stands on the day. */
export function heldOn(structureFacts: readonly Fact[], fact: SeatHolding, day: Day): HeldSeat {
  const { bodyId, seatId, role, onBehalfOf } = fact.data;
  const seat = structureFacts.filter(isSeat).find(({ recorded }) => recorded.id === seatId);
  const vacancies = vacanciesOf(structureFacts, fact);
  const over = seat ? seatEnded(structureFacts, seat, day) : { ended: false as const, evidence: [] };
  const ended = or3(hasLeft(fact, vacancies, day), over.ended);
  return {
    bodyId,
    seatId,
    ...(role !== undefined && { role }),
    ...(onBehalfOf && { onBehalfOf }),
    fact,
    vacancies,
    holds: and3(isOnOrBefore(fact.effectiveFrom, day), not3(ended)),
    ended,
    planned: isPlan(fact),
    evidence: [fact, ...vacancies, ...over.evidence],
  };
}

/** The facts that say that the holder of this holding left, in the order of the log. */
export const vacanciesOf = (structureFacts: readonly Fact[], holding: SeatHolding): readonly SeatVacancy[] =>
  structureFacts.filter(isVacancy).filter(({ data }) => data.holding === holding.recorded.id);

/** A holding as far as it says for how long: that of a fact, or of a command. */
export interface HoldingSpan {
  readonly effectiveFrom: EventDate;
  readonly effectiveTo?: EventDate | undefined;
  readonly vacancies: readonly SeatVacancy[];
}

/** Whether some day sees both; a vacancy that is a plan, or in dispute, leaves the days behind it open. */
export function spansMeet(one: HoldingSpan, other: HoldingSpan): Ternary {
  const by = (counts: (vacancy: SeatVacancy) => boolean): Ternary =>
    and3(...periodsOf(one, counts).flatMap((a) => periodsOf(other, counts).map((b) => overlaps(a, b))));
  const firmly = by(isFirm);
  return firmly === true && by(() => true) !== true ? 'unknown' : firmly;
}

/** By itself, and until each of its vacancies: it holds on the days that all of them share. */
const periodsOf = (
  { effectiveFrom: from, effectiveTo: to, vacancies }: HoldingSpan,
  counts: (vacancy: SeatVacancy) => boolean,
): readonly Period[] => [
  { from, to },
  ...vacancies.filter(counts).map(({ effectiveFrom }) => ({ from, to: effectiveFrom })),
];

function holderOn(structureFacts: readonly Fact[], fact: SeatHolding, there: Ternary, day: Day): readonly SeatHolder[] {
  const vacancies = vacanciesOf(structureFacts, fact);
  const holds = and3(there, isOnOrBefore(fact.effectiveFrom, day), not3(hasLeft(fact, vacancies, day)));
  const { holder: party, role, onBehalfOf } = fact.data;
  const said = { ...(role !== undefined && { role }), ...(onBehalfOf && { onBehalfOf }) };
  return holds === false ? [] : [{ party, ...said, fact, vacancies, holds }];
}

/** By its own end, or by a vacancy that is no mere plan. */
const hasLeft = ({ effectiveTo }: SeatHolding, vacancies: readonly SeatVacancy[], day: Day): Ternary =>
  or3(
    effectiveTo ? isOnOrBefore(effectiveTo, day) : false,
    ...vacancies.filter((vacancy) => !isPlan(vacancy)).map(({ effectiveFrom }) => isOnOrBefore(effectiveFrom, day)),
  );

/** Where nobody holds it: who did, and by what they do no longer. */
const leavingsFrom = (structureFacts: readonly Fact[], seatId: string, day: Day): readonly Fact[] =>
  holdingsOf(structureFacts, ({ data }) => data.seatId === seatId)
    .map((fact) => ({ fact, vacancies: vacanciesOf(structureFacts, fact) }))
    .filter(({ fact, vacancies }) => hasLeft(fact, vacancies, day) === true)
    .flatMap(({ fact, vacancies }) => [fact, ...vacancies]);

/** A seat is gone by its own end, or with its body. */
function seatEnded(structureFacts: readonly Fact[], { effectiveTo, data }: Seat, day: Day, ahead?: Ahead): Ended {
  const ranOut = effectiveTo ? isOnOrBefore(effectiveTo, day) : false;
  const body = bodyEndedOn(structureFacts, data.bodyId, day, ahead);
  return { ...body, ended: or3(ranOut, body.ended), planned: ranOut !== true && body.planned };
}

const holdingsOf = (structureFacts: readonly Fact[], isOne: (fact: SeatHolding) => boolean): readonly SeatHolding[] =>
  structureFacts.filter(isHolding).filter(isOne);

export const isSeat = (fact: Fact): fact is Seat => fact.type === 'SeatCreated' && !fact.withdrawn;
export const isHolding = (fact: Fact): fact is SeatHolding => fact.type === 'SeatFilled' && !fact.withdrawn;
export const isVacancy = (fact: Fact): fact is SeatVacancy => fact.type === 'SeatVacated' && !fact.withdrawn;
