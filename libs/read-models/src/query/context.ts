import type { Position, Recorded, Revision, StreamId } from '@app/domain';
import type { Doc, Documents, EventLog, Generation, Page, Query as Find, Stored } from '@app/eventing';

/** What reads are answered from. `now` is the clock of the request: nothing below it reads the time. */
export interface ReadStores {
  readonly documents: Documents;
  readonly log: Pick<EventLog, 'read'>;
  readonly codec: { read(stored: Stored): Recorded };
  readonly opener: { open(json: string): Promise<string> };
  now(): Date;
}

/** A read model in use has stopped at an event that it could not apply. */
export class ProjectionParked extends Error {
  constructor(
    readonly projection: string,
    readonly at: Position,
    readonly reason: string,
  ) {
    super(`${projection} has stopped at position ${at}: ${reason}`);
  }
}

/** A read model in use has not got there yet, or has no documents at all yet. */
export class ProjectionBehind extends Error {
  constructor(
    readonly projection: string,
    readonly at: Position,
  ) {
    super(`${projection} has reached position ${at} only`);
  }
}

/**
 * The read models that one answer is made of, as they stood when it was begun. `position` is the lowest of their
 * checkpoints; whatever lies above it in any of them is left out, so that the answer is of one position.
 */
export class ReadContext {
  private constructor(
    private readonly stores: ReadStores,
    private readonly generations: ReadonlyMap<string, { readonly generation: Generation; readonly at: Position }>,
    readonly partnership: string,
    readonly position: Position,
    readonly now: Date,
  ) {}

  /** One read of all checkpoints. Throws ProjectionParked and ProjectionBehind. */
  static async open(stores: ReadStores, partnership: string, uses: readonly string[]): Promise<ReadContext> {
    const states = await stores.documents.states();
    const generations = new Map<string, { generation: Generation; at: Position }>();
    let lowest: Position | undefined;
    for (const name of uses) {
      const state = states.get(name);
      if (!state) throw new ProjectionBehind(name, 0n as Position);
      if (state.parked) throw new ProjectionParked(name, state.parked.at, state.parked.error);
      const at = state.checkpoint.position;
      generations.set(name, { generation: state.live, at });
      if (lowest === undefined || at < lowest) lowest = at;
    }
    return new ReadContext(stores, generations, partnership, lowest ?? (0n as Position), stores.now());
  }

  /** A stream of the log from a revision on, sealed words still sealed. */
  async *stream(stream: StreamId, from?: Revision): AsyncIterable<Recorded> {
    for await (const stored of this.stores.log.read(stream, from === undefined ? {} : { from }))
      yield this.stores.codec.read(stored);
  }

  /** Words of the record out of their seals, in JSON; null where their key is destroyed. */
  async opened<T>(value: T): Promise<T> {
    return JSON.parse(await this.stores.opener.open(JSON.stringify(value))) as T;
  }

  load(projection: string, ids: readonly string[]): Promise<Map<string, Doc>> {
    return this.stores.documents.load(this.of(projection).generation, ids);
  }

  find(projection: string, query: Find): Promise<Page> {
    return this.stores.documents.find(this.of(projection).generation, query);
  }

  count(projection: string, query: Omit<Find, 'after' | 'limit'>, atMost: number): Promise<number | null> {
    return this.stores.documents.count(this.of(projection).generation, query, atMost);
  }

  /** The one that this answer is made of: whatever is kept of its documents is kept by it. */
  generationOf(projection: string): number {
    return this.of(projection).generation.number;
  }

  /** Changes whenever a document of the projection may have changed. */
  stampOf(projection: string): string {
    const { generation, at } = this.of(projection);
    return `${generation.number}@${at}`;
  }

  private of(projection: string) {
    const known = this.generations.get(projection);
    if (!known) throw new Error(`the query does not say that it uses ${projection}`);
    return known;
  }
}
