import type { FileKind } from './store-file.js';

/** Events as they were appended. Positions are given by the writer, without gaps. */
export const LOG_FILE: FileKind = {
  applicationId: 0x544c0001,
  version: 1,
  mode: 0o640,
  schema: `
    CREATE TABLE streams (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE events (
      position INTEGER PRIMARY KEY,
      stream INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      id TEXT NOT NULL UNIQUE,
      type TEXT NOT NULL,
      data TEXT NOT NULL,
      metadata TEXT NOT NULL,
      UNIQUE (stream, revision)
    ) STRICT;`,
};
