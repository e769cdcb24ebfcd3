import { position as positionAt, type KeyId, type Position, type StreamId } from '@app/domain';
import { ambient as system, type Ambient } from './ambient.js';
import { erasuresIn, KEY_DESTRUCTION, keysOf } from './effects.js';
import type { Batch, Documents, LogReader } from './ports.js';
import type { Positions } from './positions.js';

/** Before it asks again a store that failed, or whether keys are destroyed where nobody gets on with that. */
const RETRY_MS = 1_000;

export interface ErasuresOptions {
  readonly log: LogReader;
  readonly documents: Pick<Documents, 'states'>;
  readonly positions: Pick<Positions, 'passed'>;
  /** Drops these keys from every cache of this process, and all that was opened with them. */
  readonly forget: (keys: ReadonlySet<KeyId>) => void;
  readonly ambient?: Pick<Ambient, 'sleep'>;
}

/**
 * For a process beside the one that destroys keys: drops what it has cached of people who are erased. At once when it
 * hears of an erasure, and once more when the keys are gone from their store, since until then they may be fetched
 * again. What was erased before it started, and is not done yet, counts too.
 */
export class Erasures {
  private readonly pending = new Map<StreamId, Promise<void>>();
  private catchingUp: Promise<void> | undefined;
  private readonly ambient: Pick<Ambient, 'sleep'>;

  /** Gives up, with nothing left behind in a process that ends, when `signal` aborts. */
  constructor(
    private readonly options: ErasuresOptions,
    private readonly signal: AbortSignal,
  ) {
    this.ambient = options.ambient ?? system;
  }

  /** To be given every batch of one live subscription, the first one included, even where that is empty. */
  hear({ events }: Batch): void {
    // Not before the subscription stands: what is recorded in between would be seen by neither.
    this.catchingUp ??= this.insist(() => this.catchUp());
    for (const { stream, position } of erasuresIn(events)) this.note(stream, position);
  }

  /** When nothing is under way any more. */
  async done(): Promise<void> {
    await this.catchingUp;
    await Promise.all(this.pending.values());
  }

  private note(stream: StreamId, position: Position): void {
    if (this.pending.has(stream)) return;
    const work = this.insist(() => this.dropTwice(stream, position)).then(() => void this.pending.delete(stream));
    this.pending.set(stream, work);
  }

  private async dropTwice(stream: StreamId, position: Position): Promise<void> {
    const { log, positions, forget } = this.options;
    const keys = new Set(await keysOf(log, stream));
    forget(keys);
    while (!this.signal.aborted) {
      const passed = await positions.passed([KEY_DESTRUCTION], position, { signal: this.signal });
      if (passed === 'passed') return forget(keys);
      // Stopped: it does not go on from one moment to the next.
      if (passed === 'parked') await this.ambient.sleep(RETRY_MS, this.signal);
    }
  }

  /** What lies between the destruction of keys and the head of the log. */
  private async catchUp(): Promise<void> {
    const enough = new AbortController();
    const signal = AbortSignal.any([this.signal, enough.signal]);
    for await (const batch of this.options.log.subscribe({ after: await this.reached(), batch: 1_000, signal })) {
      for (const { stream, position } of erasuresIn(batch.events)) this.note(stream, position);
      if (batch.caughtUp) enough.abort();
    }
  }

  /** The whole log where the checkpoint is not one of it. */
  private async reached(): Promise<Position> {
    const { documents, log } = this.options;
    const { position, eventId } = (await documents.states()).get(KEY_DESTRUCTION)?.checkpoint ?? {};
    const isOurs = position !== undefined && eventId !== null && (await log.eventAt(position)) === eventId;
    return isOurs ? position : positionAt(0);
  }

  private async insist(work: () => Promise<void>): Promise<void> {
    while (!this.signal.aborted) {
      try {
        return await work();
      } catch {
        await this.ambient.sleep(RETRY_MS, this.signal);
      }
    }
  }
}
