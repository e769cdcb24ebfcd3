import { createHash } from 'node:crypto';
import type { Position, Recorded } from '@app/domain';
import type { Entry } from '../ports.js';
import type { Projection } from '../projection.js';

/** One document of the sample, as the events make it. */
export interface Sampled {
  readonly id: string;
  doc: unknown;
  /** Of the last event folded into it. */
  position: Position;
  /** Under which it was found once; some of them may have come back. */
  readonly passed: Map<string, Entry>;
}
interface Ranked extends Sampled {
  readonly rank: string;
}

/** Of an id, as bytes, one a character. */
export const digestOf = (id: string): string => createHash('sha1').update(id).digest('binary');

/** What an entry is found by. */
export const placeOf = ({ scope, field, value, key }: Entry): string => JSON.stringify([scope, field, value, key]);

/**
 * So many documents of all that events touch, always the same ones for the same ids, found in one pass: those whose
 * digest is lowest beyond `above`, so that the next pass can take the next ones. The bound only ever falls, so whichever
 * is in at the end was in from its first event on.
 */
export class Sample {
  private readonly folded = new Map<string, Ranked>();
  private bound = '\u{ffff}';

  constructor(
    private readonly projection: Projection,
    private readonly size: number,
    private readonly above = '',
  ) {}

  /** In the order of their digests. */
  get documents(): readonly Sampled[] {
    return this.dismiss();
  }

  /** Where the next pass goes on; undefined where there is none beyond it. */
  get next(): string | undefined {
    const all = this.dismiss();
    return all.length === this.size ? all.at(-1)?.rank : undefined;
  }

  /** Sees an event; `seen` is told of each document that it touches. */
  take(event: Recorded, seen: (digest: string) => void): void {
    for (const id of new Set(this.projection.documents(event))) {
      const rank = digestOf(id);
      seen(rank);
      const one = this.folded.get(id) ?? this.admit(id, rank, event.position);
      if (one) this.fold(one, event);
    }
  }

  /** Sees an event that is new only to those documents for which that is true; no other comes in. */
  goOn(event: Recorded, isNew: (one: Sampled) => boolean, seen: (digest: string) => void): void {
    for (const id of new Set(this.projection.documents(event))) {
      const one = this.folded.get(id);
      seen(one?.rank ?? digestOf(id));
      if (one && isNew(one)) this.fold(one, event);
    }
  }

  private fold(one: Ranked, event: Recorded): void {
    if (one.doc !== undefined) {
      for (const entry of this.projection.entries(one.doc, one.id)) one.passed.set(placeOf(entry), entry);
    }
    one.doc = this.projection.fold(one.doc, event, one.id);
    one.position = event.position;
  }

  private admit(id: string, rank: string, position: Position): Ranked | undefined {
    if (rank <= this.above || rank > this.bound) return undefined;
    const one: Ranked = { id, doc: undefined, position, passed: new Map(), rank };
    this.folded.set(id, one);
    // Not at each that comes: to find the highest takes a look at all.
    if (this.folded.size >= 2 * this.size + 1) this.dismiss();
    return this.folded.get(id);
  }

  private dismiss(): readonly Ranked[] {
    const all = [...this.folded.values()].sort((a, b) => (a.rank < b.rank ? -1 : 1));
    for (const { id } of all.splice(this.size)) this.folded.delete(id);
    if (all.length === this.size) this.bound = all.at(-1)?.rank ?? '';
    return all;
  }
}
