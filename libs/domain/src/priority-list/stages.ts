import type { Fact } from '../facts.js';
import { inForce, isFirm, isPlan, tell, type InForce, type Told } from '../in-force.js';
import { onDay, type Bounds, type Day } from '../time/index.js';
import { ofEntry, type PriorityListState, type StageChange } from './priority-list.state.js';

export const PRIORITY_STAGES = ['entered', 'longlisted', 'shortlisted', 'adopted', 'retired'] as const;
/** `entered`: on the list, and no step of it is on record. */
export type PriorityStage = (typeof PRIORITY_STAGES)[number];

export const stageOf = ({ type }: Fact): PriorityStage =>
  type === 'PriorityLonglisted' ? 'longlisted'
  : type === 'PriorityShortlisted' ? 'shortlisted'
  : type === 'PriorityAdopted' ? 'adopted'
  : type === 'PriorityRetired' ? 'retired'
  : 'entered'; // prettier-ignore

/** The steps of one entry. */
export const stagesOf = ({ stages }: PriorityListState, entryId: string): readonly StageChange[] =>
  ofEntry(stages, entryId);

/**
 * The step that an entry has certainly come to on every day that the date may be; undefined where that is open.
 * `certain` says which steps are: firm ones, or what is stated flatly ahead of its date too.
 */
export function certainStage(
  steps: readonly StageChange[],
  at: Bounds,
  certain: (step: StageChange) => boolean = isFirm,
): readonly StageChange[] | undefined {
  const { possible, nothing } = inForce(steps, at, certain);
  const [first] = possible;
  return first && nothing === false && possible.every((step) => certain(step) && step.type === first.type)
    ? possible
    : undefined;
}

/** Whether it may be that the entry is adopted on some day that the date may be, as the record stands or is planned. */
export const mayBeAdopted = (steps: readonly StageChange[], at: Bounds): boolean =>
  inForce(steps, at, isFirm).possible.some(({ type }) => type === 'PriorityAdopted');

/**
 * How far an entry has got by a day. What is planned of it is told apart and changes nothing until it is confirmed,
 * whatever day passes.
 */
export function stageOn(
  steps: readonly StageChange[],
  day: Day,
): Told<PriorityStage> & { planned?: Told<PriorityStage> } {
  const told = withEntered(
    inForce(
      steps.filter((step) => !isPlan(step)),
      onDay(day),
    ),
  );
  const plans = inForce(steps, onDay(day)).possible.filter(isPlan);
  return plans.length === 0 ? told : { ...told, planned: tell({ possible: plans, nothing: false }, stageOf) };
}

function withEntered(steps: InForce<StageChange>): Told<PriorityStage> {
  if (steps.nothing === true) return { value: 'entered', possible: ['entered'], status: 'in-force', rests: [] };
  const told = tell(steps, stageOf);
  return steps.nothing === false ? told : { ...told, possible: [...told.possible, 'entered'] };
}
