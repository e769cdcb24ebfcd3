import { KEY_DESTRUCTION, KeyDestruction, patient, ProjectionControl, Projector } from '@app/eventing';
import type { Documents, Generation, KeyId, LogReader, Position, Tenancy } from '@app/eventing';
import { projections } from '@app/read-models';

/** Something kept a projection, or the destruction of keys, from going on; it is tried again, or parked. */
export interface ReadSideFailure {
  readonly projection: string;
  /** Of the event that could not be applied; absent where the log or the store failed. */
  readonly position?: Position;
  readonly message: string;
  readonly attempts: number;
}

/** What the read side asks of the rest of the process, which may be in another thread. */
export interface Surroundings {
  /** A live generation has got this far. */
  advanced(generation: Generation, position: Position): void;
  failed(failure: ReadSideFailure): void;
  /** Destroys keys in their store, and drops them from every cache. */
  destroy(keys: readonly KeyId[]): Promise<void>;
}

/** Orders about the read models; they are carried out by whoever brings them along. */
export type ReadSide = Pick<
  ProjectionControl,
  'rebuild' | 'verify' | 'promote' | 'rollback' | 'skip' | 'resume' | 'drop'
>;

export interface ReadSideOptions {
  /** Absent: no other process does the same. */
  readonly tenancy?: Tenancy;
  /** Names of those to bring along; all where absent. */
  readonly only?: readonly string[];
  /** So many more events were applied, or passed over, in a generation of this read model. */
  readonly onApplied?: (projection: string, events: number) => void;
}

/** All that follows the log: the read models, and the effects. Until `signal` aborts; `done` is when all has ended. */
export async function startReadSide(
  stores: { readonly log: LogReader; readonly documents: Documents },
  around: Surroundings,
  signal: AbortSignal,
  { tenancy, only, onApplied }: ReadSideOptions = {},
): Promise<ReadSide & { done(): Promise<void> }> {
  const shared = tenancy ? { tenancy } : {};
  const projector = new Projector(
    {
      ...stores,
      ...shared,
      projections: only ? projections.filter(({ name }) => only.includes(name)) : projections,
      onProgress: ({ generation, mark, isLive, events }) => {
        if (isLive) around.advanced(generation, mark.position);
        if (events > 0) onApplied?.(generation.projection, events);
      },
      onFailure: (failure) => {
        const { projection, event, error, attempts } = failure;
        around.failed({ projection, message: error.message, attempts, ...(event && { position: event.position }) });
        return patient(failure);
      },
    },
    signal,
  );
  await projector.start();
  const control = new ProjectionControl({
    ...stores,
    projections,
    onChanged: () => projector.nudge(),
    onPromoted: (to) => projector.promoted(to),
  });
  const destruction = !only || only.includes(KEY_DESTRUCTION) ? destroyKeys(stores, around, signal, shared) : undefined;
  return {
    rebuild: (name) => control.rebuild(name),
    verify: (name, o) => control.verify(name, { ...o, signal }),
    promote: (name, number) => control.promote(name, number),
    rollback: (name) => control.rollback(name),
    skip: (name, at, reason) => control.skip(name, at, reason),
    resume: (name) => control.resume(name),
    drop: (name) => control.drop(name),
    done: async () => void (await Promise.all([projector.done(), destruction])),
  };
}

function destroyKeys(
  stores: { readonly log: LogReader; readonly documents: Documents },
  around: Surroundings,
  signal: AbortSignal,
  shared: { tenancy?: Tenancy },
): Promise<void> {
  let attempts = 0;
  return new KeyDestruction({
    ...stores,
    ...shared,
    keys: { destroy: (keys) => around.destroy(keys) },
    onDestroyed: () => (attempts = 0),
    onFailure: (error) =>
      around.failed({ projection: KEY_DESTRUCTION, message: (error as Error).message, attempts: ++attempts }),
  }).run(signal);
}
