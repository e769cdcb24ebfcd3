import {
  bodyStatusOn, isBefore, isHolding, isPlan, isSeat, isVacancy, not3, or3, partyKey, seatOn, spansMeet, vacanciesOf,
  type Day, type Fact, type Seat, type SeatHolding, type SeatVacancy, type Ternary,
} from '@app/domain'; // prettier-ignore
import type { Match } from '../query/listing.js';
import type { Contradiction } from './contradiction.js';

/**
 * Rules about the seats of a body that hold no longer, or may not, by what a document of the body says of them. Plans
 * break none: nothing has come of them yet.
 */
export function breachesOfSeats(facts: readonly Fact[], bodyId: string): Contradiction[] {
  const firm = facts.filter((fact) => !fact.withdrawn && !isPlan(fact));
  const seats = firm.filter(isSeat).filter(({ data }) => data.bodyId === bodyId);
  const holdings = firm.filter(isHolding).filter(({ data }) => data.bodyId === bodyId);
  const vacancies = firm.filter(isVacancy);
  return [
    ...holdings.flatMap((holding, i) => heldTwice(holding, holdings.slice(i + 1), vacancies)),
    ...holdings.flatMap((holding) => leftWhileNotThere(holding, vacancies)),
    ...holdings.flatMap((holding) => leftTwice(holding, vacancies)),
    ...seats.flatMap((seat) => afterItsBody(seat, facts)),
    ...holdings.flatMap((holding) => afterItsSeat(holding, facts)),
  ];
}

function heldTwice(
  holding: SeatHolding,
  later: readonly SeatHolding[],
  vacancies: readonly SeatVacancy[],
): Contradiction[] {
  const { holder, seatId } = holding.data;
  if (!('id' in holder)) return [];
  const span = (fact: SeatHolding) => ({ ...fact, vacancies: vacanciesOf(vacancies, fact) });
  return later
    .filter(({ data }) => data.seatId === seatId && partyKey(data.holder) === partyKey(holder))
    .flatMap((other) =>
      breach(spansMeet(span(holding), span(other)), {
        rule: 'holds-seat-already',
        facts: [holding, other, ...vacanciesOf(vacancies, holding)],
        words: 'One holder is recorded twice in one seat at a time, or may be.',
        party: holder,
      }),
    );
}

function leftWhileNotThere(holding: SeatHolding, vacancies: readonly SeatVacancy[]): Contradiction[] {
  return vacanciesOf(vacancies, holding).flatMap((vacancy) => {
    const notYet = not3(isBefore(holding.effectiveFrom, vacancy.effectiveFrom));
    const noMore = holding.effectiveTo ? isBefore(holding.effectiveTo, vacancy.effectiveFrom) : false;
    return breach(or3(notYet, noMore), {
      rule: 'does-not-hold-seat',
      facts: [holding, vacancy],
      words: 'Somebody left a seat that they did not hold then, or may not have.',
    });
  });
}

function leftTwice(holding: SeatHolding, vacancies: readonly SeatVacancy[]): Contradiction[] {
  const left = vacanciesOf(vacancies, holding);
  const words = 'One holder is recorded as having left twice.';
  return left.length > 1 ? breach(true, { rule: 'left-seat-already', facts: [holding, ...left], words }) : [];
}

const afterItsBody = (seat: Seat, facts: readonly Fact[]): Contradiction[] =>
  byDays(seat, (day) => {
    const body = bodyStatusOn(facts, seat.data.bodyId, day, 'followed');
    return body.status === 'ended' ? body.evidence : undefined;
  }).flatMap(({ is, because }) =>
    breach(is, {
      rule: 'body-ended',
      facts: [seat, ...because],
      words: 'The seat is recorded for a time at which its body had ended, or may have.',
    }),
  );

const afterItsSeat = (holding: SeatHolding, facts: readonly Fact[]): Contradiction[] =>
  byDays(holding, (day) => {
    const seat = seatOn(facts, holding.data.seatId, day, 'followed');
    return seat.status === 'not-there' && seat.reason === 'ended' ? seat.evidence : undefined;
  }).flatMap(({ is, because }) =>
    breach(is, {
      rule: 'seat-ended',
      facts: [holding, ...because],
      words: 'Somebody is recorded as holding the seat from a time at which there was none any more, or may have been.',
    }),
  );

/**
 * What had ended by the first day that the fact may begin on had for certain; by the last one only, perhaps, and so had
 * what was to end by then and is not confirmed.
 */
function byDays({ effectiveFrom: { earliest, latest } }: Fact, ended: (day: Day) => readonly Fact[] | undefined) {
  if (earliest === null) return [];
  const certain = ended(earliest);
  const because = certain ?? (latest === null ? undefined : ended(latest));
  return because ? [{ is: certain?.every((fact) => !isPlan(fact)) === true || ('unknown' as const), because }] : [];
}

type Broken = Omit<Contradiction, 'kind' | 'match'>;

function breach(is: Ternary, broken: Broken): Contradiction[] {
  if (is === false) return [];
  const match: Match = is === true ? 'definite' : 'possible';
  return [{ kind: 'breach', match, ...broken }];
}
