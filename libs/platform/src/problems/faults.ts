import { HttpException } from '@nestjs/common';
import {
  AppendAmbiguous,
  AppendRefused,
  Contended,
  ControlRefused,
  InFlight,
  KeyReused,
  DiskFull,
  GenerationGone,
  PreconditionFailed,
  StoreUnavailable,
} from '@app/eventing';
import { ProjectionBehind, ProjectionParked } from '@app/read-models';
import { etagOf } from '../http/headers.js';
import { Problem } from './problem.js';
import type { EdgeProblem } from './problems.js';
import { PROBLEM_OF_CONTROL } from './problems.projections.js';

const RETRY_SOON = { 'retry-after': '1' };

/** What a thrown fault is to the client; undefined where it is a mistake of ours, to be logged. */
export function problemOfFault(fault: unknown): Problem | undefined {
  if (fault instanceof Problem) return fault;
  if (fault instanceof PreconditionFailed) {
    const current = fault.current.toString();
    return new Problem(
      'precondition-failed',
      undefined,
      { current },
      current === 'none' ? {} : { etag: etagOf(current) },
    );
  }
  if (fault instanceof KeyReused) return new Problem('idempotency-key-reused');
  if (fault instanceof InFlight) return new Problem('in-flight', undefined, {}, RETRY_SOON);
  if (fault instanceof Contended) return new Problem('contended', undefined, {}, RETRY_SOON);
  if (fault instanceof AppendAmbiguous) return new Problem('log-unavailable', undefined, {}, RETRY_SOON);
  if (fault instanceof StoreUnavailable) return new Problem('store-unavailable', undefined, {}, RETRY_SOON);
  if (fault instanceof AppendRefused) return new Problem('payload-too-large');
  if (fault instanceof DiskFull) return new Problem('disk-full');
  if (fault instanceof ProjectionBehind || fault instanceof GenerationGone)
    return new Problem('projection-behind', undefined, {}, RETRY_SOON);
  if (fault instanceof ProjectionParked)
    return new Problem('projection-parked', undefined, { projection: fault.projection });
  // Says names and numbers only.
  if (fault instanceof ControlRefused) return new Problem(PROBLEM_OF_CONTROL[fault.code], fault.message);
  if (fault instanceof HttpException) return problemOfStatus(fault.getStatus());
  return undefined;
}

const BY_STATUS: Readonly<Record<number, EdgeProblem>> = {
  400: 'validation-failed',
  404: 'not-found',
  413: 'payload-too-large',
  414: 'uri-too-long',
  415: 'unsupported-media-type',
  503: 'shutting-down',
};

/** Of the framework's own refusals; what it says in words may quote the request, so it is left out. */
function problemOfStatus(status: number): Problem | undefined {
  const code = BY_STATUS[status] ?? (status >= 400 && status < 500 ? 'validation-failed' : undefined);
  return code && new Problem(code);
}
