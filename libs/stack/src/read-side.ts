import { KEY_DESTRUCTION, KeyDestruction, patient, Projector } from '@app/eventing';
import type { Documents, Generation, KeyId, LogReader, Position } from '@app/eventing';
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

export interface ReadSide {
  /** Builds anew beside the live generation, and settles when the new one has taken its place. */
  rebuild(projection: string): Promise<Generation>;
  /** Lets a parked projection try its event again. */
  resume(projection: string): Promise<void>;
}

/** All that follows the log: the read models, and the effects. Until `signal` aborts; `done` is when all has ended. */
export async function startReadSide(
  stores: { readonly log: LogReader; readonly documents: Documents },
  around: Surroundings,
  signal: AbortSignal,
): Promise<ReadSide & { done(): Promise<void> }> {
  const projector = new Projector(
    {
      ...stores,
      projections,
      onProgress: ({ generation, mark, isLive }) => isLive && around.advanced(generation, mark.position),
      onFailure: (failure) => {
        const { projection, event, error, attempts } = failure;
        around.failed({ projection, message: error.message, attempts, ...(event && { position: event.position }) });
        return patient(failure);
      },
    },
    signal,
  );
  await projector.start();
  let attempts = 0;
  const destruction = new KeyDestruction({
    ...stores,
    keys: { destroy: (keys) => around.destroy(keys) },
    onDestroyed: () => (attempts = 0),
    onFailure: (error) =>
      around.failed({ projection: KEY_DESTRUCTION, message: (error as Error).message, attempts: ++attempts }),
  }).run(signal);
  return {
    rebuild: async (name) => projector.rebuild(name),
    resume: (name) => projector.resume(name),
    done: async () => void (await Promise.all([projector.done(), destruction])),
  };
}
