import { createHash } from 'node:crypto';
import type { Position, Recorded } from '@app/domain';
import type { Projection } from '../projection.js';

/** One document of the sample, as the events make it. */
export interface Sampled {
  readonly id: string;
  doc: unknown;
  /** Of the last event folded into it. */
  position: Position;
}

/**
 * So many documents of all that events touch, always the same ones for the same ids, found in one pass: those whose
 * digest is lowest. The bound only ever falls, so whichever is in at the end was in from its first event on.
 */
export class Sample {
  private readonly folded = new Map<string, Sampled & { readonly rank: string }>();
  private bound = '~';
  private readonly seen = new Set<string>();

  constructor(
    private readonly projection: Projection,
    private readonly size: number,
  ) {}

  /** Of all documents so far. */
  get count(): number {
    return this.seen.size;
  }

  get documents(): readonly Sampled[] {
    return [...this.folded.values()];
  }

  /** Sees an event. With `only`, no document comes in that was not there, and those are left out of which it is false. */
  take(event: Recorded, only?: (one: Sampled) => boolean): void {
    for (const id of new Set(this.projection.documents(event))) {
      const one = this.folded.get(id) ?? (only ? undefined : this.admit(id, event.position));
      this.seen.add(id);
      if (!one || only?.(one) === false) continue;
      one.doc = this.projection.fold(one.doc, event, id);
      one.position = event.position;
    }
  }

  private admit(id: string, position: Position): Sampled | undefined {
    if (this.seen.has(id)) return undefined;
    const rank = createHash('sha1').update(id).digest('hex');
    if (rank >= this.bound) return undefined;
    const one = { id, doc: undefined, position, rank };
    this.folded.set(id, one);
    if (this.folded.size > this.size) this.dismiss();
    return this.folded.get(id);
  }

  private dismiss(): void {
    const [highest] = [...this.folded.values()].sort((a, b) => (a.rank < b.rank ? 1 : -1));
    if (!highest) return;
    this.folded.delete(highest.id);
    this.bound = highest.rank;
  }
}
