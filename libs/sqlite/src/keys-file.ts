import type { FileKind } from './store-file.js';

/** `secret` null: destroyed. Only the owner may read the file; whoever has it and the log can read the words. */
export const KEYS_FILE: FileKind = {
  applicationId: 0x544c0002,
  version: 1,
  mode: 0o600,
  schema: 'CREATE TABLE keys (id TEXT PRIMARY KEY, secret BLOB) STRICT, WITHOUT ROWID;',
};
