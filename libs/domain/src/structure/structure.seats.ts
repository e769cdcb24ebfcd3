import { accept, commandType, record } from '../decider.js';
import {
  HoldingPayload, SeatCreated, SeatFilled, SeatPayload, SeatVacated, VacancyPayload,
} from './seats.events.js'; // prettier-ignore
import type { StructureState } from './structure.state.js';

const createSeat = commandType({
  name: 'CreateSeat',
  records: SeatCreated,
  roles: ['secretary', 'chair'],
  body: SeatPayload,
  decide: (_state: StructureState, command) =>
    accept(record(SeatCreated, command, { bodyId: command.target, ...command.body })),
});

const fillSeat = commandType({
  name: 'FillSeat',
  records: SeatFilled,
  roles: ['secretary', 'chair'],
  body: HoldingPayload,
  decide: (_state: StructureState, command) =>
    accept(record(SeatFilled, command, { bodyId: command.target, seatId: command.member as string, ...command.body })),
});

const vacateSeat = commandType({
  name: 'VacateSeat',
  records: SeatVacated,
  roles: ['secretary', 'chair'],
  body: VacancyPayload,
  decide: (_state: StructureState, command) =>
    accept(
      record(SeatVacated, command, {
        bodyId: command.target,
        seatId: command.member as string,
        holding: command.sub as string,
        ...command.body,
      }),
    ),
});

export const seatCommands = [createSeat, fillSeat, vacateSeat] as const;
