import { highestOf, position, StaleLease } from '@app/eventing';
import type {
  EventId,
  Generation,
  GenerationState,
  Lease,
  Mark,
  Parked,
  Position,
  ProjectionState,
  Skip,
} from '@app/eventing';

/** All that decides about one projection: its generations, who writes them and how far they are, and which is live. */
export interface Control {
  /** Epochs given so far; never given twice, also where a generation was dropped and made again. */
  readonly epochs: number;
  readonly live: number | null;
  /** Name of the call that moved `live` last, so that it knows its own where the answer was lost; so with the others. */
  readonly pointedBy: string | null;
  /** As `ProjectionState` tells them; absent where an older process made the first of them, and none was dropped since. */
  readonly given?: readonly number[];
  /** By number. */
  readonly generations: readonly GenerationRow[];
}

export interface Made {
  readonly number: number;
  /** Epoch with which it was made; names its collections, so that a later one of that number has others. */
  readonly made: number;
}

export interface GenerationRow extends Made {
  readonly epoch: number;
  readonly claimedBy: string | null;
  readonly holder: string | null;
  readonly beats: number;
  readonly position: bigint;
  readonly eventId: string | null;
  readonly parked: (Omit<Parked, 'at'> & { readonly at: bigint }) | null;
  readonly parkedBy: string | null;
  /** It was live, and another was put in its place. */
  readonly replaced: boolean;
  readonly resumedBy: string | null;
  readonly skips: readonly (Omit<Skip, 'at'> & { readonly at: bigint })[];
}

/** What a change makes of the control; undefined where it has nothing to do. Repeatable. */
export type Change = (now: Control) => Control | undefined;

export const EMPTY: Control = { epochs: 0, live: null, pointedBy: null, generations: [] };

export const generationOf = (now: Control, { number }: Generation): GenerationRow | undefined =>
  now.generations.find((row) => row.number === number);

/** The generation that a lease may write. Throws StaleLease. */
export function held(now: Control, lease: Lease): GenerationRow {
  const row = generationOf(now, lease.generation);
  if (row?.epoch !== lease.epoch) throw new StaleLease(lease);
  return row;
}

/** With collections named by `made`, which is the next epoch, or it is too late. */
export const created =
  (g: Generation, made: number): Change =>
  (now) => {
    if (generationOf(now, g) || now.epochs + 1 !== made) return undefined;
    const row: GenerationRow = {
      ...{ number: g.number, made, epoch: 0, claimedBy: null, holder: null, beats: 0, position: 0n, eventId: null },
      ...{ parked: null, parkedBy: null, replaced: false, resumedBy: null, skips: [] },
    };
    const generations = [...now.generations, row].sort((a, b) => a.number - b.number);
    return { ...now, epochs: made, given: highestOf([...givenIn(now), g.number]), generations };
  };

export const claimed =
  (g: Generation, by: string, holder: string, after: number | undefined): Change =>
  (now) => {
    const row = generationOf(now, g);
    if (row?.claimedBy === by) return undefined;
    if (!row || (after !== undefined && row.epoch !== after))
      throw new StaleLease({ generation: g, epoch: after ?? 0 });
    const epoch = now.epochs + 1;
    return { ...replaced(now, { ...row, epoch, claimedBy: by, holder, beats: 0 }), epochs: epoch };
  };

/** The checkpoint moves on, never back. */
export const advanced =
  (lease: Lease, { position, eventId }: Mark): Change =>
  (now) => {
    const row = held(now, lease);
    return position > row.position ? replaced(now, { ...row, position, eventId }) : undefined;
  };

export const renewed =
  (lease: Lease): Change =>
  (now) => {
    const row = held(now, lease);
    return replaced(now, { ...row, beats: row.beats + 1 });
  };

export const released =
  ({ generation, epoch }: Lease): Change =>
  (now) => {
    const row = generationOf(now, generation);
    return row?.epoch === epoch && row.holder !== null ? replaced(now, { ...row, holder: null }) : undefined;
  };

export const parkedAt =
  (lease: Lease, by: string, parked: Parked): Change =>
  (now) => {
    const row = held(now, lease);
    return row.parkedBy === by ? undefined : replaced(now, { ...row, parked, parkedBy: by });
  };

export const resumed =
  (g: Generation, by: string, at: Position, skip: Skip | undefined): Change =>
  (now) => {
    const row = generationOf(now, g);
    if (row?.parked?.at !== at || row.resumedBy === by) return undefined;
    const skips = skip ? [...row.skips, skip] : row.skips;
    return replaced(now, { ...row, parked: null, resumedBy: by, skips });
  };

export const pointed =
  (by: string, from: Generation | 'none', to: Generation): Change =>
  (now) => {
    const next = generationOf(now, to);
    if (now.pointedBy === by || now.live !== (from === 'none' ? null : from.number) || !next) return undefined;
    const last = from === 'none' ? undefined : generationOf(now, from);
    const isBehind = last !== undefined && next.position < last.position;
    if (next.parked || (isBehind && !last.parked?.diverged)) return undefined;
    const generations = now.generations.map((row) =>
      row === last || row === next ? { ...row, replaced: row === last } : row,
    );
    return { ...now, live: to.number, pointedBy: by, generations };
  };

/**
 * Nobody reads or writes it from here on, so its collections may go; not one that was made under its number since. Throws
 * where it is live.
 */
export const dropped =
  (g: Generation, made: number | undefined): Change =>
  (now) => {
    const row = generationOf(now, g);
    if (!row || row.made !== made) return undefined;
    if (now.live === g.number) throw new Error(`${g.projection} ${g.number} is live and cannot be dropped`);
    return { ...now, given: givenIn(now), generations: now.generations.filter((other) => other !== row) };
  };

/**
 * Whether collections are of no generation, and never will be: one is only ever made with the epoch that comes next. Those
 * that are named by one that was not given yet are perhaps being made.
 */
export const isLeftBehind = ({ epochs, generations }: Control, { number, made }: Made): boolean =>
  made <= epochs && !generations.some((row) => row.number === number && row.made === made);

/** What `Documents.states` tells of a projection; undefined where it has no live generation. */
export function stateOf(projection: string, control: Control): ProjectionState | undefined {
  const { live, generations } = control;
  const states = generations.map((row) => generationState(projection, row));
  const now = states.find(({ generation }) => generation.number === live);
  if (!now) return undefined;
  const { generation, ...state } = now;
  return { live: generation, ...state, others: states.filter((other) => other !== now), given: givenIn(control) };
}

function generationState(projection: string, row: GenerationRow): GenerationState {
  const { number, parked, replaced, skips, epoch, holder, beats } = row;
  return {
    generation: { projection, number },
    checkpoint: { position: position(row.position), eventId: row.eventId as EventId | null },
    ...(parked && { parked: { ...parked, at: position(parked.at) } }),
    ...(replaced && { replaced }),
    skips: skips.map((skip) => ({ ...skip, at: position(skip.at) })),
    lease: { epoch, holder, beats },
  };
}

const givenIn = ({ given = [], generations }: Control): readonly number[] =>
  highestOf([...given, ...generations.map(({ number }) => number)]);

const replaced = (now: Control, row: GenerationRow): Control => ({
  ...now,
  generations: now.generations.map((other) => (other.number === row.number ? row : other)),
});
