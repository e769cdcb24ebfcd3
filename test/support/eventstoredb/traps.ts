import type { EventId, EventLog, NewEvent, Stored, StreamId } from '@app/eventing';

// What the suites of faults share: ids in a stream, what follows, what fails.

export const idsOf = (events: readonly NewEvent[]): EventId[] => events.map(({ id }) => id);

export async function read(log: EventLog, stream: StreamId): Promise<Stored[]> {
  const events: Stored[] = [];
  for await (const event of log.read(stream)) events.push(event);
  return events;
}

/** What it throws; fails where it does not. */
export const failure = (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: Error) => error,
  );

/** Until it holds; asked again after each turn of the event loop, and a hundred times a second. Fails after 20 s. */
export async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let asked = 0; asked < 2_000; asked++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it did not come to that');
}
