import type { MongoConnection } from './connection.js';
import { duplicatesIn, isAbsent } from './driver.js';
import type { AnyBulkWriteOperation, Collection, Document, Filter, UpdateFilter } from './driver.js';

/** Documents of one command. Higher: fewer commands in a rebuild; lower: each is answered sooner. */
const COUNTED_AT_ONCE = 20_000;
const AT_ONCE = 2_000;

/**
 * FerretDB reads a whole collection for any condition but one on a single id, so it is asked for a few ids one by one,
 * some at a time. Its update command keeps a connection to its own store for each update in it until it ends, and waits for
 * ever where there are more than it has: there each has a command of its own.
 */
const FERRETDB = { few: 64, reads: 8, updates: 1 };

type Row = Document & { readonly _id: string };

export interface Selection {
  readonly sort?: Readonly<Record<string, 1 | -1>>;
  readonly limit?: number;
  /** These fields and `_id` only. */
  readonly only?: readonly string[];
}

/** One collection; each operation is repeated while there is no primary, so each must be repeatable. */
export class Table<T extends Row> {
  private readonly collection: Collection<T>;

  constructor(
    private readonly connection: MongoConnection,
    database: string,
    readonly name: string,
  ) {
    this.collection = connection.collection<T>(database, name);
  }

  find(filter: Filter<T>, { sort, limit, only }: Selection = {}): Promise<T[]> {
    const projection = only && Object.fromEntries(only.map((field) => [field, 1]));
    // One answer where it fits: a list of several would not be of one moment.
    const options = { ...(sort && { sort }), ...(limit && { limit }), ...(projection && { projection }) };
    return this.run('find', () => this.collection.find(filter, { ...options, batchSize: 10_000 }).toArray()) as Promise<
      T[]
    >;
  }

  async byIds(ids: readonly string[], only?: readonly string[]): Promise<T[]> {
    const found: T[] = [];
    if (this.isFerretdb && ids.length <= FERRETDB.few) {
      for (const part of inParts(ids, FERRETDB.reads)) {
        const rows = await Promise.all(part.map((_id) => this.find({ _id } as Filter<T>, { only, limit: 1 })));
        found.push(...rows.flat());
      }
      return found;
    }
    for (const part of inParts(ids)) found.push(...(await this.find({ _id: { $in: part } } as Filter<T>, { only })));
    return found;
  }

  /** Every row, in no order, without holding them all. */
  async *all(): AsyncIterable<T> {
    const ids = { sort: { _id: 1 }, limit: AT_ONCE } as const;
    for (let part = await this.find({}, ids); part.length > 0;) {
      yield* part;
      part = await this.find({ _id: { $gt: part.at(-1)!._id } } as Filter<T>, ids);
    }
  }

  /** Those that are not there yet. Gives those that are, as they were handed in. */
  async insert(rows: readonly T[]): Promise<T[]> {
    const taken: T[] = [];
    for (const part of inParts(rows)) {
      const indexes = await this.run('insert', async () => {
        try {
          await this.collection.insertMany(part as never, { ordered: false });
          return [];
        } catch (error) {
          const duplicates = duplicatesIn(error);
          if (!duplicates) throw error;
          return duplicates;
        }
      });
      taken.push(...indexes.map((index) => part[index]!));
    }
    return taken;
  }

  /** Each of one row; those that are not there are passed over. */
  async updateAll(updates: readonly { readonly _id: string; readonly update: UpdateFilter<T> }[]): Promise<void> {
    for (const part of inParts(updates, this.isFerretdb ? FERRETDB.updates : AT_ONCE)) {
      const operations = part.map(({ _id, update }) => ({ updateOne: { filter: { _id }, update } }));
      await this.run('update', () =>
        this.collection.bulkWrite(operations as unknown as AnyBulkWriteOperation<T>[], { ordered: false }),
      );
    }
  }

  async updateMany(filter: Filter<T>, update: UpdateFilter<T>): Promise<void> {
    await this.run('update', () => this.collection.updateMany(filter, update));
  }

  async delete(filter: Filter<T>): Promise<void> {
    await this.run('delete', () => this.collection.deleteMany(filter));
  }

  /** Number of rows that match, in parts: to count many at once takes longer than an answer may. */
  async count(filter: Filter<T>, atOnce = COUNTED_AT_ONCE): Promise<number> {
    const ids = { sort: { _id: 1 }, limit: atOnce, only: ['_id'] } as const;
    let count = 0;
    for (let part = await this.find(filter, ids); part.length > 0;) {
      count += part.length;
      if (part.length < atOnce) break;
      part = await this.find({ ...filter, _id: { $gt: part.at(-1)!._id } }, ids);
    }
    return count;
  }

  /** Number of different values of `field` among those that match, counted up to a limit. */
  async distinct(filter: Filter<T>, field: string, limit: number): Promise<number> {
    const stages = [{ $match: filter }, { $group: { _id: `$${field}` } }, { $limit: limit }, { $count: 'count' }];
    const counted = await this.run('count', () => this.collection.aggregate<{ count: number }>(stages).toArray());
    return counted[0]?.count ?? 0;
  }

  /** Makes the collection too. */
  async ensureIndexes(indexes: Readonly<Record<string, readonly string[]>>): Promise<void> {
    const specifications = Object.entries(indexes).map(([name, fields]) => ({
      name,
      key: Object.fromEntries(fields.map((field) => [field, 1 as const])),
    }));
    await this.run('create indexes', () => this.collection.createIndexes(specifications));
  }

  /** With all that is in it; repeatable. */
  async drop(): Promise<void> {
    await this.run('drop', () =>
      this.collection.drop().catch((error: unknown) => {
        if (!isAbsent(error)) throw error;
      }),
    );
  }

  private get isFerretdb(): boolean {
    return this.connection.server.kind === 'ferretdb';
  }

  private run<R>(what: string, work: () => Promise<R>): Promise<R> {
    return this.connection.run(`${what} in ${this.name}`, work);
  }
}

function* inParts<T>(all: readonly T[], atOnce = AT_ONCE): Iterable<T[]> {
  for (let i = 0; i < all.length; i += atOnce) yield all.slice(i, i + atOnce);
}
