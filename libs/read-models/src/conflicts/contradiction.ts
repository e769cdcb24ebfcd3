import type { Fact, Party } from '@app/domain';
import type { Match } from '../query/listing.js';

export const CONFLICT_KINDS = [
  'attendance', 'next-dates', 'disputed', 'certainty', 'breach', 'quote', 'unverified-quote', 'withdrawn-reference',
  'decision-right', 'identity',
] as const; // prettier-ignore
export type ConflictKind = (typeof CONFLICT_KINDS)[number];

/** Facts of one thing that do not go together. */
export interface Contradiction {
  readonly kind: ConflictKind;
  /** possible: a fuzzy date leaves open whether they contradict at all. */
  readonly match: Match;
  readonly facts: readonly Fact[];
  /** What is wrong, in a sentence of ours. */
  readonly words: string;
  /** The rule that is broken. */
  readonly rule?: string;
  /** Whom it is about. */
  readonly party?: Party;
  /** The id of what was withdrawn. */
  readonly refersTo?: string;
  /** The id of the other entry that it may be the same as. */
  readonly other?: string;
}

/** A rule that is broken, or may be. */
export const breach = (rule: string, match: Match, facts: readonly Fact[], words: string): Contradiction => ({
  kind: 'breach',
  rule,
  match,
  facts: [...new Set(facts)],
  words,
});
