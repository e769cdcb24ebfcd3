import { ProjectionControl, type Tenancy } from '@app/eventing';
import { projections } from '@app/read-models';
import { assemble, type Stores } from './assembly.js';
import type { Closing } from './closing.js';
import { withinGrace } from './grace.js';
import { startReadSide, type ReadSideOptions, type Surroundings } from './read-side.js';
import type { Stack, StackOptions } from './stack.js';

// Processes that share stores: some take requests, some bring the read models along. Neither kind waits for the other.

/** One that takes requests. Orders about the read models it writes into their store; whoever holds the lease acts. */
export function takeRequests(
  stores: Stores,
  options: Pick<StackOptions, 'onFatal' | 'onFailure'>,
  closing: Closing,
): Omit<Stack, 'close'> {
  const { around: _, ...stack } = assemble(stores, options, closing, { elsewhere: true });
  const { log, documents } = stores;
  return {
    ...stack,
    projections: new ProjectionControl({ log, documents, projections }),
    folder: undefined,
    announce: () => undefined,
  };
}

export type WorkOptions = Pick<StackOptions, 'onFailure'> & ReadSideOptions & { readonly tenancy: Tenancy };

/** One that brings the read models along, and destroys keys, where no other holds the lease. */
export async function bringAlong(
  { log, documents, keys }: Stores,
  { onFailure, ...options }: WorkOptions,
  closing: Closing,
): Promise<void> {
  const ending = new AbortController();
  const around: Surroundings = {
    advanced: () => undefined,
    failed: (failure) => onFailure?.(failure),
    destroy: (ids) => keys.destroy(ids),
  };
  const readSide = await startReadSide({ log, documents }, around, ending.signal, options);
  closing.add(async () => {
    ending.abort();
    // Leases are given back within this time, or not at all.
    await withinGrace(readSide.done());
  });
}
