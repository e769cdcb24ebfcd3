import { MemoryDocuments, MemoryKeys, MemoryLog } from '@app/eventing';
import { openFolder, SqliteDocuments, SqliteKeys, SqliteLog } from '@app/sqlite';
import { assemble } from './assembly.js';
import { Closing } from './closing.js';
import { ProjectorThread } from './projector-thread.js';
import { startReadSide } from './read-side.js';
import type { ServersConfig } from './servers.js';
import { takeRequests } from './shared.js';
import type { Stack, StackConfig, StackOptions } from './stack.js';

/** The one place where adapters are chosen. Throws StoreError; waits for servers, and throws what `openServers` does. */
export async function openStack(config: StackConfig, options: StackOptions): Promise<Stack> {
  const closing = new Closing();
  try {
    switch (config.kind) {
      case 'memory':
        return await inMemory(options, closing);
      case 'embedded':
        return await embedded(config, options, closing);
      case 'distributed':
        return await distributed(config.servers, options, closing);
    }
  } catch (error) {
    await closing.run();
    throw error;
  }
}

async function embedded(
  { folder: path, create = false }: Extract<StackConfig, { kind: 'embedded' }>,
  options: StackOptions,
  closing: Closing,
): Promise<Stack> {
  const folder = openFolder(path, { create });
  closing.add(() => folder.close());
  // Keys first: a log without its keys is refused, so they must be there before it is.
  const keys = await SqliteKeys.open(folder.keys);
  closing.add(() => keys.close());
  const log = await SqliteLog.open(folder.log, options);
  closing.add(() => log.close());
  const documents = SqliteDocuments.open(folder.documents);
  closing.add(() => documents.close());
  const { around, ...stack } = assemble({ log, documents, keys }, options, closing);
  const projections = await ProjectorThread.start(
    { log: folder.log, documents: folder.documents },
    around,
    options.onFatal,
  );
  closing.add(() => projections.close());
  return {
    ...stack,
    projections,
    folder: folder.path,
    announce: (url) => folder.announce(url),
    close: () => closing.run(),
  };
}

async function inMemory(options: StackOptions, closing: Closing): Promise<Stack> {
  const stores = { log: new MemoryLog(), documents: new MemoryDocuments(), keys: new MemoryKeys() };
  closing.add(() => stores.log.close());
  const { around, ...stack } = assemble(stores, options, closing);
  const ending = new AbortController();
  const projections = await startReadSide(stores, around, ending.signal);
  closing.add(() => {
    ending.abort();
    return projections.done();
  });
  return { ...stack, projections, folder: undefined, announce: () => undefined, close: () => closing.run() };
}

async function distributed(config: ServersConfig, options: StackOptions, closing: Closing): Promise<Stack> {
  // Clients of servers take their time to load, and who has files needs none of them.
  const { openServers } = await import('./servers.js');
  const servers = await openServers(config, options);
  closing.add(() => servers.close());
  return { ...takeRequests(servers, options, closing), close: () => closing.run() };
}
