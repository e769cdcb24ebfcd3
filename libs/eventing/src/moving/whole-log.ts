import { position, type Position } from '@app/domain';
import type { LogReader, Stored } from '../ports.js';

/** Events behind `after` in batches, up to where the log ends when it is reached; what comes later is left out. */
export async function* batchesOf(
  log: Pick<LogReader, 'subscribe'>,
  { after = position(0), batch = 1_000 }: { after?: Position; batch?: number } = {},
): AsyncIterable<readonly Stored[]> {
  const reading = new AbortController();
  try {
    for await (const { events, caughtUp } of log.subscribe({ after, batch, signal: reading.signal })) {
      if (events.length > 0) yield events;
      if (caughtUp) return;
    }
  } finally {
    reading.abort();
  }
}

export async function* eventsOf(log: Pick<LogReader, 'subscribe'>, after?: Position): AsyncIterable<Stored> {
  for await (const events of batchesOf(log, after === undefined ? {} : { after })) yield* events;
}
