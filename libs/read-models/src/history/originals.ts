import type { Recorded } from '@app/domain';
import type { Reading } from '../query/reading.js';
import { isBorrowed } from '../query/thing.js';

/** The events with those that only an amendment brought among them as they were recorded, read from their stream. */
export const withOriginals = (reading: Reading, events: readonly Recorded[]): Promise<readonly Recorded[]> =>
  Promise.all(events.map(async (event) => (isBorrowed(event) ? originalOf(reading, event) : event)));

async function originalOf(reading: Reading, borrowed: Recorded): Promise<Recorded> {
  for await (const event of reading.context.stream(borrowed.stream, borrowed.revision)) return event;
  return borrowed;
}
