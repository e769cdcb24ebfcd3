import type { Documents, EventLog, Keyring, Keys, Opener, Positions, Runner } from '@app/eventing';
import type { Reader } from '@app/read-models';
import type { ReadSide, ReadSideFailure } from './read-side.js';
import type { ServersConfig, ServersOptions } from './servers.js';

/**
 * `embedded`: SQLite files in a folder, which this process then has for itself. `memory`: gone with the process.
 * `distributed`: servers, which any number of processes share; workers, which are others, bring the read models along.
 */
export type StackConfig =
  | { readonly kind: 'embedded'; readonly folder: string; readonly create?: boolean }
  | { readonly kind: 'memory' }
  | { readonly kind: 'distributed'; readonly servers: ServersConfig };

export interface StackOptions extends Omit<ServersOptions, 'onFatal'> {
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
