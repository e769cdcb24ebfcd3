import type {
  Doc, Documents, Generation, Lease, Mark, Page, Parked, Position, ProjectionState, Query, Skip, Write,
} from '@app/eventing'; // prettier-ignore
import { Database } from './database.js';
import { DOCUMENTS_FILE } from './documents-file.js';
import { DocumentsReader } from './documents-reader.js';
import { DocumentsWriter, type Commit } from './documents-writer.js';
import { ensureFile } from './store-file.js';

interface Waiting extends Commit {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Read models in one file. It reads on a connection of its own, so a request is not held up while the thread of the
 * projector writes; the connection that writes is opened with the first write.
 */
export class SqliteDocuments implements Documents {
  private writing: DocumentsWriter | undefined;
  /** Commits of this turn of the event loop. Read models that move on together share a transaction. */
  private turn: Waiting[] = [];
  private sweeping: Promise<void> = Promise.resolve();
  private isClosed = false;

  private constructor(
    private readonly path: string,
    private readonly reader: DocumentsReader,
  ) {}

  /** Makes the file where it is missing. Throws StoreError. */
  static open(path: string): SqliteDocuments {
    ensureFile(path, DOCUMENTS_FILE);
    // The first connection turns the WAL on; one that only reads cannot.
    Database.writing(path, 'NORMAL').close();
    return new SqliteDocuments(path, new DocumentsReader(path));
  }

  async load(g: Generation, ids: readonly string[]): Promise<Map<string, Doc>> {
    return this.reader.load(g, ids);
  }

  commit(lease: Lease, writes: readonly Write[], through: Mark): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.turn.length === 0) setImmediate(() => this.commitTurn());
      this.turn.push({ lease, writes, through, resolve, reject });
    });
  }

  async find(g: Generation, q: Query): Promise<Page> {
    return this.reader.find(g, q);
  }

  async count(g: Generation, q: Omit<Query, 'after' | 'limit'>, atMost: number): Promise<number | null> {
    return this.reader.count(g, q, atMost);
  }

  async create(g: Generation): Promise<void> {
    this.writer.create(g);
  }

  async claim(g: Generation, o?: { readonly holder?: string; readonly after?: number }): Promise<Lease> {
    return this.writer.claim(g, o);
  }

  async renew(lease: Lease): Promise<void> {
    this.writer.renew(lease);
  }

  async release(lease: Lease): Promise<void> {
    this.writer.release(lease);
  }

  async park(lease: Lease, parked: Parked): Promise<void> {
    this.writer.park(lease, parked);
  }

  async unpark(g: Generation, at: Position, skip?: Skip): Promise<boolean> {
    return this.writer.unpark(g, at, skip);
  }

  async size(g: Generation): Promise<number> {
    return this.reader.size(g);
  }

  async states(): Promise<ReadonlyMap<string, ProjectionState>> {
    return this.reader.states();
  }

  async promote(projection: string, from: Generation | 'none', to: Generation): Promise<boolean> {
    return this.writer.promote(projection, from, to);
  }

  async drop(g: Generation): Promise<void> {
    this.writer.drop(g);
    await this.sweep();
  }

  async close(): Promise<void> {
    this.commitTurn();
    // What is under way ends behind its step; the next process goes on with it.
    this.isClosed = true;
    await this.sweeping.catch(() => undefined);
    this.reader.close();
    this.writing?.close();
  }

  private commitTurn(): void {
    const { turn } = this;
    this.turn = [];
    if (turn.length === 0) return;
    for (const [i, error] of this.writer.commit(turn).entries()) {
      if (error) turn[i]?.reject(error);
      else turn[i]?.resolve();
    }
  }

  /** With the first write also what is left of a drop that was broken off is deleted. */
  private get writer(): DocumentsWriter {
    if (this.writing) return this.writing;
    this.writing = new DocumentsWriter(this.path);
    // What fails here is tried again by the next drop, or the next process.
    this.sweep().catch(() => undefined);
    return this.writing;
  }

  /** One after the other: two at once would delete the same. */
  private sweep(): Promise<void> {
    this.sweeping = this.sweeping.then(async () => {
      const steps = this.writer.sweep()[Symbol.iterator]();
      while (!this.isClosed && !steps.next().done) await new Promise((resolve) => setImmediate(resolve));
    });
    return this.sweeping;
  }
}
