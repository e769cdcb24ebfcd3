import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { start } from './child.js';
import { compare, type Row } from './harness.js';
import { contentOf } from './in-memory.js';
import type { Rebuilt, Rebuilding } from './rebuild.process.js';
import type { Size } from './size.js';

const MIB = 1024 * 1024;
const FILES = { ours: 'documents.db', ceiling: 'ceiling.db' };

/**
 * All read models of a log from its beginning: rounds on the short one, where both sides must come to the same, and
 * once ours on the long one, to see that its memory does not grow with the log. Ours leaves its documents there.
 */
export async function rebuild(short: string, long: string, { rounds }: Size): Promise<Row> {
  const round = ({ events, ms }: Rebuilt) => ({ rate: (events * 1000) / ms, latencies: [ms] });
  const row = await compare({
    ...{ name: 'rebuild of all read models', unit: 'events/s', target: 0.3, rounds, warmUps: 0 },
    ours: async () => round(await run(short, 'ours')),
    ceiling: async () => round(await run(short, 'ceiling')),
  });
  if (contentOf(join(short, FILES.ours)) !== contentOf(join(short, FILES.ceiling))) {
    throw new Error('the ceiling of the rebuild does not come to the same documents');
  }
  const { events, ms, peakAtHalf, peak } = await run(long, 'ours');
  const rate = Math.round((events * 1000) / ms).toLocaleString('en');
  const [half, whole] = [peakAtHalf, peak].map((bytes) => Math.round(bytes / MIB));
  const of = `ours of ${events.toLocaleString('en')} events: ${rate} events/s`;
  return { ...row, note: `${of}, peak memory ${half} MiB over the first half and ${whole} MiB over all` };
}

/** In a process of its own, without documents from before. */
async function run(folder: string, side: 'ours' | 'ceiling'): Promise<Rebuilt> {
  const documents = join(folder, FILES[side]);
  for (const end of ['', '-wal', '-shm']) rmSync(documents + end, { force: true });
  // The ceiling keeps everything in memory; ours has what a server has.
  const child = start<Rebuilding>('rebuild.process', side === 'ceiling' ? { heapMb: 6_000 } : {});
  const rebuilt = await child.call(side, folder, documents);
  await child.end();
  return rebuilt;
}
