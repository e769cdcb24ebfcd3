import { setMaxListeners } from 'node:events';
import { Codec, Erasures, Keyring, Opener, Positions, Runner, type KeyId } from '@app/eventing';
import { Reader } from '@app/read-models';
import type { Closing } from './closing.js';
import { withinGrace } from './grace.js';
import type { Surroundings } from './read-side.js';
import type { Stack, StackOptions } from './stack.js';

export type Stores = Pick<Stack, 'log' | 'documents' | 'keys'>;

/** What is the same on every stack. `elsewhere`: another process brings the read models along, and destroys keys. */
export function assemble(
  stores: Stores,
  options: Pick<StackOptions, 'onFatal' | 'onFailure'>,
  closing: Closing,
  { elsewhere = false }: { elsewhere?: boolean } = {},
) {
  const { log, documents, keys } = stores;
  const keyring = new Keyring(keys);
  const codec = new Codec();
  const runner = new Runner({ log, keyring, codec });
  const opener = new Opener(keyring);
  const positions = new Positions(documents);
  const reader = new Reader({ documents, log, codec, opener, now: () => new Date() });
  const forget = (ids: ReadonlySet<KeyId>): void => {
    runner.forget(ids);
    opener.forget(ids);
  };
  const ending = new AbortController();
  // Each erasure that is not done yet listens, and lets go when it is: no limit on how many do.
  setMaxListeners(0, ending.signal);
  const erasures = elsewhere ? new Erasures({ log, documents, positions, forget }, ending.signal) : undefined;
  const following = runner
    .follow(ending.signal, (batch) => erasures?.hear(batch))
    .catch((error: Error) => {
      if (!ending.signal.aborted) options.onFatal(error);
    });
  closing.add(async () => {
    ending.abort();
    if (erasures) await withinGrace(Promise.all([following, erasures.done()]));
    else await following;
  });
  const around: Surroundings = {
    advanced: (generation, position) => positions.advanced(generation, position),
    failed: (failure) => options.onFailure?.(failure),
    destroy: async (ids) => {
      await keys.destroy(ids);
      forget(new Set(ids));
    },
  };
  return { log, documents, keys, keyring, runner, opener, positions, reader, around };
}
