import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type LevelWithSilent, type Logger } from 'pino';

/** JSON lines on standard output, with UTC times. Nothing but what the caller names is written. */
export const createLogger = (level: LevelWithSilent, destination?: DestinationStream): Logger =>
  pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, destination ?? pino.destination(1));

/** Nest's own messages on the same log. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: unknown): void {
    this.logger.debug(line(message, context));
  }
  warn(message: unknown, context?: unknown): void {
    this.logger.warn(line(message, context));
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.logger.error(message instanceof Error ? traceOf(message) : line(message, rest.at(-1)));
  }
  fatal(message: unknown, context?: unknown): void {
    this.logger.fatal(line(message, context));
  }
  debug(message: unknown, context?: unknown): void {
    this.logger.debug(line(message, context));
  }
  verbose(message: unknown, context?: unknown): void {
    this.logger.trace(line(message, context));
  }
}

const line = (message: unknown, context: unknown) => ({
  msg: typeof message === 'string' ? message : traceOf(message).error,
  ...(typeof context === 'string' && { context }),
});

/** A fault as the log may hold it: its kind and where it arose. Messages are left out, since they may quote a record. */
export function traceOf(fault: unknown): { error: string; at: readonly string[] } {
  if (!(fault instanceof Error)) return { error: typeof fault, at: [] };
  const frames = (fault.stack ?? '').split('\n').filter((text) => /^\s+at /.test(text));
  const { code } = fault as { code?: unknown };
  return {
    error: typeof code === 'string' ? `${fault.name} ${code}` : fault.constructor.name,
    at: frames.slice(0, 12).map((text) => text.trim()),
  };
}
