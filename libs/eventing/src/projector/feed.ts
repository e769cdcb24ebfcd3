import type { Ambient } from '../ambient.js';
import { StaleLease, type Documents, type ProjectionState } from '../ports.js';
import { EventFailed, type Build } from './build.js';
import type { Failure, FailurePolicy } from './failure.js';
import { LanePassed } from './lane.js';

/** While the store cannot even take the news that a projection is parked. */
const RETRY_MS = 1_000;

type Parked = NonNullable<ProjectionState['parked']>;

/** The projection has stopped before an event that it could not apply. */
export class ProjectionStopped extends Error {
  constructor(
    readonly projection: string,
    readonly parked: Parked,
  ) {
    super(`${projection} is parked before position ${parked.at}: ${parked.error}`);
  }
}

export interface FeedOptions {
  readonly documents: Documents;
  readonly ambient: Ambient;
  readonly onFailure: FailurePolicy;
  /** Finds the build a lane, and brings it along the log until `signal` aborts or something fails. */
  readonly ride: (build: Build, signal: AbortSignal) => Promise<void>;
}

/** Keeps one build going: tries again, parks, resumes. */
export class Feed {
  readonly done: Promise<void>;
  private readonly stopping = new AbortController();
  private readonly signal: AbortSignal;
  private failures = 0;
  private failedAt = -1n;
  private resumed: (() => void) | undefined;

  constructor(
    readonly build: Build,
    private parked: Parked | undefined,
    signal: AbortSignal,
    private readonly options: FeedOptions,
    /** Told whenever it is parked. */
    private readonly onPark: (parked: Parked) => void = () => undefined,
  ) {
    this.signal = AbortSignal.any([signal, this.stopping.signal]);
    this.done = this.run();
  }

  /** Ends behind the commit under way. */
  stop(): Promise<void> {
    this.stopping.abort();
    return this.done;
  }

  /** Lets a parked projection try the event again. */
  async resume(): Promise<void> {
    if (!this.parked) return;
    await this.options.documents.park(this.build.lease, null);
    this.parked = undefined;
    this.resumed?.();
  }

  private async run(): Promise<void> {
    while (!this.signal.aborted) {
      try {
        if (this.parked) await this.untilResumed();
        else await this.options.ride(this.build, this.signal);
      } catch (error) {
        if (!(error instanceof LanePassed) && !(await this.goesOnAfter(error))) return;
      }
    }
  }

  /** False where another process has taken the build over. */
  private async goesOnAfter(error: unknown): Promise<boolean> {
    if (error instanceof StaleLease) return false;
    const failure = this.failureOf(error);
    const verdict = this.options.onFailure(failure);
    if (verdict === 'park' && failure.event) return this.park(failure.event, failure);
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

  private async park({ id, position }: NonNullable<Failure['event']>, { error, attempts }: Failure): Promise<boolean> {
    const parked = { at: position, eventId: id, error: error.message.slice(0, 500), attempts };
    try {
      await this.options.documents.park(this.build.lease, parked);
    } catch (unwritten) {
      // It fails at this event again, and is parked when the store is back.
      await this.options.ambient.sleep(RETRY_MS, this.signal);
      return !(unwritten instanceof StaleLease);
    }
    this.failures = 0;
    this.parked = parked;
    this.onPark(parked);
    return true;
  }

  private untilResumed(): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        this.signal.removeEventListener('abort', go);
        resolve();
      };
      this.resumed = go;
      this.signal.addEventListener('abort', go, { once: true });
    });
  }
}
