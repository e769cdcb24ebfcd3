import {
  Keyring, KeyDestruction, MemoryDocuments, MemoryKeys, MemoryLog, Opener, Positions, Projector, Runner,
} from '@app/eventing'; // prettier-ignore
import type { ServerStack } from '@app/platform';
import { PROJECTIONS, Reader } from '@app/read-models';

export interface MemoryStack extends ServerStack {
  readonly log: MemoryLog;
  close(): Promise<void>;
}

/** Everything that a server stands on, in this process, and gone with it. */
export async function memoryStack(): Promise<MemoryStack> {
  const [log, documents, keys] = [new MemoryLog(), new MemoryDocuments(), new MemoryKeys()];
  const keyring = new Keyring(keys);
  const runner = new Runner({ log, keyring });
  const opener = new Opener(keyring);
  const positions = new Positions(documents);
  const ending = new AbortController();
  const projector = new Projector(
    {
      log,
      documents,
      projections: PROJECTIONS,
      onProgress: ({ generation, mark, isLive }) => isLive && positions.advanced(generation, mark.position),
    },
    ending.signal,
  );
  await projector.start();
  const destruction = new KeyDestruction({
    log,
    keys,
    documents,
    onDestroyed: (destroyed) => {
      opener.forget(destroyed);
      runner.forget(destroyed);
    },
  }).run(ending.signal);
  const following = runner.follow(ending.signal);
  return {
    log,
    documents,
    keyring,
    runner,
    opener,
    positions,
    projections: projector,
    reader: new Reader({ documents, log, opener, now: () => new Date() }),
    close: async () => {
      ending.abort();
      await Promise.all([projector.done(), destruction, following]);
      await Promise.all([log.close(), documents.close(), keys.close()]);
    },
  };
}
