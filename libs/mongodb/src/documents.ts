import { StaleLease } from '@app/eventing';
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
import { KnownCollections, type Collections, type DocumentRow } from './collections.js';
import type { MongoConnection } from './connection.js';
import { chainsOf, liveOf, stateOf, type ControlRow, type LeaseRow } from './control.js';
import type { Filter } from './driver.js';
import { matching } from './entries.js';
import { Leases } from './leases.js';
import { Pointers } from './pointers.js';
import { docsById, findPage } from './reading.js';
import { Table } from './table.js';
import { writeBatch } from './writing.js';

const NOTHING: Page = { docs: [] };

/**
 * Read models in a database of MongoDB, for any number of processes. Needs no transactions: what decides is a unique
 * insert or an update of one row, and nothing counts before the checkpoint has moved.
 */
export class MongoDocuments implements Documents {
  private readonly control: Table<ControlRow>;
  private readonly leases: Leases;
  private readonly pointers: Pointers;
  private readonly known: KnownCollections;

  constructor(connection: MongoConnection, database: string) {
    this.control = new Table(connection, database, 'control');
    this.known = new KnownCollections(connection, database);
    this.leases = new Leases(this.control, (fresh) => this.known.of(fresh).make());
    this.pointers = new Pointers(this.control);
  }

  async load(g: Generation, ids: readonly string[]): Promise<Map<string, Doc>> {
    const collections = await this.collections(g);
    return collections ? docsById(collections.documents, ids) : new Map();
  }

  async commit(lease: Lease, writes: readonly Write[], through: Mark): Promise<void> {
    const row = await this.leases.held(lease);
    if (writes.length > 0) await writeBatch(this.known.of(row), writes);
    await this.leases.advance(lease, through);
  }

  async find(g: Generation, q: Query): Promise<Page> {
    const collections = await this.collections(g);
    return collections ? findPage(collections, q) : NOTHING;
  }

  async count(g: Generation, q: Omit<Query, 'after' | 'limit'>, atMost: number): Promise<number | null> {
    const collections = q.values?.length === 0 ? undefined : await this.collections(g);
    const count = (await collections?.entries.distinct(matching(q), 'doc', atMost + 1)) ?? 0;
    return count > atMost ? null : count;
  }

  async create(g: Generation): Promise<void> {
    this.known.learn(await this.leases.create(g));
  }

  async claim(g: Generation, o: { readonly holder?: string; readonly after?: number } = {}): Promise<Lease> {
    const row = await this.leases.claim(g, o);
    this.known.learn(row);
    return { generation: g, epoch: row.epoch };
  }

  renew(lease: Lease): Promise<void> {
    return this.leases.renew(lease);
  }

  release(lease: Lease): Promise<void> {
    return this.leases.release(lease);
  }

  park(lease: Lease, parked: Parked): Promise<void> {
    return this.leases.park(lease, parked);
  }

  unpark(g: Generation, at: Position, skip?: Skip): Promise<boolean> {
    return this.leases.unpark(g, at, skip);
  }

  async states(): Promise<ReadonlyMap<string, ProjectionState>> {
    const chains = chainsOf(await this.control.find({}));
    this.known.learnAll([...chains.values()].flatMap(({ generations }) => [...generations.values()]));
    const states = [...chains].map(([projection, own]) => [projection, stateOf(own)] as const);
    return new Map(states.filter((entry): entry is [string, ProjectionState] => entry[1] !== undefined));
  }

  async size(g: Generation): Promise<number> {
    const present = { 'state.json': { $type: 'string' } } as unknown as Filter<DocumentRow>;
    return (await this.collections(g))?.documents.count(present) ?? 0;
  }

  promote(projection: string, from: Generation | 'none', to: Generation): Promise<boolean> {
    return this.pointers.promote(projection, from, to);
  }

  async drop(g: Generation): Promise<void> {
    for (;;) {
      const live = liveOf(await this.pointers.chains(g.projection));
      if (live?.number === g.number) throw new Error(`${g.projection} ${g.number} is live and cannot be dropped`);
      const last = await this.leases.last(g);
      if (!last) return;
      // Whoever still writes it loses the right to, and from here on nobody reads it.
      const gone = last.dropped ? last : await this.leases.succeed(last, { holder: null, dropped: true });
      if (!gone) continue;
      this.known.forget(g);
      // Also where it was dropped already: whoever did so may have died before this.
      return this.known.of(gone).drop();
    }
  }

  /** The connection is not its own. */
  async close(): Promise<void> {}

  private async collections(g: Generation): Promise<Collections | undefined> {
    const known = this.known.get(g);
    if (known) return known;
    const last = await this.leases.last(g);
    return last && !last.dropped ? this.known.learn(last) : undefined;
  }
}
