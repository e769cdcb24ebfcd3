import { randomUUID } from 'node:crypto';
import { GenerationGone, StoreUnavailable } from '@app/eventing';
import type {
  Doc,
  Documents,
  Generation,
  Lease,
  Mark,
  Page,
  Parked,
  Position,
  ProjectionState,
  Query,
  Skip,
  Write,
} from '@app/eventing';
import { Chain, type ChainRow } from './chain.js';
import { KnownCollections, type Collections, type DocumentRow } from './collections.js';
import type { MongoConnection } from './connection.js';
import {
  advanced,
  claimed,
  created,
  dropped,
  generationOf,
  held,
  parkedAt,
  pointed,
  released,
  renewed,
  resumed,
  stateOf,
  type GenerationRow,
} from './control.js';
import type { Filter } from './driver.js';
import { matching } from './entries.js';
import { docsById, findPage } from './reading.js';
import { Table } from './table.js';
import { writeBatch } from './writing.js';

/** Where nobody says who he is. */
const UNNAMED = 'unnamed';

/**
 * Read models in a database of MongoDB, for any number of processes. Needs no transactions: what decides is one insert
 * into a chain, and nothing that a batch writes counts before the checkpoint has moved.
 */
export class MongoDocuments implements Documents {
  private readonly chain: Chain;
  private readonly known: KnownCollections;

  constructor(connection: MongoConnection, database: string) {
    this.chain = new Chain(new Table<ChainRow>(connection, database, 'control'));
    this.known = new KnownCollections(connection, database);
  }

  async load(g: Generation, ids: readonly string[]): Promise<Map<string, Doc>> {
    const wanted = [...new Set(ids)];
    return this.read(
      g,
      ({ documents }) => docsById(documents, wanted),
      ({ size }) => size > 0 && size === wanted.length,
    );
  }

  async commit(lease: Lease, writes: readonly Write[], through: Mark): Promise<void> {
    const { projection } = lease.generation;
    if (writes.length > 0) {
      // Into the collections of this lease, even where it goes stale meanwhile and others are made under that number.
      const row = held(await this.chain.of(projection), lease);
      await writeBatch(this.known.of(projection, row), writes);
    }
    await this.chain.change(projection, advanced(lease, through));
  }

  async find(g: Generation, q: Query): Promise<Page> {
    const found = (collections: Collections) => findPage(collections, q);
    return (await this.read(g, found, ({ isWhole }) => isWhole)).page;
  }

  async count(g: Generation, q: Omit<Query, 'after' | 'limit'>, atMost: number): Promise<number | null> {
    const counted = async ({ entries }: Collections) =>
      q.values?.length === 0 ? 0 : entries.distinct(matching(q), 'doc', atMost + 1);
    const count = await this.read(g, counted, (some) => some > 0);
    return count > atMost ? null : count;
  }

  async create(g: Generation): Promise<void> {
    for (let now = await this.chain.of(g.projection); ;) {
      const row = generationOf(now, g);
      if (row) return void this.known.learn(g.projection, row);
      // Made before anybody can know of it. Another that does the same makes the same, or comes before.
      const made = { number: g.number, made: now.epochs + 1 };
      await this.known.of(g.projection, made).make();
      now = await this.chain.change(g.projection, created(g, made.made));
    }
  }

  async claim(g: Generation, o: { readonly holder?: string; readonly after?: number } = {}): Promise<Lease> {
    if (o.after === undefined) await this.create(g);
    const change = claimed(g, randomUUID(), o.holder ?? UNNAMED, o.after);
    const now = await this.chain.change(g.projection, change);
    const row = generationOf(now, g)!;
    this.known.learn(g.projection, row);
    return { generation: g, epoch: row.epoch };
  }

  async renew(lease: Lease): Promise<void> {
    await this.chain.change(lease.generation.projection, renewed(lease));
  }

  async release(lease: Lease): Promise<void> {
    await this.chain.change(lease.generation.projection, released(lease));
  }

  async park(lease: Lease, parked: Parked): Promise<void> {
    await this.chain.change(lease.generation.projection, parkedAt(lease, randomUUID(), parked));
  }

  async unpark(g: Generation, at: Position, skip?: Skip): Promise<boolean> {
    const by = randomUUID();
    const now = await this.chain.change(g.projection, resumed(g, by, at, skip));
    return generationOf(now, g)?.resumedBy === by;
  }

  async states(): Promise<ReadonlyMap<string, ProjectionState>> {
    const all = await this.chain.all();
    this.known.learnAll(all);
    const states = new Map<string, ProjectionState>();
    for (const [projection, control] of [...all].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const state = stateOf(projection, control);
      if (state) states.set(projection, state);
    }
    return states;
  }

  async size(g: Generation): Promise<number> {
    const present = { 'state.json': { $type: 'string' } } as unknown as Filter<DocumentRow>;
    // Counted in parts, so that no number tells whether it is of all of them.
    return this.read(
      g,
      ({ documents }) => documents.count(present),
      () => false,
    );
  }

  async promote(projection: string, from: Generation | 'none', to: Generation): Promise<boolean> {
    const by = randomUUID();
    return (await this.chain.change(projection, pointed(by, from, to))).pointedBy === by;
  }

  async drop(g: Generation): Promise<void> {
    const found = generationOf(await this.chain.of(g.projection), g);
    const now = await this.chain.change(g.projection, dropped(g, found?.made));
    this.known.forget(g);
    await this.known.sweep(new Map([[g.projection, now]]));
  }

  /** Drops collections that others have left behind; for workers, in the background. */
  async sweep(): Promise<void> {
    await this.known.sweep(await this.chain.all());
  }

  /** The connection is not its own. */
  close(): Promise<void> {
    return this.chain.close();
  }

  /**
   * Collections go after the chain says that their generation does: so whatever found less than it looked for, or broke
   * off, asks the chain before it is an answer.
   */
  private async read<T>(
    g: Generation,
    work: (collections: Collections) => Promise<T>,
    isWhole: (found: T) => boolean,
  ): Promise<T> {
    const collections = this.known.get(g) ?? this.known.learn(g.projection, await this.row(g));
    const found = work(collections);
    const isAnswer = await found.then(isWhole, (error: unknown) => error instanceof StoreUnavailable);
    if (isAnswer || (await this.row(g)).made === collections.made) return found;
    throw new GenerationGone(g);
  }

  private async row(g: Generation): Promise<GenerationRow> {
    const row = generationOf(await this.chain.of(g.projection), g);
    if (row) return row;
    this.known.forget(g);
    throw new GenerationGone(g);
  }
}
