import type { EventOf } from '../event.js';
import type { Fact } from '../facts.js';
import type {
  ActionDueSet, ActionEscalated, ActionEvent, ActionLinked, ActionProgressed,
  ActionReclassified, ActionRecorded,
} from './action.events.js'; // prettier-ignore
import type { Course } from './course.js';
import type { Holding } from './holders.js';

/** The facts of an action by what they change; each list is in the order of the log. */
export interface ActionState {
  readonly recorded?: Fact<EventOf<typeof ActionRecorded>>;
  readonly kinds: readonly Fact<EventOf<typeof ActionRecorded | typeof ActionReclassified>>[];
  readonly holdings: readonly Holding[];
  readonly course: readonly Course[];
  readonly dues: readonly Fact<EventOf<typeof ActionDueSet>>[];
  readonly reports: readonly Fact<EventOf<typeof ActionProgressed>>[];
  readonly escalations: readonly Fact<EventOf<typeof ActionEscalated>>[];
  readonly links: readonly Fact<EventOf<typeof ActionLinked>>[];
}

export const initial: ActionState = {
  kinds: [],
  holdings: [],
  course: [],
  dues: [],
  reports: [],
  escalations: [],
  links: [],
};

export function evolve(state: ActionState, said: Fact): ActionState {
  const fact = said as Fact<ActionEvent>;
  switch (fact.type) {
    case 'ActionRecorded':
      return { ...state, recorded: fact, kinds: [...state.kinds, fact], course: [...state.course, fact] };
    case 'ActionReclassified':
      return { ...state, kinds: [...state.kinds, fact] };
    case 'ActionAssigned':
    case 'ActionTransferred':
    case 'ActionReleased':
      return { ...state, holdings: [...state.holdings, fact] };
    case 'ActionDueSet':
      return { ...state, dues: [...state.dues, fact] };
    case 'ActionProgressed':
      return { ...state, reports: [...state.reports, fact] };
    case 'ActionCompleted':
    case 'ActionReopened':
    case 'ActionWithdrawn':
      return { ...state, course: [...state.course, fact] };
    case 'ActionEscalated':
      return { ...state, escalations: [...state.escalations, fact] };
    case 'ActionLinked':
      return { ...state, links: [...state.links, fact] };
    default: {
      const unknown: never = fact;
      return unknown;
    }
  }
}
