import type { EventOf } from '../event.js';
import type { Fact } from '../facts.js';
import { hasBegun, inForce, isPlan, tell, type Told } from '../in-force.js';
import { and3, holdsOn, onDay, type Day, type FuzzyDate, type Ternary } from '../time/index.js';
import type { ActionState } from './action.state.js';
import { isWork, type ActionKind, type ActionRecorded } from './action.events.js';
import { progressOf, type Course, type Progress } from './course.js';
import { holdersAt } from './holders.js';

export type ActionStatus = Progress | 'planned';

/** A fact that had come about by the day, or may have. */
export interface Begun<F extends Fact> {
  readonly fact: F;
  readonly begun: true | 'unknown';
}

/** An action on one day, apart from who owns it. */
export interface ActionView {
  /** Whether it had come about by that day and had not ended; `unknown` inside a fuzzy bound. */
  readonly exists: Ternary;
  readonly entry: EventOf<typeof ActionRecorded>['data'];
  readonly recorded: Fact<EventOf<typeof ActionRecorded>>;
  readonly kind: Told<ActionKind>;
  /** `planned`: the action itself is intended or likely. What is planned to become of it stands under `planned`. */
  readonly status: Told<ActionStatus> & { readonly planned?: Told<Progress> };
  /** Empty where none is on record, or where it was lifted. */
  readonly due: Told<readonly FuzzyDate[]>;
  readonly reports: readonly Begun<ActionState['reports'][number]>[];
  readonly escalations: readonly Begun<ActionState['escalations'][number]>[];
  readonly links: readonly Begun<ActionState['links'][number]>[];
}

/** Undefined where the creation is not among the facts: withdrawn, or not yet recorded or stated. */
export function actionAt(action: ActionState, day: Day): ActionView | undefined {
  const { recorded } = action;
  if (!recorded) return undefined;
  const at = onDay(day);
  return {
    exists: holdsOn({ from: recorded.effectiveFrom, to: recorded.effectiveTo }, day),
    entry: recorded.data,
    recorded,
    kind: tell(inForce(action.kinds, at), ({ data }) => data.kind),
    status: statusOn(action.course, day),
    due: dueOn(action.dues, day),
    reports: begunBy(action.reports, day),
    escalations: begunBy(action.escalations, day),
    links: begunBy(action.links, day),
  };
}

/** A plan to complete or withdraw it leaves it open until it is confirmed, whatever day passes. */
function statusOn(course: readonly Course[], day: Day): ActionView['status'] {
  const planned = (change: Course) => isPlan(change) && change.type !== 'ActionRecorded';
  const status = tell(
    inForce(
      course.filter((change) => !planned(change)),
      onDay(day),
    ),
    (change): ActionStatus => (isPlan(change) ? 'planned' : progressOf(change)),
  );
  const plans = inForce(course, onDay(day)).possible.filter(planned);
  return plans.length === 0 ? status : { ...status, planned: tell({ possible: plans, nothing: false }, progressOf) };
}

function dueOn(dues: ActionState['dues'], day: Day): ActionView['due'] {
  const set = inForce(dues, onDay(day));
  if (set.nothing === true) return { value: [], possible: [], status: 'in-force', rests: [] };
  const told = tell(set, ({ data }) => data.due);
  return set.nothing === 'unknown' ? { ...told, possible: [...told.possible, []] } : told;
}

function begunBy<F extends Fact>(facts: readonly F[], day: Day): Begun<F>[] {
  return facts.flatMap((fact) => {
    const begun = hasBegun(fact, onDay(day));
    return begun === false ? [] : [{ fact, begun }];
  });
}

/** Whether it is work that nobody owns on that day. Headings and blank rows never are. */
export function isUnownedWork(action: ActionState, day: Day): Ternary {
  const { possible } = inForce(action.kinds, onDay(day));
  const work = possible.map(({ data }) => isWork(data.kind));
  const isSomeWork = work.every(Boolean) ? work.length > 0 : work.some(Boolean) ? 'unknown' : false;
  return and3(isSomeWork, holdersAt(action.holdings, onDay(day)).unowned);
}
