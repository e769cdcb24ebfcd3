import type { Documents, EventLog, Keyring, Opener, Positions, Runner } from '@app/eventing';
import type { Reader } from '@app/read-models';

/** What brings the read models along, wherever it runs. */
export interface ProjectionControl {
  /** Builds anew beside the live generation, and settles when the new one has taken its place. */
  rebuild(projection: string): Promise<unknown>;
  /** Lets a parked projection try its event again. */
  resume(projection: string): Promise<void>;
}

/** What a server stands on; which adapters are behind it, it cannot tell. */
export interface ServerStack {
  readonly log: EventLog;
  readonly documents: Documents;
  readonly keyring: Keyring;
  readonly runner: Runner;
  readonly reader: Reader;
  readonly opener: Opener;
  readonly positions: Positions;
  readonly projections: ProjectionControl;
}

/** Injection tokens of what is an interface only. */
export const LOG = Symbol('EventLog');
export const DOCUMENTS = Symbol('Documents');
export const PROJECTION_CONTROL = Symbol('ProjectionControl');
