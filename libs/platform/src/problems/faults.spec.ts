import {
  AppendAmbiguous, AppendRefused, Contended, GenerationGone, InFlight, KeyReused, DiskFull, position, PreconditionFailed, revision,
  StoreUnavailable,
} from '@app/eventing'; // prettier-ignore
import { ProjectionBehind, ProjectionParked } from '@app/read-models';
import { NotFoundException, PayloadTooLargeException, UnsupportedMediaTypeException } from '@nestjs/common';
import { problemOfFault } from './faults.js';
import { problemOf } from './registry.js';

const stream = 'anytown/partnership' as never;
const command = 'c' as never;

describe('a fault', () => {
  const FAULTS: readonly [Error, string, number][] = [
    [new PreconditionFailed(stream, revision(3)), 'precondition-failed', 412],
    [new KeyReused(command), 'idempotency-key-reused', 422],
    [new InFlight(command), 'in-flight', 409],
    [new Contended(stream), 'contended', 503],
    [new AppendAmbiguous(), 'log-unavailable', 503],
    [new StoreUnavailable('mongo-1 is away'), 'store-unavailable', 503],
    [new AppendRefused(), 'payload-too-large', 413],
    [new DiskFull(), 'disk-full', 507],
    [new ProjectionBehind('actions', position(1)), 'projection-behind', 503],
    [new GenerationGone({ projection: 'actions', number: 1 }), 'projection-behind', 503],
    [new ProjectionParked('actions', position(1), 'a name'), 'projection-parked', 503],
    [new NotFoundException('Cannot GET /secret'), 'not-found', 404],
    [new PayloadTooLargeException(), 'payload-too-large', 413],
    [new UnsupportedMediaTypeException(), 'unsupported-media-type', 415],
  ];
  it.each(FAULTS)('%# %s is answered as %s', (fault, code, status) => {
    const problem = problemOfFault(fault);
    expect([problem?.code, problemOf(code).status]).toEqual([code, status]);
  });

  it('that passes by itself says when to come again', () => {
    for (const fault of [
      new InFlight(command),
      new Contended(stream),
      new AppendAmbiguous(),
      new StoreUnavailable(),
      new ProjectionBehind('a', position(1)),
    ]) {
      expect(problemOfFault(fault)?.headers).toEqual({ 'retry-after': '1' });
    }
  });

  it('tells nothing of what was in it', () => {
    const told = [
      new ProjectionParked('actions', position(1), 'a name'),
      new NotFoundException('Cannot GET /secret'),
      new StoreUnavailable('mongo-1 is away'),
    ].map(problemOfFault);
    expect(JSON.stringify(told)).not.toMatch(/a name|secret|mongo-1/);
  });

  it('that nobody foresaw is no problem of the client', () => {
    expect(problemOfFault(new TypeError('x'))).toBeUndefined();
  });
});
