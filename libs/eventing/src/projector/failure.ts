import type { EventId, Position } from '@app/domain';

/** Something kept a projection from going on. */
export interface Failure {
  readonly projection: string;
  /** The event that could not be read or folded; absent where the log or the store failed, which says nothing of events. */
  readonly event?: { readonly id: EventId; readonly position: Position };
  readonly error: Error;
  /** Failures in a row at this place, this one included. */
  readonly attempts: number;
}

export type Verdict = { readonly retryInMs: number } | 'park';
export type FailurePolicy = (failure: Failure) => Verdict;

const EVENT_ATTEMPTS = 4;
const LONGEST_MS = 10_000;

/**
 * An event gets a second, third and fourth chance, after pauses of less than a second in all, and then the projection is
 * parked before it: what a pure fold threw it will throw again. The log and the store are tried for ever, every 10 s in the end.
 */
export const patient: FailurePolicy = ({ event, attempts }) =>
  event && attempts >= EVENT_ATTEMPTS ? 'park' : { retryInMs: Math.min(100 * 2 ** (attempts - 1), LONGEST_MS) };
