import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import { join } from 'node:path';

export const PAGE = 50;

/** An action with its events in the order of the log, words open: all that a program without sealing would keep. */
export interface Thing {
  readonly id: string;
  readonly events: readonly { readonly position: string }[];
}

/** What the ceilings of the reading rows answer from: rows in the order of the list, and statements for a page of them. */
export class BarePages {
  private readonly db: DatabaseSyncInstance;
  private readonly sql: Record<'items' | 'tail' | 'things', StatementSyncInstance>;

  constructor(folder: string) {
    this.db = new DatabaseSync(join(folder, 'bare-pages.db'));
    this.db.exec(`PRAGMA journal_mode = WAL;
      CREATE TABLE IF NOT EXISTS items (n INTEGER PRIMARY KEY, json TEXT NOT NULL);
      CREATE TABLE IF NOT EXISTS tails (n INTEGER PRIMARY KEY, json TEXT NOT NULL);
      CREATE TABLE IF NOT EXISTS things (n INTEGER PRIMARY KEY, json TEXT NOT NULL)`);
    this.sql = {
      items: this.db.prepare(`SELECT json FROM items WHERE n >= ? ORDER BY n LIMIT ${PAGE}`),
      tail: this.db.prepare('SELECT json FROM tails WHERE n = ?'),
      things: this.db.prepare(`SELECT json FROM things WHERE n >= ? ORDER BY n LIMIT ${PAGE}`),
    };
  }

  /** The page that begins with the nth item, byte for byte as `fill` was given it. */
  page(n: number): string {
    const [tail] = texts(this.sql.tail.all(n));
    return `{"items":[${texts(this.sql.items.all(n)).join(',')}]${tail}`;
  }

  /** The same things parsed, without what was recorded later. */
  thingsAsOf(n: number, position: number): Thing[] {
    return texts(this.sql.things.all(n)).flatMap((json) => {
      const { id, events } = JSON.parse(json) as Thing;
      const recorded = events.filter((event) => Number(event.position) <= position);
      return recorded.length > 0 ? [{ id, events: recorded }] : [];
    });
  }

  /** `pages`: answers to the list, in its order; `things`: the JSON of each. */
  fill(pages: readonly string[], things: readonly string[]): void {
    const [item, tail, thing] = ['items', 'tails', 'things'].map((table) =>
      this.db.prepare(`INSERT INTO ${table} VALUES (?, ?)`),
    ) as [StatementSyncInstance, StatementSyncInstance, StatementSyncInstance];
    this.db.exec('BEGIN');
    for (const [i, text] of pages.entries()) {
      const items = (JSON.parse(text) as { items: object[] }).items.map((each) => JSON.stringify(each));
      items.forEach((json, k) => item.run(i * PAGE + k, json));
      tail.run(i * PAGE, text.slice(`{"items":[${items.join(',')}]`.length));
    }
    things.forEach((json, n) => thing.run(n, json));
    this.db.exec('COMMIT');
  }

  close(): void {
    this.db.close();
  }
}

const texts = (rows: readonly unknown[]): string[] => rows.map((row) => (row as { json: string }).json);
