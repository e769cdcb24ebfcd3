import type { Generation } from '@app/eventing';
import type { MongoConnection } from './connection.js';
import { isLeftBehind, type Control, type Made } from './control.js';
import { Table } from './table.js';

/**
 * A document as stored: `state` is written by `$max`, which compares its fields in their order, so one that is further
 * on is never replaced by one that is not, in one atomic update of one id. JSON null: removed.
 */
export interface DocumentRow {
  readonly _id: string;
  readonly state: {
    readonly position: bigint;
    readonly json: string | null;
    /** Ids of its entries that hold at that position: what a later batch closes is found without a search. */
    readonly open: readonly string[];
  };
}

/** A row of all indexes. Unbounded days are '' and '~', before and behind all there are; `until` of what is open OPEN. */
export interface EntryRow {
  readonly _id: string;
  /** Scope and field. */
  readonly in: string;
  readonly value: string;
  readonly key: string;
  readonly doc: string;
  readonly from: string;
  readonly to: string;
  readonly since: bigint;
  readonly until: bigint;
}

/** Behind every position: an entry is open until here, so that one comparison serves for open and closed ones. */
export const OPEN = 2n ** 63n - 1n;

/** `listed`: a page, in order, without looking at any document of it. `of document`: removal, and what was shown. */
const ENTRY_INDEXES = {
  listed: ['in', 'value', 'key', 'doc', 'until', 'since', 'from', 'to'],
  'of document': ['doc', 'in'],
};

const OF_GENERATION = /^(?:documents|entries)\/(.+)\/(\d+)\/(\d+)$/;

/** The two collections of a generation. */
export class Collections {
  readonly documents: Table<DocumentRow>;
  readonly entries: Table<EntryRow>;
  readonly made: number;

  constructor(connection: MongoConnection, database: string, projection: string, { number, made }: Made) {
    this.made = made;
    const name = `${projection}/${number}/${made}`;
    this.documents = new Table(connection, database, `documents/${name}`);
    this.entries = new Table(connection, database, `entries/${name}`);
  }

  async make(): Promise<void> {
    await this.entries.ensureIndexes(ENTRY_INDEXES);
  }
}

/**
 * The collections of each generation that this process knows of. Readers learn what was made and dropped elsewhere with
 * `states`, which they ask for each answer anyway.
 */
export class KnownCollections {
  private known = new Map<string, Collections>();

  constructor(
    private readonly connection: MongoConnection,
    private readonly database: string,
  ) {}

  of(projection: string, made: Made): Collections {
    const known = this.get({ projection, number: made.number });
    return known?.made === made.made ? known : new Collections(this.connection, this.database, projection, made);
  }

  get(g: Generation): Collections | undefined {
    return this.known.get(nameOf(g));
  }

  learn(projection: string, made: Made): Collections {
    const collections = this.of(projection, made);
    this.known.set(nameOf({ projection, number: made.number }), collections);
    return collections;
  }

  forget(g: Generation): void {
    this.known.delete(nameOf(g));
  }

  /**
   * Drops what is left behind: by a drop that broke off, by a creation that another came before, by a holder that wrote on
   * after his generation was dropped. Controls may be of the past: what is left behind stays so.
   */
  async sweep(controls: ReadonlyMap<string, Control>): Promise<void> {
    // Documents before entries: whoever found one after its entries has read all of them.
    for (const name of (await this.connection.collections(this.database)).sort()) {
      const [, projection = '', number, made] = OF_GENERATION.exec(name) ?? [];
      const control = controls.get(projection);
      if (!control || !isLeftBehind(control, { number: Number(number), made: Number(made) })) continue;
      await new Table(this.connection, this.database, name).drop();
    }
  }

  /** These are all there are. */
  learnAll(all: ReadonlyMap<string, Control>): void {
    const known = new Map<string, Collections>();
    for (const [projection, { generations }] of all) {
      for (const made of generations) {
        known.set(nameOf({ projection, number: made.number }), this.of(projection, made));
      }
    }
    this.known = known;
  }
}

const nameOf = ({ projection, number }: Generation): string => `${projection}/${number}`;
