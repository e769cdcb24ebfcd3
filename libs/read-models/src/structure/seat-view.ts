import { z } from 'zod';
import {
  heldOn, Party, seatOn, SeatVacated,
  type Fact, type HeldSeat, type Seat, type SeatHolder, type SeatHolding, type SeatStatus,
} from '@app/domain'; // prettier-ignore
import { meaningOf, vocabularies } from '../partnerships/vocabulary.js';
import { Evidence } from '../query/evidence.js';
import { factSchema, factView, Status, statusOf } from '../query/fact-view.js';
import { gapsOf, missing, MissingFields, type Missing } from '../query/missing.js';
import type { Need } from '../query/reading.js';
import type { Shown } from '../query/shown.js';

export const Occupancy = z
  .enum(['held', 'vacant', 'not-recorded', 'unknown', 'not-there'])
  .describe(
    'vacant: its holders left, or the record says that it is empty; not-recorded: it does not say who holds it; not-there: there is no such seat then.',
  );

const Certain = z.union([z.literal(true), z.literal('unknown')]);
const Vacancies = z
  .array(factSchema(SeatVacated, 'SeatVacancyView'))
  .describe('What says that the holder left; one that is planned ends nothing until it is confirmed.');

const roleShape = {
  role: z.string().optional(),
  meaning: z
    .string()
    .optional()
    .describe('What the role means by the partnership’s own vocabulary `roles` on that day; none is built in.'),
};

const SeatHolderView = z
  .strictObject({
    holding: z.uuid().describe('The member of `holders` that says so.'),
    party: Party,
    ...roleShape,
    onBehalfOf: Party.optional(),
    holds: Certain,
    status: Status,
    vacancies: Vacancies,
    missing: MissingFields,
    evidence: z.array(Evidence),
  })
  .meta({ id: 'SeatHolderView' });

/** What the view of a seat shows beside its payload. */
export const seatShape = {
  occupancy: Occupancy,
  holders: z.array(SeatHolderView).describe('Who holds it on that day, or may; several may hold it together.'),
  expected: z.array(SeatHolderView).describe('Who is to hold it by a plan whose day has come, confirmed by nothing.'),
  missing: MissingFields,
};

/** Other things that the view of a seat looks at: the gaps noted in it stand with it alone. */
export const seatNeeds = (partnership: string, seatId: string): readonly Need[] => [
  vocabularies(partnership),
  { kind: 'seat', id: seatId },
];

/** A seat on the day: who holds it, and why nobody is known to where that is so. */
export function seatView(seat: Fact, facts: readonly Fact[], shown: Shown) {
  const { reading, witness } = shown;
  const on = seatOn(facts, seat.recorded.id, reading.ask.effectiveAt);
  const [holders, expected] = ['holders' in on ? on.holders : [], 'expected' in on ? on.expected : []];
  const why = whyNobody(on, seat as Seat);
  const gaps = gapsOf(shown.facts('seat', seat.recorded.id), reading.ask);
  const noted = why && missing(gaps, 'holders', why, seat.recorded.id);
  const view = {
    occupancy: on.status,
    holders: holders.map((holder) => holderView(holder, shown)),
    expected: expected.map((holder) => holderView(holder, shown)),
    missing: noted ? { holders: noted } : {},
    evidence: on.evidence.map((fact) => witness.evidence(fact)),
  };
  return { view, cites: on.evidence };
}

function holderView({ party, onBehalfOf, holds, fact, vacancies }: SeatHolder, shown: Shown) {
  const { witness, reading } = shown;
  const { role, missing: unknown } = roleOf(fact, shown);
  return {
    holding: fact.recorded.id,
    party,
    ...role,
    ...(onBehalfOf && { onBehalfOf }),
    holds,
    status: statusOf(fact),
    vacancies: vacancies.map((vacancy) => factView(vacancy, reading.ask, witness)),
    missing: unknown,
    evidence: [fact, ...vacancies].map((one) => witness.evidence(one)),
  };
}

/** The term as recorded, with its meaning in the partnership's vocabulary, or why that has none. */
export function roleOf({ data: { role } }: SeatHolding, shown: Shown) {
  if (role === undefined) {
    const reason = 'The record does not say in which role.';
    return { role: {}, missing: { role: missing([], 'role', reason) } };
  }
  const found = meaningOf('roles', role, shown);
  return 'meaning' in found
    ? { role: { role, meaning: found.meaning }, missing: {} }
    : { role: { role }, missing: { meaning: found.missing } };
}

/** Why nobody is known to hold it; undefined where somebody is. */
function whyNobody(on: SeatStatus, { data: { posts, exOfficio, candidates = [] } }: Seat): Missing | undefined {
  switch (on.status) {
    case 'held':
      return undefined;
    case 'unknown':
      return { status: 'unknown', reason: `Of its holders on that day: ${on.reason}.` };
    case 'not-there':
      return on.reason === 'not yet' ? known('There is no such seat yet.') : known('There is no such seat any more.');
    case 'vacant':
      if (on.expected.length > 0) return known(PLANNED_HOLDER);
      return on.evidence.some(({ type }) => type === 'SeatFilled')
        ? known('Its last holder left, and nobody is recorded as having followed.')
        : known('The record says that nobody holds it.');
    case 'not-recorded':
      if (on.expected.length > 0) return known(PLANNED_HOLDER);
      if (candidates.length > 0) {
        return { status: 'cannot-be-told', reason: 'It is undecided: the record names only who may take it.' };
      }
      if (exOfficio) return known('Whoever holds the post sits there; the record does not say who that is.');
      return posts
        ? known('The record names the posts that fill it, and not who holds them.')
        : known('The record does not say who holds it.');
  }
}

const PLANNED_HOLDER = 'Somebody is to hold it, and nothing on record confirms that they do.';
const known = (reason: string): Missing => ({ status: 'not-recorded', reason });

/** What the view of a holding shows beside its payload. */
export const holdingShape = {
  meaning: roleShape.meaning,
  holds: z.union([z.boolean(), z.literal('unknown')]),
  ended: z
    .union([z.boolean(), z.literal('unknown')])
    .describe('Whether it is over: left, run out, or gone with the seat or its body.'),
  vacancies: Vacancies,
  missing: MissingFields,
};

export function holdingView(fact: Fact, facts: readonly Fact[], shown: Shown) {
  const held = heldOn(facts, fact as SeatHolding, shown.reading.ask.effectiveAt);
  return { view: heldView(held, shown), cites: held.evidence };
}

export function heldView({ fact, vacancies, holds, ended, evidence }: HeldSeat, shown: Shown) {
  const { reading, witness } = shown;
  const { role, missing: unknown } = roleOf(fact, shown);
  return {
    ...role,
    holds,
    ended,
    vacancies: vacancies.map((vacancy) => factView(vacancy, reading.ask, witness)),
    missing: unknown,
    evidence: evidence.map((one) => witness.evidence(one)),
  };
}
