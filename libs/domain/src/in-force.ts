import type { Fact } from './facts.js';
import { position, type Position } from './ids.js';
import { isPlanned } from './source.js';
import { isBefore, isOnOrBefore, type Bounds, type Day, type Ternary } from './time/index.js';

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

/** Said of its dates without reserve, and disputed by nobody: ahead of them too, unlike `isFirm`. */
export const isStatedFlatly = ({ certainty, disputes }: Pick<Fact, 'certainty' | 'disputes'>): boolean =>
  !isPlanned(certainty) && certainty !== 'disputed' && disputes.length === 0;

/** For how long it holds by its own dates; half-open. */
export const periodOf = ({ effectiveFrom, effectiveTo }: Pick<Fact, 'effectiveFrom' | 'effectiveTo'>) => ({
  from: effectiveFrom,
  to: effectiveTo,
});

/** Whether it had begun by that date: begun for every day that the date may be, for none, or unknown. */
export const hasBegun = (fact: Fact, at: Bounds): Ternary => isOnOrBefore(fact.effectiveFrom, at);

/** Where a change stands: by its date, and on one date by its place in the log. */
export interface Placed {
  readonly effectiveFrom: Bounds;
  readonly recorded: { readonly position: Position };
}

/** Dates with the same bounds are taken for one date, fuzzy ones too. */
const haveOneDate = ({ effectiveFrom: a }: Placed, { effectiveFrom: b }: Placed): boolean =>
  a.earliest === b.earliest && a.latest === b.latest;

/**
 * Whether `later` takes effect after `earlier` for certain. On equal dates the later position wins. `by`: given that
 * `earlier` has begun by then, which narrows a fuzzy date.
 */
export function comesAfter(later: Placed, earlier: Placed, by: Day | null = null): boolean {
  const [a, b] = [earlier.effectiveFrom, later.effectiveFrom];
  const inLog = later.recorded.position > earlier.recorded.position;
  if (inLog && haveOneDate(later, earlier)) return true;
  const latest = by !== null && (a.latest === null || by < a.latest) ? by : a.latest;
  const begun = { earliest: a.earliest, latest };
  return inLog ? isOnOrBefore(begun, b) === true : isBefore(begun, b) === true;
}

/** Whether a change may lie between two others by its date: not certainly before both, nor certainly after both. */
export function mayLieBetween(change: Placed, one: Placed, other: Placed): boolean {
  const beforeBoth = comesAfter(one, change) && comesAfter(other, change);
  const afterBoth = comesAfter(change, one) && comesAfter(change, other);
  return !beforeBoth && !afterBoth;
}

/** Where what is recorded next will stand. */
export const END_OF_LOG = position(2n ** 63n);

/** A command, as far as it says where its event will stand. */
interface Placing {
  readonly effectiveFrom: Bounds;
  readonly amends?: Fact;
}

/** Behind everything on record, or where the fact stands that is amended. */
export const placeOf = ({ effectiveFrom, amends }: Placing): Placed => ({
  effectiveFrom,
  recorded: { position: amends?.recorded.position ?? END_OF_LOG },
});

/** The changes that a command finds: all but those that certainly come after it. */
export const foundBy = <F extends Fact>(changes: readonly F[], command: Placing): readonly F[] =>
  changes.filter((change) => !comesAfter(change, placeOf(command)));

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
  const displacing = (change: F) => [...sure, ...begun.filter((other) => certain(other) && haveOneDate(other, change))];
  const isLast = (change: F) => !displacing(change).some((other) => comesAfter(other, change, at.latest));
  const last = begun.length > 1 ? begun.filter(isLast) : begun;
  const possible = last.filter((change) => hasEnded(change, at) !== true);
  const someEnded = last.length > possible.length;
  if (possible.length === 0) return { possible, nothing: true };
  const mayBeNone = sure.length === 0 || someEnded || possible.some((change) => hasEnded(change, at) !== false);
  return { possible, nothing: mayBeNone ? 'unknown' : false };
}

const hasEnded = ({ effectiveTo }: Fact, at: Bounds): Ternary => (effectiveTo ? isOnOrBefore(effectiveTo, at) : false);

/** The one that is in force for certain, where there is one. */
export const only = <F extends Fact>({ possible, nothing }: InForce<F>): F | undefined =>
  possible.length === 1 && nothing === false ? possible[0] : undefined;

/** An answer of which it may be that only the alternatives are known. */
export interface Told<T> {
  readonly value: T | 'unknown';
  /** The alternatives; one where the value is known, none where nothing on record says anything. */
  readonly possible: readonly T[];
  readonly status: 'in-force' | 'planned';
  readonly rests: readonly Fact[];
}

/** What the changes that may be in force say; two that say the same leave nothing unknown. */
export function tell<F extends Fact, T>({ possible, nothing }: InForce<F>, say: (change: F) => T): Told<T> {
  const values = [...new Set(possible.map(say))];
  const [value] = values;
  return {
    value: values.length === 1 && value !== undefined && nothing === false ? value : 'unknown',
    possible: values,
    status: possible.some(isPlan) ? 'planned' : 'in-force',
    rests: possible,
  };
}
