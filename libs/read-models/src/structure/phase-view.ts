import { z } from 'zod';
import {
  LEGAL_PHASES,
  OPERATING_PHASES,
  PHASE_AXES,
  type Fact,
  type PhaseAxis,
  type PhaseOn,
  type PhasesOn,
} from '@app/domain';
import { Evidence, type Witness } from '../query/evidence.js';
import { missing, type gapsOf, type Missing } from '../query/missing.js';

const axis = (phases: readonly [string, ...string[]], id: string) =>
  z
    .strictObject({
      value: z.enum([...phases, 'unknown']),
      possible: z.array(z.enum(phases)).describe('Those that it may be in; none in a gap between two phases.'),
      excluded: z.array(z.enum(phases)).describe('Those on record in which it is not that day: no longer, or not yet.'),
      status: z
        .enum(['in-force', 'planned'])
        .describe(
          'planned: it rests on a plan, or on an end that was stated ahead of its day and confirmed by nothing.',
        ),
      evidence: z.array(Evidence),
    })
    .meta({ id });

export const PhasesView = z
  .strictObject({ operating: axis(OPERATING_PHASES, 'OperatingPhaseOn'), legal: axis(LEGAL_PHASES, 'LegalPhaseOn') })
  .describe('On two timelines that know nothing of each other.')
  .meta({ id: 'PhasesOn' });

const axisView = (on: PhaseOn<string>, witness: Witness) => {
  const { value, possible, excluded, status, rests } = on;
  return { value, possible, excluded, status, evidence: rests.map((fact) => witness.evidence(fact)) };
};

export const phasesView = ({ operating, legal }: PhasesOn, witness: Witness) => ({
  operating: axisView(operating, witness),
  legal: axisView(legal, witness),
});

export const restsOfPhases = ({ operating, legal }: PhasesOn): readonly Fact[] => [...operating.rests, ...legal.rests];

const NAMES: Readonly<Record<PhaseAxis, string>> = { operating: 'how it operates', legal: 'what it is in law' };

/** Why the phase on an axis is not known, under `phases.operating` and `phases.legal`. */
export function missingPhases(on: PhasesOn, gaps: ReturnType<typeof gapsOf>, id: string): Record<string, Missing> {
  return Object.fromEntries(
    PHASE_AXES.filter((axis) => on[axis].value === 'unknown').map((axis) => {
      const field = `phases.${axis}`;
      return [field, missing(gaps, field, whyNot(on[axis], axis), id)];
    }),
  );
}

function whyNot({ possible, excluded }: PhaseOn<string>, axis: PhaseAxis): Missing {
  if (possible.length > 0)
    return { status: 'unknown', reason: 'The day lies within a date that is not known exactly.' };
  if (excluded.length > 0) {
    return {
      status: 'not-recorded',
      reason: `No phase on record holds on that day: the record leaves open ${NAMES[axis]}.`,
    };
  }
  return { status: 'not-recorded', reason: `The record does not say ${NAMES[axis]}.` };
}
