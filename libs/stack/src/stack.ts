import { Codec, Keyring, MemoryDocuments, MemoryKeys, MemoryLog, Opener, Positions, Runner } from '@app/eventing';
import type { Documents, EventLog, Keys } from '@app/eventing';
import { Reader } from '@app/read-models';
import { openFolder, SqliteDocuments, SqliteKeys, SqliteLog } from '@app/sqlite';
import { ProjectorThread } from './projector-thread.js';
import { startReadSide, type ReadSide, type ReadSideFailure, type Surroundings } from './read-side.js';

/** `embedded`: SQLite files in a folder, which this process then has for itself. `memory`: gone with the process. */
export type StackConfig =
  { readonly kind: 'embedded'; readonly folder: string; readonly create?: boolean } | { readonly kind: 'memory' };

export interface StackOptions {
  /** Nothing can be recorded any more, or the read models have stopped for good: the process should end. */
  readonly onFatal: (error: Error) => void;
  readonly onFailure?: (failure: ReadSideFailure) => void;
}

/** All that an application stands on. */
export interface Stack {
  readonly log: EventLog;
  readonly documents: Documents;
  readonly keys: Keys;
  readonly keyring: Keyring;
  readonly runner: Runner;
  readonly opener: Opener;
  readonly positions: Positions;
  readonly reader: Reader;
  readonly projections: ReadSide;
  /** Where further files of the application belong; undefined in memory. */
  readonly folder: string | undefined;
  /** Tells other processes that want the folder where this one's server is. */
  announce(url: string): void;
  /** What has been asked is answered first. Nothing of it may be used afterwards. */
  close(): Promise<void>;
}

/** The one place where adapters are chosen. Throws StoreError. */
export async function openStack(config: StackConfig, options: StackOptions): Promise<Stack> {
  const closing = new Closing();
  try {
    return await (config.kind === 'memory' ? inMemory(options, closing) : embedded(config, options, closing));
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

type Stores = Pick<Stack, 'log' | 'documents' | 'keys'>;

/** What is the same on every stack. */
function assemble(stores: Stores, options: StackOptions, closing: Closing) {
  const { log, documents, keys } = stores;
  const keyring = new Keyring(keys);
  const codec = new Codec();
  const runner = new Runner({ log, keyring, codec });
  const opener = new Opener(keyring);
  const positions = new Positions(documents);
  const reader = new Reader({ documents, log, codec, opener, now: () => new Date() });
  const ending = new AbortController();
  const following = runner.follow(ending.signal).catch(options.onFatal);
  closing.add(() => {
    ending.abort();
    return following;
  });
  const around: Surroundings = {
    advanced: (generation, position) => positions.advanced(generation, position),
    failed: (failure) => options.onFailure?.(failure),
    destroy: async (ids) => {
      await keys.destroy(ids);
      const destroyed = new Set(ids);
      runner.forget(destroyed);
      opener.forget(destroyed);
    },
  };
  return { ...stores, keyring, runner, opener, positions, reader, around };
}

/** What was opened last is closed first. */
class Closing {
  private readonly steps: (() => void | Promise<void>)[] = [];

  add(step: () => void | Promise<void>): void {
    this.steps.push(step);
  }

  async run(): Promise<void> {
    for (let step = this.steps.pop(); step; step = this.steps.pop()) await step();
  }
}
