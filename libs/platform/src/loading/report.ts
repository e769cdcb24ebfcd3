import type { Difference } from './compare.js';
import type { Fault, Place } from './place.js';

export type State = 'new' | 'present' | 'different' | 'amended' | 'refused' | 'blocked';

/** What became of one entry. */
export interface Outcome {
  readonly place: Place;
  readonly handle: string;
  readonly entry: string;
  readonly state: State;
  /** Why it was refused, or what it waits for. */
  readonly reason?: string;
  readonly differences?: readonly Difference[];
}

export interface Report {
  /** Faults in the files themselves: where there are any, nothing was sent. */
  readonly faults: readonly Fault[];
  readonly outcomes: readonly Outcome[];
}

/** Everything is on record as the files say. */
export const isClean = ({ faults, outcomes }: Report): boolean =>
  faults.length === 0 && outcomes.every(({ state }) => state === 'new' || state === 'present' || state === 'amended');

export function countsOf({ outcomes }: Report): Readonly<Record<State, number>> {
  const counts = { new: 0, present: 0, different: 0, amended: 0, refused: 0, blocked: 0 };
  for (const { state } of outcomes) counts[state]++;
  return counts;
}
