import type { Fact } from './facts.js';
import { isPlanned } from './source.js';
import { isBefore, isOnOrBefore, type Bounds, type Ternary } from './time/index.js';

/**
 * Intended, likely, possible or wished for, or stated ahead of its date: planned until it is confirmed. A date that
 * passes confirms nothing.
 */
export function isPlan(fact: Fact): boolean {
  if (isPlanned(fact.certainty)) return true;
  if (isBefore(fact.statedOn, fact.effectiveFrom) !== true) return false;
  const confirmation = fact.revisions.at(-1);
  return !confirmation || isBefore(confirmation.statedOn, fact.effectiveFrom) === true;
}

/** Nothing speaks against it: no plan, and contradicted neither by the record nor by anybody. Rules rest on these. */
export const isFirm = (fact: Fact): boolean =>
  !isPlan(fact) && fact.certainty !== 'disputed' && fact.disputes.length === 0;

/** Whether it had begun by that date: begun for every day that the date may be, for none, or unknown. */
export const hasBegun = (fact: Fact, at: Bounds): Ternary => isOnOrBefore(fact.effectiveFrom, at);

/** Whether `later` takes effect after `earlier` for certain. On equal dates the later position wins. */
export function comesAfter(later: Fact, earlier: Fact): boolean {
  const [a, b] = [earlier.effectiveFrom, later.effectiveFrom];
  if (isBefore(a, b) === true) return true;
  const inLog = later.recorded.position > earlier.recorded.position;
  const sameDates = a.earliest === b.earliest && a.latest === b.latest;
  return inLog && (sameDates || isOnOrBefore(a, b) === true);
}

/** What may be the last of several changes to take effect by a date. */
export interface InForce<F extends Fact> {
  /** One alone, with `nothing` false, is the answer; of several it cannot be told which. */
  readonly possible: readonly F[];
  /** Whether none of them had begun, or the last one had ended. */
  readonly nothing: Ternary;
}

/**
 * The changes that may be in force at a date, where each takes the place of the one before it by effective date.
 * `certain` says which ones may displace others for certain: all of them for an answer, firm ones for a rule.
 */
export function inForce<F extends Fact>(
  changes: readonly F[],
  at: Bounds,
  certain: (change: F) => boolean = () => true,
): InForce<F> {
  const begun = changes.filter((change) => hasBegun(change, at) !== false);
  const sure = begun.filter((change) => certain(change) && hasBegun(change, at) === true);
  const last = begun.filter((change) => !sure.some((other) => comesAfter(other, change)));
  const possible = last.filter((change) => hasEnded(change, at) !== true);
  const allEnded = last.length > possible.length;
  if (possible.length === 0) return { possible, nothing: true };
  const mayBeNone = sure.length === 0 || allEnded || possible.some((change) => hasEnded(change, at) !== false);
  return { possible, nothing: mayBeNone ? 'unknown' : false };
}

const hasEnded = ({ effectiveTo }: Fact, at: Bounds): Ternary =>
  effectiveTo ? isOnOrBefore(effectiveTo, at) : false;

/** The one that is in force for certain, where there is one. */
export const only = <F extends Fact>({ possible, nothing }: InForce<F>): F | undefined =>
  possible.length === 1 && nothing === false ? possible[0] : undefined;
