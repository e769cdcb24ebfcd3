import { accept, commandType, record } from '../decider.js';
import {
  BodyMandated, BodyPhaseSet, FrequencyPayload, MandatePayload, MeetingFrequencySet, PhasePayload,
} from './standing.events.js'; // prettier-ignore
import type { StructureState } from './structure.state.js';

const mandateBody = commandType({
  name: 'MandateBody',
  records: BodyMandated,
  roles: ['secretary', 'chair'],
  body: MandatePayload,
  decide: (_state: StructureState, command) =>
    accept(record(BodyMandated, command, { bodyId: command.target, ...command.body })),
});

const setMeetingFrequency = commandType({
  name: 'SetMeetingFrequency',
  records: MeetingFrequencySet,
  roles: ['secretary', 'chair'],
  body: FrequencyPayload,
  decide: (_state: StructureState, command) =>
    accept(record(MeetingFrequencySet, command, { bodyId: command.target, ...command.body })),
});

const setBodyPhase = commandType({
  name: 'SetBodyPhase',
  records: BodyPhaseSet,
  roles: ['secretary', 'chair'],
  body: PhasePayload,
  decide: (_state: StructureState, command) =>
    accept(record(BodyPhaseSet, command, { bodyId: command.target, ...command.body })),
});

export const standingCommands = [mandateBody, setMeetingFrequency, setBodyPhase] as const;
