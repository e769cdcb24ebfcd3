import { openStack, openWorker, type Stack } from '@app/stack';
import { eventStoreDbNode } from '../support/eventstoredb/node.js';
import { newFolder } from '../support/folders.js';
import type { MongoServer } from '../support/mongodb/server.js';
import { TestDatabase } from '../support/mongodb/store.js';

/** A stack, its streams and databases its own. */
export interface Subject {
  readonly stack: Stack;
  /** Until the read models are brought along, where that is not done already. */
  bringAlong(): Promise<void>;
  dispose(): Promise<void>;
}

const fatal: Error[] = [];
const onFatal = (error: Error): void => void fatal.push(error);

/** SQLite files in a folder. */
export async function embedded(): Promise<Subject> {
  const { path, dispose } = await newFolder();
  const stack = await openStack({ kind: 'embedded', folder: path, create: true }, { onFatal });
  return {
    stack,
    bringAlong: async () => undefined,
    dispose: async () => {
      await stack.close();
      await dispose();
      failOn(fatal);
    },
  };
}

/** EventStoreDB, or the stand-in, and this server. */
export async function distributed(server: MongoServer): Promise<Subject> {
  const node = await eventStoreDbNode();
  const [documents, keys] = [new TestDatabase(server), new TestDatabase(server)];
  const at = (database: TestDatabase) => ({ url: server.url, database: database.name });
  const servers = { log: node.config, documents: at(documents), keys: at(keys) };
  const stack = await openStack({ kind: 'distributed', servers }, { onFatal });
  let worker: { close(): Promise<void> } | undefined;
  return {
    stack,
    // Not before all is recorded: batches are large then, and a server that emulates another is slow at small ones.
    bringAlong: async () => void (worker = await openWorker({ servers, leaseMs: 10_000 }, { onFatal })),
    dispose: async () => {
      await worker?.close();
      await stack.close();
      await Promise.all([documents.dispose(), keys.dispose()]);
      await node.dispose();
      failOn(fatal);
    },
  };
}

function failOn([first]: readonly Error[]): void {
  if (first) throw first;
}
