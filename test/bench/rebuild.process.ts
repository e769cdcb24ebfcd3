import { Codec, position, type Position } from '@app/eventing';
import { openStack } from '@app/stack';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { offer } from './child.js';
import { foldInMemory } from './in-memory.js';
import { fail } from './seed.js';

export interface Rebuilt {
  readonly events: number;
  readonly ms: number;
  /** Of all cores together, in ms: what else runs does not count. */
  readonly cpuMs: number;
  /** Resident memory of the whole process, in bytes, at its highest before half of the events were in the documents. */
  readonly peakAtHalf: number;
  readonly peak: number;
}

export interface RebuiltByUs extends Rebuilt {
  /** Until half of the events were in the documents. */
  readonly halfMs: number;
}

const LOOK_MS = 10;

/** The stack as it starts with a log and without documents: until every read model has reached the end. */
async function ours(folder: string): Promise<RebuiltByUs> {
  const began = performance.now();
  const stack = await openStack({ kind: 'embedded', folder }, { onFatal: fail });
  const { position: head } = await stack.log.head();
  let [peak, peakAtHalf, halfMs] = [0, 0, 0];
  for (let at = position(0); at < head;) {
    await sleep(LOOK_MS);
    at = lowest([...(await stack.documents.states()).values()].map(({ checkpoint }) => checkpoint.position));
    peak = Math.max(peak, process.memoryUsage.rss());
    if (at <= head / 2n) [peakAtHalf, halfMs] = [peak, performance.now() - began];
  }
  const ms = performance.now() - began;
  const cpuMs = cpu();
  await stack.close();
  return { events: Number(head), ms, halfMs, cpuMs, peak, peakAtHalf };
}

/** Since the process began. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const lowest = (positions: readonly Position[]): Position =>
  positions.reduce((a, b) => (a < b ? a : b), positions[0] ?? position(0));

async function ceiling(folder: string, documents: string): Promise<Rebuilt> {
  const began = performance.now();
  const events = foldInMemory(join(folder, 'log.db'), documents, new Codec());
  const ms = performance.now() - began;
  const cpuMs = cpu();
  const peak = process.memoryUsage.rss();
  return { events, ms, cpuMs, peak, peakAtHalf: peak };
}

export type Rebuilding = {
  ours(folder: string, documents: string): Promise<RebuiltByUs>;
  ceiling(folder: string, documents: string): Promise<Rebuilt>;
};
offer({ ours, ceiling } satisfies Rebuilding);
