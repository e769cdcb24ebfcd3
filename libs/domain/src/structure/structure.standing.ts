import { accept, commandType, record, refuse, type Command, type Decision } from '../decider.js';
import { isStatedFlatly } from '../in-force.js';
import { refuseEndedBody } from './body-ended.js';
import { phasesCollide } from './phases.js';
import {
  BodyMandated, BodyPhaseSet, FrequencyPayload, MandatePayload, MeetingFrequencySet, PhasePayload,
} from './standing.events.js'; // prettier-ignore
import { refuseNoBody, type PhaseFact, type StructureState } from './structure.state.js';

type Refused = Extract<Decision, { ok: false }>;

const mandateBody = commandType({
  name: 'MandateBody',
  records: BodyMandated,
  roles: ['secretary', 'chair'],
  body: MandatePayload,
  decide: (state: StructureState, command, refs) =>
    refuseNoBody(state, command.target) ??
    refuseEndedBody(refs.own(), command.target, command) ??
    accept(record(BodyMandated, command, { bodyId: command.target, ...command.body })),
});

const setMeetingFrequency = commandType({
  name: 'SetMeetingFrequency',
  records: MeetingFrequencySet,
  roles: ['secretary', 'chair'],
  body: FrequencyPayload,
  decide: (state: StructureState, command, refs) =>
    refuseNoBody(state, command.target) ??
    refuseEndedBody(refs.own(), command.target, command) ??
    accept(record(MeetingFrequencySet, command, { bodyId: command.target, ...command.body })),
});

const setBodyPhase = commandType({
  name: 'SetBodyPhase',
  records: BodyPhaseSet,
  roles: ['secretary', 'chair'],
  body: PhasePayload,
  decide: (state: StructureState, command, refs) =>
    refuseNoBody(state, command.target) ??
    refuseEndedBody(refs.own(), command.target, command) ??
    refuseOverlap(state, command, command.body.axis) ??
    accept(record(BodyPhaseSet, command, { bodyId: command.target, ...command.body })),
});

/** A body is in one phase of an axis at a time. What is likely, possible or disputed stands beside the others. */
function refuseOverlap({ phases }: StructureState, command: Command, axis: string): Refused | undefined {
  if (!isStatedFlatly({ certainty: command.certainty, disputes: [] })) return undefined;
  const colliding = phases.filter(
    (fact) =>
      fact.data.bodyId === command.target &&
      fact.data.axis === axis &&
      isStatedFlatly(fact) &&
      phasesCollide(fact, command) === true,
  );
  return colliding.length === 0
    ? undefined
    : overlap(colliding, axis, [command.effectiveTo ? '/effectiveTo' : '/effectiveFrom']);
}

/** The same of every state: an amendment that is withdrawn brings back what it had put right. */
export function refuseOverlapping({ phases }: StructureState): Refused | undefined {
  const flat = phases.filter(isStatedFlatly);
  for (const [i, one] of flat.entries()) {
    const { bodyId, axis } = one.data;
    const isOfIt = ({ data }: PhaseFact) => data.bodyId === bodyId && data.axis === axis;
    const other = flat.slice(i + 1).find((next) => isOfIt(next) && phasesCollide(one, next) === true);
    if (other) return overlap([one, other], axis);
  }
  return undefined;
}

const overlap = (evidence: readonly PhaseFact[], axis: string, pointers: readonly string[] = []): Refused =>
  refuse('phases-overlap', `The body is in another phase of the ${axis} axis on some of these days.`, {
    pointers,
    details: { axis },
    evidence,
  });

export const standingCommands = [mandateBody, setMeetingFrequency, setBodyPhase] as const;
