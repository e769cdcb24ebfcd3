import { PersonErased, type KeyId, type StreamId } from '@app/domain';
import { ambient as system, type Ambient } from './ambient.js';
import { readMetadata } from './metadata.js';
import {
  StaleLease, type Batch, type Documents, type GenerationState, type Keys, type Lease, type LogReader, type Mark, type Stored,
} from './ports.js'; // prettier-ignore
import { BATCH } from './projector/lane.js';
import { Tenure, type Tenancy } from './tenure.js';

/** The name under which the checkpoint of the destruction of keys stands among the projections. */
export const KEY_DESTRUCTION = 'key-destruction';
const LONGEST_MS = 10_000;
/** How often it looks whether whoever does it is still there. */
const LOOK_MS = 500;

export interface KeyDestructionOptions {
  readonly log: LogReader;
  readonly keys: Pick<Keys, 'destroy'>;
  /** Keeps the checkpoint. */
  readonly documents: Documents;
  /** Absent: no other process does it. */
  readonly tenancy?: Tenancy;
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
  private readonly ambient: Ambient;
  private readonly tenure: Tenure;

  constructor(private readonly options: KeyDestructionOptions) {
    this.ambient = options.ambient ?? system;
    this.tenure = new Tenure(options.documents, this.ambient, options.tenancy);
  }

  /** Follows the log until `signal` aborts; alone, also until another process takes over. */
  async run(signal: AbortSignal): Promise<void> {
    for (let attempts = 0; !signal.aborted;) {
      try {
        const state = await this.state();
        const lease = await this.tenure.acquire(state);
        if (lease) await this.follow(lease, signal, () => (attempts = 0));
        else await this.ambient.sleep(LOOK_MS, signal);
      } catch (error) {
        if (error instanceof StaleLease) {
          if (this.tenure.isAlone) return;
          continue;
        }
        this.options.onFailure?.(error);
        await this.ambient.sleep(Math.min(100 * 2 ** attempts++, LONGEST_MS), signal);
      }
    }
  }

  private async follow(lease: Lease, signal: AbortSignal, onProgress: () => void): Promise<void> {
    const ending = new AbortController();
    const until = AbortSignal.any([signal, ending.signal]);
    const keeping = this.tenure.keep(lease, until).then((isLost) => isLost && ending.abort());
    try {
      const { checkpoint: from } = await this.state();
      await this.compare(from, lease);
      for await (const batch of this.options.log.subscribe({ after: from.position, batch: BATCH, signal: until })) {
        await this.apply(batch, lease);
        onProgress();
      }
    } finally {
      ending.abort();
      await keeping;
      await this.tenure.giveBack(lease);
    }
  }

  /** Of the newest generation: there is another than the first where the log was found to be another one. */
  private async state(): Promise<GenerationState> {
    const { documents } = this.options;
    const found = (await documents.states()).get(KEY_DESTRUCTION);
    if (found) return { generation: found.live, ...found };
    const first = { projection: KEY_DESTRUCTION, number: 1 };
    await documents.create(first);
    await documents.promote(KEY_DESTRUCTION, 'none', first);
    return this.state();
  }

  /** A checkpoint of another log says nothing of what was done for this one: all of it is done again. */
  private async compare({ position: at, eventId }: Mark, lease: Lease): Promise<void> {
    if (eventId === null || (await this.options.log.eventAt(at)) === eventId) return;
    const { documents } = this.options;
    const { generation } = lease;
    const next = { ...generation, number: generation.number + 1 };
    await documents.park(lease, { at, eventId, error: 'log-diverged', attempts: 1, diverged: true });
    await documents.create(next);
    await documents.promote(KEY_DESTRUCTION, generation, next);
    await documents.drop(generation);
    throw new Error(`log-diverged: there is no event ${eventId} at position ${at} of the log`);
  }

  private async apply({ events, through }: Batch, lease: Lease): Promise<void> {
    const keys = new Set<KeyId>();
    for (const { stream } of erasuresIn(events))
      for (const key of await keysOf(this.options.log, stream)) keys.add(key);
    if (keys.size > 0) {
      await this.options.keys.destroy([...keys]);
      this.options.onDestroyed(keys);
    }
    const last = events.at(-1);
    if (last) await this.options.documents.commit(lease, [], { position: through, eventId: last.id });
  }
}

/** Of people, among these events. */
export const erasuresIn = (events: readonly Stored[]): Stored[] =>
  events.filter(({ type }) => type === PersonErased.type);

/** The keys that the events of a stream brought along. */
export async function keysOf(log: Pick<LogReader, 'read'>, stream: StreamId): Promise<KeyId[]> {
  const keys: KeyId[] = [];
  for await (const stored of log.read(stream)) {
    const { key } = readMetadata(stored.metadata);
    if (key) keys.push(key);
  }
  return keys;
}
