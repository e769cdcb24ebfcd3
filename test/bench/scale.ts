import { DatabaseSync } from '@photostructure/sqlite';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { start } from './child.js';
import { percentile } from './harness.js';
import { withLoad } from './load.js';
import type { Rebuilding } from './rebuild.process.js';
import { idIn } from './record.js';
import { nameOf, writeLog } from './scale-log.js';
import { startOurs, wire } from './servers.js';

export const SCALE_HELP = `npm run bench -- scale [--events N] [--partnerships N]

Writes the log of so many partnerships on the embedded stack, builds all read models from it, and reads from them:
disk, time, memory and latency at that size. Nothing is kept.`;

const MIB = 1024 * 1024;
const READS_MS = 10_000;
/** Of which things are asked. */
const ASKED = 200;

/** One report, not a contest: there is nothing to compare with. */
export async function scale(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      events: { type: 'string', default: '200000' },
      partnerships: { type: 'string', default: '1000' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(SCALE_HELP);
  const size = { events: Number(values.events), partnerships: Number(values.partnerships) };
  const folder = mkdtempSync(join(__dirname, 'scale-'));
  try {
    const began = performance.now();
    const progress = (written: number) =>
      process.stderr.write(`${written.toLocaleString('en')} written after ${Math.round((performance.now() - began) / 1000)} s\n`); // prettier-ignore
    const { events, streams, seconds, cpuSeconds } = await writeLog(folder, size, progress);
    say('log', `${whole(events)} events in ${whole(streams)} streams of ${whole(size.partnerships)} partnerships, ${rate(events, seconds, cpuSeconds)}`); // prettier-ignore
    const child = start<Rebuilding>('rebuild.process');
    const rebuilt = await child.call('ours', folder, '');
    await child.end();
    say('rebuild', `${(rebuilt.ms / 1000).toFixed(1)} s, ${rate(events, rebuilt.ms / 1000, rebuilt.cpuMs / 1000)}`);
    const [half, rest] = [rebuilt.halfMs, rebuilt.ms - rebuilt.halfMs].map((some) => whole((events / 2 / some) * 1000));
    say('', `${half} events/s over the first half, ${rest} over the second`);
    say('memory', `at most ${mib(rebuilt.peakAtHalf)} MiB over the first half, ${mib(rebuilt.peak)} MiB over all`);
    const { documents, entries } = counted(join(folder, 'documents.db'));
    say('read models', `${whole(documents)} documents, ${whole(entries)} entries`);
    for (const file of ['log', 'documents', 'keys']) {
      const { size: bytes } = statSync(join(folder, `${file}.db`));
      say(`${file}.db`, `${mib(bytes)} MiB, ${whole(bytes / events)} bytes an event`);
    }
    await reads(folder, size.partnerships);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One request at a time, of any partnership, against what `npm start` runs. */
async function reads(folder: string, partnerships: number): Promise<void> {
  const server = await startOurs(folder);
  const some = Array.from({ length: ASKED }, (_, i) => nameOf(Math.floor((i * partnerships) / ASKED)));
  const action = (name: string) => `actions/${idIn(name, 'action', 0)}`;
  const paths: Record<string, (name: string) => string> = {
    'an action': action,
    'its ownership': (name) => `${action(name)}/ownership`,
    'page of 50 actions': () => 'actions?limit=50',
    'the same as of a date': () => `actions?limit=50&asOf=${new Date().toISOString().slice(0, 10)}`,
    'open actions of a person': (name) => `actions?owner=${idIn(name, 'person', 7)}&status=open`,
    'page of 50 meetings': () => 'meetings?limit=50',
    'structure': () => 'structure',
  }; // prettier-ignore
  try {
    await withLoad(async (run) => {
      for (const [what, pathOf] of Object.entries(paths)) {
        const requests = some.map((name) => wire(server, 'GET', `/v1/partnerships/${name}/${pathOf(name)}`));
        const { latencies } = await run({ port: server.port, expect: 200, connections: 1, ms: READS_MS, requests });
        const sorted = [...latencies].sort((a, b) => a - b);
        say(what, `p50 ${ms(sorted, 0.5)} ms, p99 ${ms(sorted, 0.99)} ms of ${whole(sorted.length)}`);
      }
    });
  } finally {
    await server.stop();
  }
}

function counted(path: string): { documents: number; entries: number } {
  const db = new DatabaseSync(path, { readOnly: true });
  const count = (table: string) => (db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;
  const counts = { documents: count('documents'), entries: count('entries') };
  db.close();
  return counts;
}

const say = (what: string, is: string): void => console.log(`${what.padEnd(24)}  ${is}`);
const whole = (n: number): string => Math.round(n).toLocaleString('en');
const rate = (events: number, seconds: number, cpuSeconds: number): string =>
  `${whole(events / seconds)} events/s, ${whole(events / cpuSeconds)} a second of CPU`;
const mib = (bytes: number): string => whole(bytes / MIB);
const ms = (sorted: readonly number[], part: number): string => percentile(sorted, part).toFixed(1);
