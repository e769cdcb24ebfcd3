import { revision } from '@app/domain';
import { MAX_APPEND_BYTES } from '../append.js';
import type { EventLog, Stored } from '../ports.js';

/** Of one append: enough to save the round trips, and little to send again. */
const MAX_EVENTS = 500;

/** Appends events at the very revisions that they have, and gives their number. At most `atOnce` appends wait together. */
export async function appendInOrder(log: EventLog, events: readonly Stored[], atOnce: number): Promise<number> {
  const appends = [...runsOf(events)];
  for (let i = 0; i < appends.length; i += atOnce) {
    const sent = appends.slice(i, i + atOnce).map((run) => append(log, run));
    // All have to be settled before anybody goes on: what came of the later ones must be known too.
    const failed = (await Promise.allSettled(sent)).find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }
  return events.length;
}

async function append(log: EventLog, run: readonly Stored[]): Promise<void> {
  const [first] = run as [Stored];
  const expected = first.revision === 0n ? 'none' : revision(first.revision - 1n);
  await log.append(first.stream, expected, run);
}

/** Neighbours that one append can take: of one stream, one behind the other. */
function* runsOf(events: readonly Stored[]): Iterable<readonly Stored[]> {
  let [run, bytes] = [[] as Stored[], 0];
  for (const event of events) {
    const last = run.at(-1);
    const size = sizeOf(event);
    const follows = last?.stream === event.stream && last.revision + 1n === event.revision;
    if (last && (!follows || run.length === MAX_EVENTS || bytes + size > MAX_APPEND_BYTES)) {
      yield run;
      [run, bytes] = [[], 0];
    }
    run.push(event);
    bytes += size;
  }
  if (run.length > 0) yield run;
}

const sizeOf = ({ id, type, data, metadata }: Stored): number =>
  id.length + Buffer.byteLength(type) + Buffer.byteLength(data) + Buffer.byteLength(metadata);
