import type { z } from 'zod';
import type { EventOf } from '../event.js';
import type { Fact } from '../facts.js';
import type {
  BallotPayload, CountPayload, VoteClosed, VoteCorrected, VoteEvent, VoteOpened, VoteOptionAdded, VoteOptionDesignated,
} from './vote.events.js'; // prettier-ignore

/** A figure read off a paper. */
export type Count = Fact<{ readonly type: 'PriorityVoted'; readonly data: z.output<typeof CountPayload> }>;
/** What one voter gives to one option. */
export type Ballot = Fact<{ readonly type: 'PriorityVoted'; readonly data: z.output<typeof BallotPayload> }>;
export type Correction = Fact<EventOf<typeof VoteCorrected>>;

/** The facts of a vote by what they are about; each list is in the order of the log. */
export interface VoteState {
  readonly opened?: Fact<EventOf<typeof VoteOpened>>;
  readonly options: readonly Fact<EventOf<typeof VoteOptionAdded>>[];
  readonly counts: readonly Count[];
  readonly ballots: readonly Ballot[];
  readonly corrections: readonly Correction[];
  readonly designations: readonly Fact<EventOf<typeof VoteOptionDesignated>>[];
  readonly closures: readonly Fact<EventOf<typeof VoteClosed>>[];
}

export const initial: VoteState = {
  options: [],
  counts: [],
  ballots: [],
  corrections: [],
  designations: [],
  closures: [],
};

/** One kind of event holds both: only a ballot names its voter. */
export const isBallot = (fact: Fact): fact is Ballot =>
  fact.type === 'PriorityVoted' && (fact.data as { voter?: unknown }).voter !== undefined;

export function evolve(state: VoteState, said: Fact): VoteState {
  const fact = said as Fact<VoteEvent>;
  switch (fact.type) {
    case 'VoteOpened':
      return { ...state, opened: fact };
    case 'VoteOptionAdded':
      return { ...state, options: [...state.options, fact] };
    case 'PriorityVoted':
      return isBallot(fact)
        ? { ...state, ballots: [...state.ballots, fact] }
        : { ...state, counts: [...state.counts, fact] };
    case 'VoteCorrected':
      return { ...state, corrections: [...state.corrections, fact] };
    case 'VoteOptionDesignated':
      return { ...state, designations: [...state.designations, fact] };
    case 'VoteClosed':
      return { ...state, closures: [...state.closures, fact] };
    default: {
      const unknown: never = fact;
      return unknown;
    }
  }
}
