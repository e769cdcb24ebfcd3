import type { Position, Recorded } from '@app/domain';
import type { Codec } from '../codec.js';
import type { Batch, LogReader, Stored } from '../ports.js';
import type { Build, Item } from './build.js';

/** Live batches are committed at least this often, so that nobody waits for the end of a long one. */
const LIVE_SLICE_MS = 5;
const BATCH = 10_000;

/** The lane is beyond the build's checkpoint by now: the build has to find another. */
export class LanePassed extends Error {}

interface Rider {
  readonly build: Build;
  /** Changes where lanes merge. */
  lane: Lane;
  isLeaving: boolean;
  readonly settle: (error?: unknown) => void;
}

/**
 * One subscription that carries several builds along, so that each event is read and decoded once for all of them. Who
 * cannot go on leaves, and the others go on.
 */
export class Lane {
  private readonly ended = new AbortController();
  private readonly signal: AbortSignal;
  private isBusy = false;
  private riders: Rider[] = [];
  private boarding: Rider[] = [];

  constructor(
    private readonly log: LogReader,
    private readonly codec: Codec,
    /** Everything up to here was carried. */
    public position: Position,
    signal: AbortSignal,
    /** Called behind every batch. */
    private readonly onBatch: (lane: Lane) => void,
  ) {
    this.signal = AbortSignal.any([signal, this.ended.signal]);
  }

  get builds(): readonly Build[] {
    return this.riders.map(({ build }) => build);
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
      const settle = (error?: unknown) => {
        signal.removeEventListener('abort', leave);
        if (error === undefined) resolve();
        else reject(error as Error);
      };
      const rider: Rider = { build, lane: this, isLeaving: false, settle };
      signal.addEventListener('abort', leave, { once: true });
      this.boarding.push(rider);
    });
  }

  /** Ends when nobody rides any more. */
  async run(): Promise<void> {
    let failure: unknown;
    try {
      for await (const batch of this.log.subscribe({ after: this.position, batch: BATCH, signal: this.signal })) {
        this.isBusy = true;
        this.board();
        await this.feed(batch);
        this.position = batch.through;
        this.isBusy = false;
        this.letOff();
        this.onBatch(this);
      }
    } catch (error) {
      failure = error;
    }
    this.isBusy = false;
    this.ended.abort();
    for (const rider of [...this.riders, ...this.boarding]) this.drop(rider, failure);
  }

  /** Hands all riders over to another lane, which is not beyond this one. */
  mergeInto(other: Lane): void {
    for (const rider of [...this.riders, ...this.boarding]) {
      rider.lane = other;
      other.boarding.push(rider);
    }
    this.riders = [];
    this.boarding = [];
    this.ended.abort();
  }

  private async feed({ events, through, caughtUp }: Batch): Promise<void> {
    const items = events.map((stored) => itemOf(stored, this.codec));
    const apply = async (rider: Rider) => {
      try {
        await rider.build.apply(items, through, caughtUp ? LIVE_SLICE_MS : Infinity);
        rider.build.caughtUp = caughtUp;
      } catch (error) {
        this.drop(rider, error);
      }
    };
    await Promise.all(this.riders.map(apply));
  }

  // Only between batches: one under way may have begun before the checkpoint of somebody who boards now.
  private board(): void {
    const waiting = this.boarding;
    this.boarding = [];
    for (const rider of waiting) {
      if (rider.build.mark.position < this.position) this.drop(rider, new LanePassed());
      else this.riders.push(rider);
    }
  }

  /** Not during a batch: what is being committed is waited for. */
  private letOff(): void {
    if (this.isBusy) return;
    for (const rider of [...this.riders, ...this.boarding]) if (rider.isLeaving) this.drop(rider);
  }

  private drop(rider: Rider, error?: unknown): void {
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
