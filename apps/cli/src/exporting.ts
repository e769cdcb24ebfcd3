import { begunIn, exportLog, isOf, LOG_FORMAT, type Begun } from '@app/eventing';
import { readHoldings, type HoldingsReader } from '@app/stack';
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { EXIT, Stop } from './exit.js';
import { aboutFile, isForeign, partOf, readingOf, STANDARD, toStandardOutput, writingTo } from './files.js';
import { bar } from './bar.js';
import type { Where } from './server.js';
import { storeIn, storeOptions } from './store.js';

/** Writes the whole log of the store to a file, or to standard output; says there or beside it what it has done. */
export async function exportEvents(where: Where, name: string, resume: boolean): Promise<void> {
  if (name !== STANDARD && !resume) refuseToOverwrite(name);
  if (name === STANDARD && resume) throw new Stop(EXIT.usage, 'standard output cannot be gone on with');
  const store = await readHoldings(storeIn(where), storeOptions);
  try {
    if (name === STANDARD) console.error(await writeAll(store, toStandardOutput, undefined));
    else console.log(await toFile(store, name, resume));
  } finally {
    await store.close();
  }
}

async function toFile(store: HoldingsReader, name: string, resume: boolean): Promise<string> {
  const begun = resume ? await begunBefore(store, name) : undefined;
  const file = await writingTo(name, LOG_FORMAT, begun?.mark.bytes);
  try {
    const done = await writeAll(store, file.write, begun);
    await file.finish();
    return `${done} It is in ${name}.`;
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
}

async function writeAll(
  { log }: HoldingsReader,
  write: (text: string) => Promise<void>,
  begun: Begun | undefined,
): Promise<string> {
  const shown = bar('Exporting', 'events');
  const onProgress = (events: number, through: bigint, to: bigint): void =>
    shown.at(events, Math.min(1, Number(through) / Number(to)));
  try {
    const { items, through, sha256 } = await exportLog({ log, now: () => new Date(), begun, onProgress }, write);
    const before = begun ? `${begun.mark.items.toLocaleString('en')} were there already. ` : '';
    const events = `${items.toLocaleString('en')} events, up to position ${through}`;
    return `${events}. ${before}SHA-256 of all lines but the last: ${sha256}.`;
  } finally {
    shown.stop();
  }
}

function refuseToOverwrite(name: string): void {
  if (existsSync(name)) throw new Stop(EXIT.different, `${name} is there already; --resume goes on behind its end`);
  if (!existsSync(partOf(name))) return;
  throw new Stop(EXIT.different, `${partOf(name)} was begun and not finished; --resume goes on with it`);
}

/** An earlier export, finished or not, that is to be gone on with: checked line by line, and put under its working name. */
async function begunBefore({ log }: HoldingsReader, name: string): Promise<Begun | undefined> {
  const part = partOf(name);
  const [hasName, hasPart] = [existsSync(name), existsSync(part)];
  if (hasName && hasPart) throw new Stop(EXIT.different, `both ${name} and ${part} are there; take one of them away`);
  if (!hasName && !hasPart) return undefined;
  const found = hasName ? name : part;
  const begun = await begunIn(readingOf(found).pieces).catch((error: unknown) => {
    throw aboutFile(found, error);
  });
  // A file of ours has its name only once it is whole, so this is none.
  if (hasName && !begun) throw isForeign(name, LOG_FORMAT);
  if (begun && !(await isOf(log, begun))) throw new Stop(EXIT.different, `${found} was exported from another log`);
  if (hasName) await rename(name, part);
  return begun;
}
