import type { Fact } from '../facts.js';
import type { EventDate } from '../time/index.js';
import type { Disposition } from './restructures.events.js';
import { begunBy, changesIn, endedBy, type MadeChange } from './restructures.js';

/** How a body ended: by which change, into which bodies, and what became of its work. */
export interface Ending extends MadeChange {
  readonly on: EventDate;
  /** Bodies that came of it: candidates for its work, and no more than that. */
  readonly successors: readonly string[];
  /** Absent where nothing is said of its work. */
  readonly disposition?: Disposition;
}

/** How a body came into being: by which change, and out of which bodies. */
export interface Beginning extends MadeChange {
  readonly on: EventDate;
  readonly predecessors: readonly string[];
}

/** The ends of a body on record, planned ones too, in effective order; where no rule is broken there is one at most. */
export const endingsOf = (facts: readonly Fact[], bodyId: string): readonly Ending[] =>
  changesIn(facts)
    .filter(({ change }) => endedBy(change).includes(bodyId))
    .map((made) => {
      const disposition = made.fact.data.dispositions.find(({ body }) => body === bodyId);
      return {
        ...made,
        on: made.fact.effectiveFrom,
        successors: made.change.resulting ?? [],
        ...(disposition && { disposition }),
      };
    });

/** The changes by which a body came into being, planned ones too, in effective order. */
export const beginningsOf = (facts: readonly Fact[], bodyId: string): readonly Beginning[] =>
  changesIn(facts)
    .filter(({ change }) => begunBy(change).includes(bodyId))
    .map((made) => ({ ...made, on: made.fact.effectiveFrom, predecessors: made.change.original ?? [] }));

/** What a change made of a body that goes on: another name, mandate or place in the structure. */
export const changesOf = (facts: readonly Fact[], bodyId: string): readonly MadeChange[] =>
  changesIn(facts).filter(
    ({ change }) => (change.original ?? []).includes(bodyId) && !endedBy(change).includes(bodyId),
  );

/** When a body ends, by every restructure that takes effect. */
export const endsIn =
  (facts: readonly Fact[]) =>
  (bodyId: string): readonly EventDate[] =>
    endingsOf(facts, bodyId).flatMap(({ held, on }) => (held ? [] : [on]));
