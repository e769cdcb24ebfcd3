import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { start } from './child.js';
import { compare, type Row } from './harness.js';
import type { Rebuilt, Rebuilding } from './rebuild.process.js';
import type { Size } from './size.js';

const MIB = 1024 * 1024;

/** All read models of a log from its beginning. The documents that ours makes last stay in the folder. */
export async function rebuild(folder: string, { rounds }: Size): Promise<Row> {
  const memory: { half: number; whole: number }[] = [];
  const run = async (side: 'ours' | 'ceiling'): Promise<Rebuilt> => {
    const documents = side === 'ours' ? join(folder, 'documents.db') : join(folder, 'ceiling.db');
    for (const end of ['', '-wal', '-shm']) rmSync(documents + end, { force: true });
    // The ceiling keeps everything in memory; ours has what a server has.
    const child = start<Rebuilding>('rebuild.process', side === 'ceiling' ? { heapMb: 6_000 } : {});
    const rebuilt = await child.call(side, folder, documents);
    await child.end();
    return rebuilt;
  };
  const round = ({ events, ms }: Rebuilt) => ({ rate: (events * 1000) / ms, latencies: [ms] });
  const row = await compare({
    ...{ name: 'rebuild of all read models', unit: 'events/s', target: 0.3, rounds, warmUp: false },
    ours: async () => {
      const rebuilt = await run('ours');
      memory.push({ half: rebuilt.peakAtHalf, whole: rebuilt.peak });
      return round(rebuilt);
    },
    ceiling: async () => round(await run('ceiling')),
  });
  const peak = (at: 'half' | 'whole') => Math.round(Math.max(...memory.map((each) => each[at])) / MIB);
  return { ...row, note: `peak memory ${peak('half')} MiB over the first half, ${peak('whole')} MiB over all` };
}
