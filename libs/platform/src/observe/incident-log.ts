import type { Logger } from 'pino';
import { traceOf } from './logger.js';

interface Failure {
  readonly projection: string;
  readonly position?: bigint;
  readonly attempts: number;
}
interface ServerNews {
  readonly server: string;
  readonly at: string;
  readonly is: 'awaited' | 'there' | 'silent';
}

/** Writes down what happens to the stores that a process stands on. */
export const incidentLog = (logger: Logger) => ({
  fatal: (error: Error, reason?: string): void =>
    logger.fatal({ ...traceOf(error), ...(reason !== undefined && { reason }) }, 'the store cannot go on'),
  // What went wrong may quote a record: operators see it under /v1/operations, and the log does not.
  failure: ({ projection, position, attempts }: Failure): void =>
    logger.error({ projection, position: position?.toString(), attempts }, 'a read model was held up'),
  server: ({ server, at, is }: ServerNews): void => {
    if (is === 'awaited') logger.warn({ server, at }, `waiting for ${server} at ${at}`);
    else if (is === 'there') logger.info({ server, at }, `${server} at ${at} is there`);
    else logger.warn({ server, at }, `${server} at ${at} does not answer; it is asked again`);
  },
});
