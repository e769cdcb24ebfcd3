import { accept, commandType, record, refuse, type Command, type Decision } from '../decider.js';
import { isPlanned } from '../source.js';
import { phasesCollide } from './phases.js';
import {
  BodyMandated, BodyPhaseSet, FrequencyPayload, MandatePayload, MeetingFrequencySet, PhasePayload,
} from './standing.events.js'; // prettier-ignore
import { isStatedFlatly, refuseNoBody, type PhaseFact, type StructureState } from './structure.state.js';

const mandateBody = commandType({
  name: 'MandateBody',
  records: BodyMandated,
  roles: ['secretary', 'chair'],
  body: MandatePayload,
  decide: (state: StructureState, command) =>
    refuseNoBody(state, command.target) ??
    accept(record(BodyMandated, command, { bodyId: command.target, ...command.body })),
});

const setMeetingFrequency = commandType({
  name: 'SetMeetingFrequency',
  records: MeetingFrequencySet,
  roles: ['secretary', 'chair'],
  body: FrequencyPayload,
  decide: (state: StructureState, command) =>
    refuseNoBody(state, command.target) ??
    accept(record(MeetingFrequencySet, command, { bodyId: command.target, ...command.body })),
});

const setBodyPhase = commandType({
  name: 'SetBodyPhase',
  records: BodyPhaseSet,
  roles: ['secretary', 'chair'],
  body: PhasePayload,
  decide: (state: StructureState, command) =>
    refuseNoBody(state, command.target) ??
    refuseOverlap(state, command, command.body.axis) ??
    accept(record(BodyPhaseSet, command, { bodyId: command.target, ...command.body })),
});

/** A body is in one phase of an axis at a time. What is likely, possible or disputed stands beside the others. */
function refuseOverlap(state: StructureState, command: Command, axis: string): Decision | undefined {
  if (isPlanned(command.certainty)) return undefined;
  const collides = (fact: PhaseFact) =>
    fact.data.bodyId === command.target &&
    fact.data.axis === axis &&
    isStatedFlatly(fact) &&
    phasesCollide(fact, command) === true;
  const colliding = state.phases.filter(collides);
  if (colliding.length === 0) return undefined;
  return refuse('phases-overlap', `The body is in another phase of the ${axis} axis on some of these days.`, {
    pointers: [command.effectiveTo ? '/effectiveTo' : '/effectiveFrom'],
    details: { axis },
    evidence: colliding,
  });
}

export const standingCommands = [mandateBody, setMeetingFrequency, setBodyPhase] as const;
