import { openStack, openWorker, type ServersConfig, type Stack } from '@app/stack';
import { accessNamed } from './eventstoredb/node.js';
import { StandIn } from './eventstoredb/stand-in.js';
import { ownDatabase, type MongoServer } from './mongodb/server.js';
import { dropDatabases } from './mongodb/store.js';

const onFatal = (error: Error) => {
  throw error;
};

/**
 * The distributed stack as one process has it that takes requests, and beside it one that brings the read models along.
 * The log is on the server at ESDB_URL where one is named, otherwise on a stand-in of its own. Streams and databases are
 * its own; the databases are dropped when it is closed.
 */
export async function distributedStack({ url }: MongoServer): Promise<Stack> {
  const named = accessNamed();
  const standIn = named ? undefined : await StandIn.start();
  const [database, keys] = [ownDatabase('documents'), ownDatabase('keys')];
  const servers: ServersConfig = {
    log: { ...(named ?? { url: standIn!.url }), prefix: database },
    documents: { url, database },
    keys: { url, database: keys },
  };
  const stack = await openStack({ kind: 'distributed', servers }, { onFatal });
  const worker = await openWorker({ servers, leaseMs: 10_000 }, { onFatal });
  const close = async () => {
    await worker.close();
    await stack.close();
    await dropDatabases(url, database, keys);
    await standIn?.kill();
  };
  return { ...stack, close };
}
