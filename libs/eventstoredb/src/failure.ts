import { StoreUnavailable } from '@app/eventing';

/**
 * What a failure of the client means. `passing`: nothing was done, and soon it may be, as while a server starts or
 * another is the leader. `lost`: what was asked may have been done. `unknown`: the server says that it does not know.
 * `broken`: a fault of a program.
 */
export type FailureKind =
  'conflict' | 'no-stream' | 'deleted' | 'denied' | 'too-large' | 'unknown' | 'passing' | 'lost' | 'broken';

/** The log cannot be reached or does not answer; nothing is known of what was asked. */
export class LogUnavailable extends StoreUnavailable {}

/** Our own limit: the server, or the network, said nothing for so long. */
export class NoAnswer extends Error {
  constructor(ms: number) {
    super(`no answer within ${ms} ms`);
  }
}

/** A stream of ours does not keep, or no longer has, all that was recorded. */
export class RecordsExpire extends Error {}

const BY_TYPE: Readonly<Record<string, FailureKind>> = {
  'wrong-expected-version': 'conflict',
  'stream-not-found': 'no-stream',
  'stream-deleted': 'deleted',
  'access-denied': 'denied',
  'maximum-append-size-exceeded': 'too-large',
  'not-leader': 'passing',
  unknown: 'unknown',
};

/** Said before anything was sent, or by a server that takes nothing yet; under types that differ with the path taken. */
const NOT_THERE = /ECONNREFUSED|Server Is Not Ready|Failed to discover|before call started|shut down/i;

/** gRPC's UNKNOWN; the client calls everything unknown that it has no name for. */
const UNKNOWN = 2;

export function kindOf(error: unknown): FailureKind {
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError) return 'broken';
  if (error instanceof RecordsExpire) return 'deleted';
  const { type, code } = error as { type?: string; code?: unknown };
  if (NOT_THERE.test(error.message)) return 'passing';
  const kind = BY_TYPE[type ?? ''];
  if (kind === 'unknown' && code !== UNKNOWN) return 'lost';
  return kind ?? 'lost';
}

/** Whether the same may go well later, without anybody doing anything about it. */
export const mayPass = (error: unknown): boolean => ['passing', 'lost', 'unknown'].includes(kindOf(error));

export const reasonOf = (error: unknown): string => {
  const { message, name } = error instanceof Error ? error : { message: String(error), name: '' };
  return message === '' ? name : message;
};
