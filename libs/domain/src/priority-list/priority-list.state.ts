import type { EventOf } from '../event.js';
import type { Fact } from '../facts.js';
import type {
  CapExceptionGranted, PriorityAdopted, PriorityCapSet, PriorityDesignated, PriorityEntered, PriorityListEvent,
  PriorityListStarted, PriorityLocked, PriorityLonglisted, PriorityReordered, PriorityRetired, PriorityShortlisted,
  PriorityWorded, WordingChallenged, WordingResolved,
} from './priority-list.events.js'; // prettier-ignore

export type Entry = Fact<EventOf<typeof PriorityEntered>>;
export type Cap = Fact<EventOf<typeof PriorityCapSet>>;
export type CapException = Fact<EventOf<typeof CapExceptionGranted>>;
export type Order = Fact<EventOf<typeof PriorityReordered>>;
export type Challenge = Fact<EventOf<typeof WordingChallenged>>;
export type WordingResolution = Fact<EventOf<typeof WordingResolved>>;
export type Designation = Fact<EventOf<typeof PriorityDesignated>>;
export type Lock = Fact<EventOf<typeof PriorityLocked>>;
export type Longlisting = Fact<EventOf<typeof PriorityLonglisted>>;
/** A step of an entry, from the long list to its retirement. */
export type StageChange =
  | (Longlisting & { readonly data: { readonly entryId: string } })
  | Fact<EventOf<typeof PriorityShortlisted | typeof PriorityAdopted | typeof PriorityRetired>>;
/** What may give an entry its words: its own entry, a later wording, a challenge that was settled so. */
export type Wording = Fact<EventOf<typeof PriorityEntered | typeof PriorityWorded | typeof WordingResolved>>;

/** The facts of a list by what they change; each list is in the order of the log. */
export interface PriorityListState {
  readonly started?: Fact<EventOf<typeof PriorityListStarted>>;
  readonly entries: readonly Entry[];
  readonly stages: readonly StageChange[];
  /** Long lists of which not all, or nothing, is on record. */
  readonly longlists: readonly Longlisting[];
  readonly caps: readonly Cap[];
  readonly exceptions: readonly CapException[];
  readonly orders: readonly Order[];
  readonly wordings: readonly Wording[];
  readonly challenges: readonly Challenge[];
  readonly resolutions: readonly WordingResolution[];
  readonly locks: readonly Lock[];
  readonly designations: readonly Designation[];
}

export const initial: PriorityListState = {
  entries: [],
  stages: [],
  longlists: [],
  caps: [],
  exceptions: [],
  orders: [],
  wordings: [],
  challenges: [],
  resolutions: [],
  locks: [],
  designations: [],
};

export function evolve(state: PriorityListState, said: Fact): PriorityListState {
  const fact = said as Fact<PriorityListEvent>;
  switch (fact.type) {
    case 'PriorityListStarted':
      return { ...state, started: fact };
    case 'PriorityEntered':
      return { ...state, entries: [...state.entries, fact], wordings: [...state.wordings, ...worded(fact)] };
    case 'PriorityLonglisted':
      return isStage(fact)
        ? { ...state, stages: [...state.stages, fact] }
        : { ...state, longlists: [...state.longlists, fact] };
    case 'PriorityShortlisted':
    case 'PriorityAdopted':
    case 'PriorityRetired':
      return { ...state, stages: [...state.stages, fact] };
    case 'PriorityCapSet':
      return { ...state, caps: [...state.caps, fact] };
    case 'CapExceptionGranted':
      return { ...state, exceptions: [...state.exceptions, fact] };
    case 'PriorityReordered':
      return { ...state, orders: [...state.orders, fact] };
    case 'PriorityWorded':
      return { ...state, wordings: [...state.wordings, fact] };
    case 'WordingChallenged':
      return { ...state, challenges: [...state.challenges, fact] };
    case 'WordingResolved':
      return { ...state, resolutions: [...state.resolutions, fact], wordings: [...state.wordings, ...worded(fact)] };
    case 'PriorityLocked':
      return { ...state, locks: [...state.locks, fact] };
    case 'PriorityDesignated':
      return { ...state, designations: [...state.designations, fact] };
    default: {
      const unknown: never = fact;
      return unknown;
    }
  }
}

const isStage = (fact: Longlisting): fact is Extract<StageChange, Longlisting> => fact.data.entryId !== undefined;
const worded = <F extends Entry | WordingResolution>(fact: F): F[] => (fact.data.text === undefined ? [] : [fact]);

/** The entry that a fact of the list is about: itself, where it begins one. */
export const entryOf = ({ type, data, recorded }: Fact): string | undefined =>
  type === 'PriorityEntered' ? recorded.id : (data as { readonly entryId?: string }).entryId;

/** The facts that are about one entry. */
export const ofEntry = <F extends Fact>(facts: readonly F[], entryId: string): F[] =>
  facts.filter((fact) => entryOf(fact) === entryId);

export const entryIn = ({ entries }: PriorityListState, entryId: string | undefined): Entry | undefined =>
  entries.find(({ recorded }) => recorded.id === entryId);

export const isHeading = ({ data }: Entry): boolean => data.is === 'heading';

/** The owning body; none where the record does not settle which one it is. */
export function ownersOf({ started }: PriorityListState): readonly string[] {
  const owner = started?.data.owner;
  return owner?.is === 'body' ? [owner.body] : [];
}
