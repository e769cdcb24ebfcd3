import type { ApiClient } from '@app/platform';
import { setTimeout as pause } from 'node:timers/promises';
import { EXIT, Stop } from '../exit.js';
import { progress } from '../progress.js';
import { duration, Pace } from './pace.js';
import { standingOf, type Standing } from './standings.js';

const POLL_MILLISECONDS = 200;

/**
 * Shows how a generation gets on, until it has caught up or is live, or until `signal` aborts. Throws Stop where it
 * parks, or is dropped.
 */
export async function watchBuild(
  api: ApiClient,
  name: string,
  generation: number,
  signal: AbortSignal,
): Promise<'built' | 'left'> {
  const bar = progress(`Building ${name} ${generation}`, '{percentage} %, {rate} a second, {left}');
  const pace = new Pace();
  try {
    while (!signal.aborted) {
      const standing = await standingOf(api, name);
      const found = find(standing, generation);
      if (isBuilt(standing, found)) return 'built';
      const [done, total] = [Number(found.position), Number(found.position) / (found.share || 1)];
      const { perSecond, left } = pace.at(done, total, performance.now());
      const words = left === undefined ? 'no telling how long yet' : `${duration(left)} left`;
      bar.at(done, Math.ceil(total), { rate: Math.round(perSecond).toLocaleString('en'), left: words });
      await pause(POLL_MILLISECONDS, undefined, { signal }).catch(() => undefined);
    }
    return 'left';
  } finally {
    bar.stop();
  }
}

function find({ others, ...live }: Standing, generation: number) {
  const found = [live, ...others].find((one) => one.generation === generation);
  if (!found) throw new Stop(EXIT.different, `generation ${generation} of ${live.name} was dropped meanwhile`);
  const { parked } = found;
  if (parked)
    throw new Stop(EXIT.different, `generation ${generation} is parked at ${parked.position}: ${parked.error}`);
  return found;
}

/** While much is recorded, none is ever at the end of the log for long; where the live one is does as well. */
const isBuilt = (live: Standing, { generation, lag, position }: ReturnType<typeof find>): boolean =>
  generation === live.generation || lag === 0 || BigInt(position) >= BigInt(live.position);

/** Until the work is done, Ctrl-C aborts its signal; a second one ends the process, as it does otherwise. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const asked = new AbortController();
  const stop = () => asked.abort();
  process.once('SIGINT', stop);
  try {
    return await work(asked.signal);
  } finally {
    process.removeListener('SIGINT', stop);
  }
}
