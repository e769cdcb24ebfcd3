import { issuerKeyIn, mintToken } from '@app/platform';
import { setTimeout as sleep } from 'node:timers/promises';
import { median, percentile, type Round, type Row } from './harness.js';
import { withLoad } from './load.js';
import type { Reading } from './reading.js';
import { wire } from './servers.js';
import type { Size } from './size.js';

const CONNECTIONS = 10;
const LOOK_MS = 100;
/** To and fro. */
const MOVES = 5;
const PATH = '/v1/operations/projections/actions';

/**
 * Pages of a list while the read model that they come from is built anew, compared with the log, promoted and rolled
 * back: beside the same pages before. What is behind it is left as it was.
 */
export async function rebuilding(reading: Reading, folder: string, size: Size): Promise<Row> {
  const { ours, pages } = reading;
  const ask = await operator(ours.port, folder);
  const requests = pages.map(({ path }) => wire(ours, 'GET', path));
  const load = { port: ours.port, expect: 200, connections: CONNECTIONS, ms: size.ms, requests };
  return withLoad(async (run) => {
    const round = () => run(load);
    await several(size.warmUps, round);
    const before = await several(size.rounds, round);
    const built = await meanwhile(rebuild(ask), round);
    const verified = await meanwhile(verify(ask), round);
    const moved = await meanwhile(move(ask), round);
    const after = await several(size.rounds, round);
    await ask('POST', '/removals');
    return rowOf({ before, built, verified, moved, after });
  });
}

type Ask = (method: 'GET' | 'POST', path?: string, body?: object) => Promise<Record<string, unknown>>;

async function operator(port: number, folder: string): Promise<Ask> {
  const token = await mintToken(issuerKeyIn(folder), { subject: 'bench-operator', scopes: ['operations'] });
  const authorization = `Bearer ${token}`;
  return async (method, path = '', body = undefined) => {
    const headers = { authorization, ...(body && { 'content-type': 'application/json' }) };
    const sent = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const answer = await fetch(`http://127.0.0.1:${port}${PATH}${path}`, sent);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  };
}

async function rebuild(ask: Ask): Promise<void> {
  await ask('POST', '/rebuilds');
  const share = async () => ((await ask('GET'))['others'] as readonly { readonly share: number }[])[0]?.share;
  while ((await share()) !== 1) await sleep(LOOK_MS);
}

async function verify(ask: Ask): Promise<void> {
  const { faults } = await ask('POST', '/verifications');
  if ((faults as readonly string[]).length > 0) throw new Error(`what was built is wrong: ${String(faults)}`);
}

async function move(ask: Ask): Promise<void> {
  const [built] = (await ask('GET'))['others'] as readonly { readonly generation: number }[];
  for (let n = 0; n < MOVES; n++) {
    // What was rolled back from has to be named.
    await ask('POST', '/promotions', { generation: built?.generation });
    await ask('POST', '/rollbacks');
  }
}

async function several(count: number, round: () => Promise<Round>): Promise<Round[]> {
  const rounds: Round[] = [];
  for (let n = 0; n < count; n++) rounds.push(await round());
  return rounds;
}

/** Rounds for as long as the work takes, and at least one. */
async function meanwhile(work: Promise<void>, round: () => Promise<Round>): Promise<Round[]> {
  let isDone = false;
  const done = work.finally(() => (isDone = true));
  done.catch(() => undefined);
  const rounds: Round[] = [];
  do rounds.push(await round());
  while (!isDone);
  await done;
  return rounds;
}

type Measured = Readonly<Record<'before' | 'built' | 'verified' | 'moved' | 'after', readonly Round[]>>;

function rowOf({ before, built, verified, moved, after }: Measured): Row {
  const rate = (rounds: readonly Round[]) => median(rounds.map((round) => round.rate));
  const latencies = (rounds: readonly Round[]) => rounds.flatMap((round) => round.latencies).sort((a, b) => a - b);
  const p99 = (rounds: readonly Round[]) => percentile(latencies(rounds), 0.99);
  const phases = [before, built, verified, moved, after].map((rounds) => `${p99(rounds).toFixed(1)} ms`);
  const [first, second, third, fourth, last] = phases;
  return {
    ...{ name: 'that page while it is rebuilt, beside before', unit: 'requests/s', target: 0.4 },
    ...{ ours: rate(built), ceiling: rate(before), ratio: rate(built) / rate(before) },
    ...{ p50: percentile(latencies(built), 0.5), p99: p99(built) },
    note: `p99 before ${first}, while building ${second}, verifying ${third}, promoting and going back ${fourth}, after ${last}`,
  };
}
