import { position } from '@app/eventing';
import type { EventId, Generation, GenerationState, Parked, Position, ProjectionState, Skip } from '@app/eventing';

/**
 * One right to write a generation. The rows of a generation are a chain: the one of the highest epoch holds, and a claim
 * adds the next by inserting it, which is atomic everywhere. It takes over what the one before had reached, after
 * fencing it, so that this cannot change any more.
 */
export interface LeaseRow {
  readonly _id: string;
  readonly kind: 'lease';
  readonly projection: string;
  readonly number: number;
  readonly epoch: number;
  /** Whoever wrote this row, so that a repeated insert knows its own. */
  readonly token: string;
  /** Epoch with which the generation was made; names its collections, so that a later one of that number has others. */
  readonly made: number;
  readonly holder: string | null;
  readonly beats: number;
  readonly position: bigint;
  readonly eventId: string | null;
  readonly parked: ParkedRow | null;
  readonly skips: readonly SkipRow[];
  /** Its holder can write nothing any more. */
  readonly fenced: boolean;
  /** The generation is no longer there; the row remains, so that epochs are never given twice. */
  readonly dropped: boolean;
  /** The pointer, by epoch, that may take readers from this generation to another, since that one has got as far. */
  readonly yielded: number;
}

/** Which generation is live: the chain's last but for what `liveOf` says. */
export interface PointerRow {
  readonly _id: string;
  readonly kind: 'live';
  readonly projection: string;
  readonly number: number;
  readonly epoch: number;
  readonly token: string;
}

export type ControlRow = LeaseRow | PointerRow;

interface ParkedRow extends Omit<Parked, 'at'> {
  readonly at: bigint;
}
interface SkipRow extends Omit<Skip, 'at'> {
  readonly at: bigint;
}

/** What the rows of one projection say. */
export interface Chains {
  /** The last row of each generation that is there, by number. */
  readonly generations: ReadonlyMap<number, LeaseRow>;
  /** Newest first. */
  readonly pointers: readonly PointerRow[];
}

// Padded, so that ids are in the order of epochs.
const padded = (epoch: number): string => String(epoch).padStart(12, '0');
const chainOf = (g: Generation): string => `lease/${g.projection}/${g.number}/`;
export const leaseId = (g: Generation, epoch: number): string => chainOf(g) + padded(epoch);
export const pointerId = (projection: string, epoch: number): string => `live/${projection}/${padded(epoch)}`;

/** Bounds of the ids of a chain, from an epoch on. */
export const chainFrom = (g: Generation, epoch = 0): { $gte: string; $lt: string } => ({
  $gte: leaseId(g, epoch),
  $lt: `${chainOf(g)}~`,
});

export function chainsOf(rows: readonly ControlRow[]): ReadonlyMap<string, Chains> {
  const chains = new Map<string, { generations: Map<number, LeaseRow>; pointers: PointerRow[] }>();
  for (const row of rows) {
    const own = chains.get(row.projection) ?? { generations: new Map<number, LeaseRow>(), pointers: [] };
    chains.set(row.projection, own);
    if (row.kind === 'live') own.pointers.push(row);
    else if (row.epoch >= (own.generations.get(row.number)?.epoch ?? 0)) own.generations.set(row.number, row);
  }
  for (const { generations, pointers } of chains.values()) {
    pointers.sort((a, b) => b.epoch - a.epoch);
    for (const [number, { dropped }] of generations) if (dropped) generations.delete(number);
  }
  return chains;
}

/**
 * The newest pointer counts once nobody is set back by it. Between the look of `promote` and its insert the generation
 * before may have gone on, and been read there: then that one is live until the new one has got as far, or until it is
 * on record that it once had (`yielded`), from when on the new one is live whatever the other does.
 */
export function liveOf({ generations, pointers: [newest, before] }: Chains): LeaseRow | undefined {
  const next = newest && generations.get(newest.number);
  const last = before && generations.get(before.number);
  if (!next || !last) return next ?? last;
  return isSettled(next, last, newest) ? next : last;
}

const isSettled = (next: LeaseRow, last: LeaseRow, { epoch }: PointerRow): boolean =>
  last.yielded >= epoch || last.parked !== null || next.position >= last.position;

/** What `Documents.states` tells of a projection; undefined where it has no live generation. */
export function stateOf(chains: Chains): ProjectionState | undefined {
  const live = liveOf(chains);
  if (!live) return undefined;
  const others = [...chains.generations.values()].filter((row) => row !== live).sort((a, b) => a.number - b.number);
  const { generation, ...state } = generationState(live);
  return { live: generation, ...state, others: others.map(generationState) };
}

function generationState(row: LeaseRow): GenerationState {
  const { projection, number, parked, skips, epoch, holder, beats } = row;
  return {
    generation: { projection, number },
    checkpoint: { position: position(row.position), eventId: row.eventId as EventId | null },
    ...(parked && { parked: { ...parked, at: position(parked.at) } }),
    skips: skips.map((skip) => ({ ...skip, at: position(skip.at) })),
    lease: { epoch, holder, beats },
  };
}

/** As it is when a generation is made. */
export const freshLease = (g: Generation, epoch: number, token: string): LeaseRow => ({
  ...{ _id: leaseId(g, epoch), kind: 'lease', projection: g.projection, number: g.number, epoch, token, made: epoch },
  ...{ holder: null, beats: 0, position: 0n as Position, eventId: null, parked: null, skips: [] },
  ...{ fenced: false, dropped: false, yielded: 0 },
});
