import type { Ambient } from '../ambient.js';
import { GenerationGone, StaleLease, type Documents, type GenerationState, type Parked } from '../ports.js';
import { EventFailed, type Build } from './build.js';
import type { Failure, FailurePolicy } from './failure.js';
import { LanePassed, LogDiverged } from './lane.js';

/** While the store cannot even take the news that a projection is parked. */
const RETRY_MS = 1_000;

export interface FeedOptions {
  readonly documents: Pick<Documents, 'park'>;
  readonly ambient: Ambient;
  readonly onFailure: FailurePolicy;
  /** Finds the build a lane, and brings it along the log until `signal` aborts or something fails. */
  readonly ride: (build: Build, signal: AbortSignal) => Promise<void>;
}

/** Keeps one build going: tries again, parks, goes on when it is told to. */
export class Feed {
  /** When it has ended: asked to, or since another process writes the build. */
  readonly done: Promise<void>;
  private readonly stopping = new AbortController();
  readonly signal: AbortSignal;
  private failures = 0;
  private failedAt = -1n;
  private parked: Parked | undefined;
  private parkedAt = -Infinity;
  private goOn: (() => void) | undefined;

  constructor(
    readonly build: Build,
    { parked, skips }: Pick<GenerationState, 'parked' | 'skips'>,
    signal: AbortSignal,
    private readonly options: FeedOptions,
  ) {
    this.signal = AbortSignal.any([signal, this.stopping.signal]);
    this.parked = parked;
    build.skips = skips;
    this.done = this.run().finally(() => this.stopping.abort());
  }

  /** Ends behind the commit under way. */
  stop(): Promise<void> {
    this.stopping.abort();
    return this.done;
  }

  /** What the store told of it when it was asked: somebody may have let it go on. */
  look({ parked, skips }: Pick<GenerationState, 'parked' | 'skips'>, askedAt: number): void {
    // Asked before it was parked, the store could not tell.
    if (!this.parked || parked || askedAt < this.parkedAt) return;
    this.build.skips = skips;
    this.parked = undefined;
    this.goOn?.();
  }

  private async run(): Promise<void> {
    while (!this.signal.aborted) {
      try {
        if (this.parked) await this.untilToldToGoOn();
        else await this.options.ride(this.build, this.signal);
      } catch (error) {
        if (!(error instanceof LanePassed) && !(await this.goesOnAfter(error))) return;
      }
    }
  }

  /** False where another process has taken the build over, or it was dropped. */
  private async goesOnAfter(error: unknown): Promise<boolean> {
    if (error instanceof StaleLease || error instanceof GenerationGone) return false;
    const failure = this.failureOf(error);
    const verdict = this.options.onFailure(failure);
    if (error instanceof LogDiverged) return this.park({ ...error.mark, diverged: true }, failure);
    if (verdict === 'park' && failure.event) {
      return this.park({ at: failure.event.position, eventId: failure.event.id }, failure);
    }
    await this.options.ambient.sleep(verdict === 'park' ? RETRY_MS : verdict.retryInMs, this.signal);
    return true;
  }

  private failureOf(error: unknown): Failure {
    const { position } = this.build.mark;
    this.failures = position === this.failedAt ? this.failures + 1 : 1;
    this.failedAt = position;
    return {
      projection: this.build.projection.name,
      ...(error instanceof EventFailed && { event: error.item }),
      error: error instanceof Error ? error : new Error(String(error)),
      attempts: this.failures,
    };
  }

  private async park(
    place: Pick<Parked, 'at' | 'eventId' | 'diverged'>,
    { error, attempts }: Failure,
  ): Promise<boolean> {
    const parked = { ...place, error: error.message.slice(0, 500), attempts };
    try {
      await this.options.documents.park(this.build.lease, parked);
    } catch (unwritten) {
      // It fails at this event again, and is parked when the store is back.
      await this.options.ambient.sleep(RETRY_MS, this.signal);
      return !(unwritten instanceof StaleLease);
    }
    this.failures = 0;
    this.parked = parked;
    this.parkedAt = this.options.ambient.elapsed();
    return true;
  }

  private untilToldToGoOn(): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        this.signal.removeEventListener('abort', go);
        resolve();
      };
      this.goOn = go;
      this.signal.addEventListener('abort', go, { once: true });
    });
  }
}
