import { PersonErased, position, type KeyId, type StreamId } from '@app/domain';
import { ambient as system, type Ambient } from './ambient.js';
import { readMetadata } from './metadata.js';
import { StaleLease, type Batch, type Documents, type Keys, type Lease, type LogReader, type Mark } from './ports.js';

/** The name under which the checkpoint of the destruction of keys stands among the projections. */
export const KEY_DESTRUCTION = 'key-destruction';
const GENERATION = { projection: KEY_DESTRUCTION, number: 1 };
const LONGEST_MS = 10_000;

export interface KeyDestructionOptions {
  readonly log: LogReader;
  readonly keys: Pick<Keys, 'destroy'>;
  /** Keeps the checkpoint. */
  readonly documents: Documents;
  readonly ambient?: Ambient;
  /** Keys that are gone from the store by now: every cache has to drop them, and what was opened with them. */
  readonly onDestroyed: (keys: ReadonlySet<KeyId>) => void;
  /** Nothing is passed over: what failed is tried again until it is done. */
  readonly onFailure?: (error: unknown) => void;
}

/**
 * What follows on an erasure: the keys of the person's stream are destroyed, and everything sealed with them is
 * unreadable from then on, at every position. Checkpointed behind the destruction, so that it happens at least once.
 * An erasure is done when this has passed its position (`Positions.passed([KEY_DESTRUCTION], …)`).
 */
export class KeyDestruction {
  constructor(private readonly options: KeyDestructionOptions) {}

  /** Follows the log until `signal` aborts, or another process has taken over. */
  async run(signal: AbortSignal): Promise<void> {
    const { ambient = system, onFailure } = this.options;
    for (let attempts = 0; !signal.aborted; attempts++) {
      try {
        const { lease, from } = await this.claim();
        for await (const batch of this.options.log.subscribe({ after: from.position, batch: 1_000, signal })) {
          await this.apply(batch, lease);
          attempts = 0;
        }
      } catch (error) {
        if (error instanceof StaleLease) return;
        onFailure?.(error);
        await ambient.sleep(Math.min(100 * 2 ** attempts, LONGEST_MS), signal);
      }
    }
  }

  private async claim(): Promise<{ lease: Lease; from: Mark }> {
    const { documents } = this.options;
    const lease = await documents.claim(GENERATION);
    await documents.promote(KEY_DESTRUCTION, 'none', GENERATION);
    const state = (await documents.states()).get(KEY_DESTRUCTION);
    return { lease, from: state?.checkpoint ?? { position: position(0), eventId: null } };
  }

  private async apply({ events, through }: Batch, lease: Lease): Promise<void> {
    const erased = events.filter(({ type }) => type === PersonErased.type).map(({ stream }) => stream);
    const keys = new Set<KeyId>();
    for (const stream of erased) for (const key of await this.keysOf(stream)) keys.add(key);
    if (keys.size > 0) {
      await this.options.keys.destroy([...keys]);
      this.options.onDestroyed(keys);
    }
    const last = events.at(-1);
    if (last) await this.options.documents.commit(lease, [], { position: through, eventId: last.id });
  }

  private async keysOf(stream: StreamId): Promise<KeyId[]> {
    const keys: KeyId[] = [];
    for await (const stored of this.options.log.read(stream)) {
      const { key } = readMetadata(stored.metadata);
      if (key) keys.push(key);
    }
    return keys;
  }
}
