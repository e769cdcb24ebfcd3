import type { FileKind } from './store-file.js';

/**
 * Read models. `entries`: the rows of all indexes, `field` naming the generation, scope and field; an unbounded start
 * is '', an unbounded end '~', which no day reaches; `until` null: open. Deleted generations and fields leave their
 * keys unused, so that whatever remembers one never meets another's. `holder` null: nobody writes the generation.
 * `replaced` 1: it was live, and another was put in its place. `numbers`: the highest that a generation of that version
 * ever had. `dropped`: generations that are gone, whose rows may not be yet.
 */
export const DOCUMENTS_FILE: FileKind = {
  applicationId: 0x544c0003,
  version: 3,
  mode: 0o640,
  schema: `
    CREATE TABLE generations (
      key INTEGER PRIMARY KEY AUTOINCREMENT,
      projection TEXT NOT NULL,
      number INTEGER NOT NULL,
      epoch INTEGER NOT NULL,
      position INTEGER NOT NULL DEFAULT 0,
      event TEXT,
      parked TEXT,
      skips TEXT NOT NULL DEFAULT '[]',
      holder TEXT,
      beats INTEGER NOT NULL DEFAULT 0,
      replaced INTEGER NOT NULL DEFAULT 0,
      UNIQUE (projection, number)
    ) STRICT;
    CREATE TABLE numbers (
      projection TEXT NOT NULL,
      version INTEGER NOT NULL,
      highest INTEGER NOT NULL,
      PRIMARY KEY (projection, version)
    ) STRICT;
    CREATE TABLE live (projection TEXT PRIMARY KEY, generation INTEGER NOT NULL REFERENCES generations (key)) STRICT;
    CREATE TABLE dropped (generation INTEGER PRIMARY KEY) STRICT;
    CREATE TABLE epochs (last INTEGER NOT NULL) STRICT;
    INSERT INTO epochs VALUES (0);
    CREATE TABLE documents (
      key INTEGER PRIMARY KEY,
      generation INTEGER NOT NULL,
      id TEXT NOT NULL,
      position INTEGER NOT NULL,
      json TEXT,
      UNIQUE (generation, id)
    ) STRICT;
    CREATE TABLE fields (
      key INTEGER PRIMARY KEY AUTOINCREMENT,
      generation INTEGER NOT NULL,
      scope TEXT NOT NULL,
      field TEXT NOT NULL,
      UNIQUE (generation, scope, field)
    ) STRICT;
    CREATE TABLE entries (
      field INTEGER NOT NULL,
      value TEXT NOT NULL,
      key TEXT NOT NULL,
      id TEXT NOT NULL,
      document INTEGER NOT NULL,
      starts TEXT NOT NULL,
      ends TEXT NOT NULL,
      since INTEGER NOT NULL,
      until INTEGER
    ) STRICT;
    CREATE INDEX entries_ever ON entries (field, value, key, id);
    CREATE INDEX entries_open ON entries (field, value, key, id, starts, ends, document) WHERE until IS NULL;
    CREATE INDEX entries_of_document ON entries (document, field);`,
  upgrades: [
    `ALTER TABLE generations ADD COLUMN skips TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE generations ADD COLUMN holder TEXT;
    ALTER TABLE generations ADD COLUMN beats INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE dropped (generation INTEGER PRIMARY KEY) STRICT;`,
    `ALTER TABLE generations ADD COLUMN replaced INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE numbers (
      projection TEXT NOT NULL,
      version INTEGER NOT NULL,
      highest INTEGER NOT NULL,
      PRIMARY KEY (projection, version)
    ) STRICT;
    INSERT INTO numbers SELECT projection, number / 1000000, max(number) FROM generations GROUP BY 1, 2;`,
  ],
};
