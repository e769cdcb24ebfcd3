import type {
  Documents, EventLog, Keyring, Opener, Positions, ProjectionControl as Control, Runner,
} from '@app/eventing'; // prettier-ignore
import type { Reader } from '@app/read-models';

/** Orders about the read models, wherever what carries them out runs. */
export type ProjectionControl = Pick<
  Control,
  'rebuild' | 'verify' | 'promote' | 'rollback' | 'skip' | 'resume' | 'drop'
>;

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
