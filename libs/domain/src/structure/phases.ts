import type { Fact } from '../facts.js';
import { isPlan, periodOf, tell, type Told } from '../in-force.js';
import {
  isAfter, isBefore, isOnOrBefore, overlaps,
  type Day, type EventDate, type Period, type Ternary,
} from '../time/index.js'; // prettier-ignore
import type { LEGAL_PHASES, OPERATING_PHASES } from './standing.events.js';
import { statesOn } from './states.js';
import type { PhaseFact } from './structure.state.js';

export type OperatingPhase = (typeof OPERATING_PHASES)[number];
export type LegalPhase = (typeof LEGAL_PHASES)[number];
export const PHASE_AXES = ['operating', 'legal'] as const;
export type PhaseAxis = (typeof PHASE_AXES)[number];

/** In which phase of one axis a body is. */
export interface PhaseOn<P> extends Told<P> {
  /** In which it certainly is not that day, by what the record says of them: not any more, or not yet. */
  readonly excluded: readonly P[];
}

export interface PhasesOn {
  /** How it operates. */
  readonly operating: PhaseOn<OperatingPhase>;
  /** What it is in law. */
  readonly legal: PhaseOn<LegalPhase>;
}

/**
 * The phases of a body on a day, on two timelines that know nothing of each other; `unknown` with none possible where
 * nothing on record says anything, as in a gap between two phases. A phase whose end is not on record lasts until the
 * next one of its axis begins; one with an end does not last longer, and leaves a gap. `planned` where the answer rests
 * on a plan, or on an end that was stated ahead of its day: a day that passes confirms neither.
 */
export function phasesOn(facts: readonly Fact[], bodyId: string, day: Day): PhasesOn {
  const own = phasesOf(facts, bodyId);
  return {
    operating: onAxis<OperatingPhase>(own, 'operating', day),
    legal: onAxis<LegalPhase>(own, 'legal', day),
  };
}

/** The phases of a body on both axes, in the order of the log. */
export const phasesOf = (facts: readonly Fact[], bodyId: string): readonly PhaseFact[] =>
  facts.filter((fact): fact is PhaseFact => {
    const { type, data, withdrawn } = fact as PhaseFact;
    return type === 'BodyPhaseSet' && !withdrawn && data.bodyId === bodyId;
  });

function onAxis<P extends string>(phases: readonly PhaseFact[], axis: PhaseAxis, day: Day): PhaseOn<P> {
  const own = phases.filter(({ data }) => data.axis === axis);
  const say = ({ data }: PhaseFact) => data.phase as P;
  const on = statesOn(own, day);
  const told = tell(on, say);
  const others = own.filter((fact) => !told.possible.includes(say(fact)));
  const excluded = [...new Set(others.map(say))];
  if (told.value !== 'unknown') return { ...told, excluded };
  const rests = [...on.possible, ...others];
  const status = rests.some((fact) => isPlannedBy(fact, day)) ? 'planned' : told.status;
  return { ...told, excluded, rests, status };
}

/** By that day it would have come or gone as planned. */
const isPlannedBy = (fact: PhaseFact, day: Day): boolean =>
  isPlan(fact) || (endIsAhead(fact) && isOnOrBefore(fact.effectiveTo as EventDate, day) !== false);

/** Its end was stated before it came. */
const endIsAhead = (fact: PhaseFact): boolean =>
  fact.effectiveTo !== undefined && isBefore(lastStated(fact), fact.effectiveTo) === true;

/** A phase, as far as it says for how long and since when that is known: of a fact, or of a command. */
export interface PhasePeriod {
  readonly effectiveFrom: EventDate;
  readonly effectiveTo?: EventDate | undefined;
  readonly statedOn: EventDate;
  readonly revisions?: PhaseFact['revisions'];
}

/**
 * Whether two phases of one axis hold on one day. One without an end on record gives way to the one that begins after
 * it, and what a paper says of days to come gives way to a later paper, since it was a plan: both leave at most a doubt.
 */
export function phasesCollide(a: PhasePeriod, b: PhasePeriod): Ternary {
  const givesWay = (one: PhasePeriod, other: PhasePeriod) =>
    one.effectiveTo === undefined && isBefore(one.effectiveFrom, other.effectiveFrom) !== false;
  const meets = ({ effectiveTo: to }: PhasePeriod, { effectiveFrom: from }: PhasePeriod) =>
    to !== undefined && to.earliest === from.earliest && to.latest === from.latest;
  if (givesWay(a, b) || givesWay(b, a) || meets(a, b) || meets(b, a)) return false;
  if (overlaps(knownBy(a, b), knownBy(b, a)) === true) return true;
  return overlaps(periodOf(a), periodOf(b)) === false ? false : 'unknown';
}

/** For how long it holds by what was known before the other one was stated. */
function knownBy(phase: PhasePeriod, other: PhasePeriod): Period {
  const { effectiveFrom: from, effectiveTo: to } = phase;
  const stated = lastStated(phase);
  const isOvertaken = isBefore(stated, lastStated(other)) === true && (!to || isAfter(to, stated) !== false);
  return { from, to: isOvertaken ? stated : to };
}

const lastStated = ({ revisions, statedOn }: PhasePeriod): EventDate => revisions?.at(-1)?.statedOn ?? statedOn;
