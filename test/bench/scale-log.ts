import { Keyring } from '@app/eventing';
import { openFolder, SqliteKeys, SqliteLog } from '@app/sqlite';
import { record, type Happening } from './record.js';
import { Scribe } from './scribe.js';
import { fail, inTurn, register } from './seed.js';

/** Partnerships that write at the same time; what is known of their streams is held until they are done. */
const TOGETHER = 50;

export interface Written {
  readonly events: number;
  readonly streams: number;
  readonly seconds: number;
  /** Of all cores together. */
  readonly cpuSeconds: number;
}

export const nameOf = (n: number): string => `partnership-${n}`;

/** So many events, of partnerships that are all alike, as the runner writes them but undecided; sealed and encoded. */
export async function writeLog(
  path: string,
  { events, partnerships }: { readonly events: number; readonly partnerships: number },
  progress: (written: number) => void,
): Promise<Written> {
  const folder = openFolder(path, { create: true });
  const keys = await SqliteKeys.open(folder.keys, { batch: 5_000 });
  const log = await SqliteLog.open(folder.log, { onFatal: fail });
  const [began, before] = [performance.now(), process.cpuUsage()];
  let [written, streams] = [0, 0];
  const counted = function* (happenings: Iterable<Happening>): Iterable<Happening> {
    for (const happening of happenings) {
      if (++written % 100_000 === 0) progress(written);
      if (happening.type.begins === 'thing') streams++;
      yield happening;
    }
  };
  for (let first = 0; first < partnerships; first += TOGETHER) {
    const names = Array.from({ length: Math.min(TOGETHER, partnerships - first) }, (_, i) => nameOf(first + i));
    const { position: from } = await log.head();
    for (const name of names) await register(log, new Keyring(keys), name);
    const registered = Number((await log.head()).position - from);
    const each = Math.floor(events / partnerships - registered / names.length);
    const records = names.map((name) => take(record(name, Infinity), each));
    await new Scribe(log, keys).append(counted(inTurn(records)));
  }
  const { position } = await log.head();
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  await log.close();
  await keys.close();
  folder.close();
  return { events: Number(position), streams, seconds, cpuSeconds: (user + system) / 1e6 };
}

function* take<T>(some: Iterable<T>, n: number): Iterable<T> {
  if (n <= 0) return;
  for (const one of some) {
    yield one;
    if (--n === 0) return;
  }
}
