import {
  Codec, compareLogs, differenceInWords, eventIn, eventsOf, LOG_FORMAT, unframed, type LogReader, type Stored,
} from '@app/eventing'; // prettier-ignore
import { position } from '@app/domain';
import type { Stack } from '@app/stack';
import { fault, good, note, type Finding } from './findings.js';
import { aboutFile, readingOf } from './files.js';
import { Stop } from './exit.js';
import type { Bar } from './bar.js';

const BATCH = 500;
const SHOWN = 10;

/** Every event: whether this program can read it, and whether the keys of its sealed words are there. */
export async function examineLog({ log, opener }: Pick<Stack, 'log' | 'opener'>, bar: Bar): Promise<Finding[]> {
  const head = await log.head();
  const codec = new Codec();
  const faults: Finding[] = [];
  const reading = new AbortController();
  let [events, redacted] = [0, 0];
  for await (const batch of log.subscribe({ after: position(0), batch: BATCH, signal: reading.signal })) {
    for (const event of batch.events) {
      const found = await examineEvent(event, codec, (json) => opener.open(json));
      if (typeof found === 'string') faults.push(fault(`${event.stream}, revision ${event.revision}: ${found}`));
      else if (found.redacted) redacted++;
    }
    events += batch.events.length;
    bar.at(events, Math.min(1, Number(batch.through) / Number(head.position)));
    if (batch.through >= head.position) reading.abort();
  }
  const unreadable =
    faults.length > SHOWN ? [...faults.slice(0, SHOWN), fault(`and ${faults.length - SHOWN} more`)] : faults;
  return [
    ...unreadable,
    ...(faults.length === 0
      ? [good(`all ${events} events in the log are readable, and the keys of their words are there`)]
      : []),
    ...(redacted > 0 ? [note(`${redacted} of them hold words that were erased for good`)] : []),
  ];
}

type Open = (json: string) => Promise<string>;

/** Why it cannot be read, or whether words of it were erased. */
async function examineEvent(event: Stored, codec: Codec, open: Open): Promise<string | { redacted: boolean }> {
  try {
    codec.read(event);
    const sealed = `[${event.data},${event.metadata}]`;
    return { redacted: (await open(sealed)).includes('"redacted":true') && !sealed.includes('"redacted":true') };
  } catch (error) {
    return (error as Error).message;
  }
}

/** The whole log against the whole of an export: by rank, since positions are of one log only, and byte for byte. */
export async function proveAgainst(name: string, log: LogReader, bar: Bar): Promise<Finding[]> {
  const { pieces } = readingOf(name);
  try {
    const found = await compareLogs(eventsOf(log), eventsIn(pieces), (events) => bar.at(events));
    const counts = `${found.ours} events here, ${found.theirs} in ${name}`;
    if (!found.difference) return [good(`the log is that of ${name}: ${found.equal} events, each the same`)];
    return [fault(`the log is not that of ${name}: ${differenceInWords(found.difference)} (${counts})`)];
  } catch (error) {
    const about = aboutFile(name, error);
    if (about === error || !(about instanceof Stop)) throw error;
    return [fault(about.message)];
  }
}

async function* eventsIn(pieces: AsyncIterable<Buffer>): AsyncIterable<Stored> {
  for await (const { items } of unframed(pieces, LOG_FORMAT, eventIn)) yield* items;
}
