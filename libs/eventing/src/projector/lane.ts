import type { EventId, Position, Recorded } from '@app/domain';
import type { Codec } from '../codec.js';
import type { Batch, LogReader, Stored } from '../ports.js';
import type { Build, Item } from './build.js';

/** Live batches are committed at least this often, so that nobody waits for the end of a long one. */
const LIVE_SLICE_MS = 5;
/** Whatever follows the log beside read models takes as many, or they would keep it back in each turn. */
export const BATCH = 10_000;

/** The lane is beyond the build's checkpoint by now: the build has to find another. */
export class LanePassed extends Error {}

/** The log does not hold the event up to which a build was made: it is another log, or was put back to an earlier state. */
export class LogDiverged extends Error {
  constructor(readonly mark: { readonly at: Position; readonly eventId: EventId }) {
    super(`log-diverged: there is no event ${mark.eventId} at position ${mark.at} of the log`);
  }
}

interface Rider {
  readonly build: Build;
  /** Changes where lanes merge. */
  lane: Lane;
  isLeaving: boolean;
  readonly settle: (error?: Error) => void;
}

export interface LaneNews {
  /** The build is at the head of the log: nothing more was there when its last batch was read. */
  onCaughtUp(build: Build): void;
  /** Behind every batch. */
  onBatch(lane: Lane): void;
}

/**
 * One subscription that carries several builds along, so that each event is read and decoded once for all of them. Who
 * cannot go on leaves, and the others go on.
 */
export class Lane {
  private readonly ended = new AbortController();
  private readonly signal: AbortSignal;
  private isBusy = false;
  /** Nothing more was in the log when its last batch was read. */
  caughtUp = false;
  private riders: Rider[] = [];
  private boarding: Rider[] = [];

  constructor(
    private readonly log: LogReader,
    private readonly codec: Codec,
    /** Everything up to here was carried. */
    public position: Position,
    signal: AbortSignal,
    private readonly news: LaneNews,
  ) {
    this.signal = AbortSignal.any([signal, this.ended.signal]);
  }

  get isEnded(): boolean {
    return this.signal.aborted;
  }

  /** Until the lane ends, or `signal` aborts. Rejects with what the build, the log or the store threw, or LanePassed. */
  carry(build: Build, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        rider.isLeaving = true;
        rider.lane.letOff();
      };
      const settle = (error?: Error) => {
        signal.removeEventListener('abort', leave);
        if (error === undefined) resolve();
        else reject(error);
      };
      const rider: Rider = { build, lane: this, isLeaving: false, settle };
      signal.addEventListener('abort', leave, { once: true });
      this.take(rider);
    });
  }

  /** Ends when nobody rides any more. */
  async run(): Promise<void> {
    let failure: Error | undefined;
    try {
      for await (const batch of this.log.subscribe({ after: this.position, batch: BATCH, signal: this.signal })) {
        this.isBusy = true;
        await this.feed(batch);
        this.position = batch.through;
        this.caughtUp = batch.caughtUp;
        this.isBusy = false;
        this.tellWhoIsThere(this.riders);
        this.board();
        this.letOff();
        this.news.onBatch(this);
      }
    } catch (error) {
      failure = error as Error;
    }
    this.isBusy = false;
    this.ended.abort();
    for (const rider of [...this.riders, ...this.boarding]) this.drop(rider, failure);
  }

  /** Hands all riders over to another lane, which is not beyond this one. */
  mergeInto(other: Lane): void {
    const riders = [...this.riders, ...this.boarding];
    this.riders = [];
    this.boarding = [];
    this.ended.abort();
    for (const rider of riders) other.take(rider);
  }

  private take(rider: Rider): void {
    rider.lane = this;
    this.boarding.push(rider);
    if (!this.isBusy) this.board();
  }

  /** Not during a batch: it may have begun before the checkpoint of somebody who boards meanwhile. */
  private board(): void {
    const [taken, passed] = [this.boarding, [] as Rider[]];
    this.boarding = [];
    for (const rider of taken) (rider.build.mark.position < this.position ? passed : this.riders).push(rider);
    for (const rider of passed) this.drop(rider, new LanePassed());
    // In a turn of its own: whoever boards may not yet have said what to do at the head.
    queueMicrotask(() => this.tellWhoIsThere(taken.filter((rider) => this.riders.includes(rider))));
  }

  /** Not during a batch: what is being committed is waited for. */
  private letOff(): void {
    if (this.isBusy) return;
    for (const rider of [...this.riders, ...this.boarding]) if (rider.isLeaving) this.drop(rider);
  }

  private tellWhoIsThere(riders: readonly Rider[]): void {
    if (this.caughtUp) for (const { build } of riders) this.news.onCaughtUp(build);
  }

  private async feed({ events, caughtUp }: Batch): Promise<void> {
    const items = events.map((stored) => itemOf(stored, this.codec));
    const apply = async (rider: Rider) => {
      try {
        await rider.build.apply(items, caughtUp ? LIVE_SLICE_MS : Infinity);
      } catch (error) {
        this.drop(rider, error as Error);
      }
    };
    await Promise.all(this.riders.map(apply));
  }

  private drop(rider: Rider, error?: Error): void {
    this.riders = this.riders.filter((other) => other !== rider);
    this.boarding = this.boarding.filter((other) => other !== rider);
    if (this.riders.length + this.boarding.length === 0) this.ended.abort();
    rider.settle(error);
  }
}

/** Decoded when first asked for, and then for all. */
function itemOf(stored: Stored, codec: Codec): Item {
  let event: Recorded | undefined;
  return { id: stored.id, position: stored.position, event: () => (event ??= codec.read(stored)) };
}
