import { amending, accept, commandType, record, refuse, type Command, type Decision } from '../decider.js';
import type { Fact } from '../facts.js';
import { isFirm } from '../in-force.js';
import { partyKey } from '../party.js';
import { isPlanned } from '../source.js';
import { isBefore, isOnOrBefore } from '../time/index.js';
import { certainEnd, refuseEndedBody } from './body-ended.js';
import {
  HoldingPayload, SeatCreated, SeatFilled, SeatPayload, SeatVacated, VacancyPayload,
} from './seats.events.js'; // prettier-ignore
import { spansMeet, vacanciesOf, type Seat, type SeatHolding } from './seats.js';
import { refuseNoBody, type StructureState } from './structure.state.js';

type Refused = Extract<Decision, { ok: false }>;

const createSeat = commandType({
  name: 'CreateSeat',
  records: SeatCreated,
  roles: ['secretary', 'chair'],
  body: SeatPayload,
  decide: (state: StructureState, command, refs) =>
    refuseNoBody(state, command.target) ??
    refuseEndedBody(refs.own(), command.target, command) ??
    accept(record(SeatCreated, command, { bodyId: command.target, ...command.body })),
});

const fillSeat = commandType({
  name: 'FillSeat',
  records: SeatFilled,
  roles: ['secretary', 'chair'],
  body: HoldingPayload,
  decide: (state: StructureState, command, refs) => {
    const seat = seatIn(state, command);
    if (!isFact(seat)) return seat;
    const seatId = seat.recorded.id;
    return (
      refuseEndedSeat(refs.own(), seat, command) ??
      refuseHoldingTwice(state, seatId, command) ??
      accept(record(SeatFilled, command, { bodyId: command.target, seatId, ...command.body }))
    );
  },
});

const vacateSeat = commandType({
  name: 'VacateSeat',
  records: SeatVacated,
  roles: ['secretary', 'chair'],
  body: VacancyPayload,
  decide: (state: StructureState, command) => {
    const seat = seatIn(state, command);
    if (!isFact(seat)) return seat;
    const holding = holdingIn(state, seat, command);
    if (!isFact(holding)) return holding;
    const { holder } = holding.data;
    return (
      refuseLeavingTwice(state, holding, command) ??
      refuseNotHolding(holding, command) ??
      accept(
        record(SeatVacated, command, {
          bodyId: command.target,
          seatId: seat.recorded.id,
          holding: holding.recorded.id,
          ...(holder.kind === 'person' && { personId: holder.id }),
          ...command.body,
        }),
      )
    );
  },
});

const isFact = <F extends Fact>(found: F | Refused): found is F => !('ok' in found);

/** The seat in the path, of the body in the path. */
function seatIn(state: StructureState, { target, member }: Command): Seat | Refused {
  const noBody = refuseNoBody(state, target);
  if (noBody) return noBody;
  const seat = state.seats.get(member ?? '');
  return seat?.data.bodyId === target ? seat : refuse('not-found', `The body has no seat ${member}.`);
}

/** The holding in the path, of the seat in the path. */
function holdingIn({ holdings }: StructureState, { recorded }: Seat, { sub }: Command): SeatHolding | Refused {
  const holding = holdings.find((one) => one.recorded.id === sub && one.data.seatId === recorded.id);
  return holding ?? refuse('not-found', `Nobody holds the seat by ${sub}.`);
}

function refuseEndedSeat(facts: readonly Fact[], seat: Seat, { effectiveFrom }: Command): Refused | undefined {
  const { effectiveTo } = seat;
  const ranOut = effectiveTo !== undefined && isFirm(seat) && isOnOrBefore(effectiveTo, effectiveFrom) === true;
  const gone = ranOut ? [] : certainEnd(facts, seat.data.bodyId, effectiveFrom);
  return (
    gone &&
    refuse('seat-ended', `There is no such seat any more on ${effectiveFrom.edtf}.`, { evidence: [seat, ...gone] })
  );
}

/** Words are nobody known, and the same words may mean somebody else; what is only planned or disputed is not certain. */
function refuseHoldingTwice(
  { holdings, vacancies }: StructureState,
  seatId: string,
  command: Command<SeatHolding['data'] | Pick<SeatHolding['data'], 'holder'>>,
): Refused | undefined {
  const { holder } = command.body;
  if (!('id' in holder) || isPlanned(command.certainty) || command.certainty === 'disputed') return undefined;
  const span = { ...command, vacancies: vacancies.filter(({ data }) => data.holding === command.eventId) };
  const held = holdings
    .filter((fact) => fact.data.seatId === seatId && partyKey(fact.data.holder) === partyKey(holder) && isFirm(fact))
    .find((fact) => spansMeet({ ...fact, vacancies: vacanciesOf(vacancies, fact) }, span) === true);
  if (!held) return undefined;
  return refuse('holds-seat-already', 'This holder holds the seat already in that time.', {
    pointers: ['/holder'],
    evidence: [held],
    remedies: [
      {
        command: 'VacateSeat',
        target: command.target,
        member: seatId,
        sub: held.recorded.id,
        why: 'Say first when that holding ended.',
      },
      amending(command, held, 'It was recorded wrongly.'),
    ],
  });
}

function refuseLeavingTwice(
  { vacancies }: StructureState,
  holding: SeatHolding,
  command: Command,
): Refused | undefined {
  const left = vacanciesOf(vacancies, holding).find(isFirm);
  if (!left) return undefined;
  return refuse('left-seat-already', `It is on record that this holder left on ${left.effectiveFrom.edtf}.`, {
    evidence: [left],
    remedies: [amending(command, left, 'The date or the reason was recorded wrongly.')],
  });
}

/** Leaving on the very day on which the holding ends by itself says the same again. */
function refuseNotHolding(holding: SeatHolding, command: Command): Refused | undefined {
  const { effectiveFrom, effectiveTo } = holding;
  const notYet = isOnOrBefore(command.effectiveFrom, effectiveFrom) === true;
  const noMore = effectiveTo !== undefined && isBefore(effectiveTo, command.effectiveFrom) === true;
  if (!isFirm(holding) || !(notYet || noMore)) return undefined;
  return refuse('does-not-hold-seat', `This holder does not hold the seat on ${command.effectiveFrom.edtf}.`, {
    evidence: [holding],
    remedies: [amending(command, holding, 'Its dates were recorded wrongly.')],
  });
}

export const seatCommands = [createSeat, fillSeat, vacateSeat] as const;
