import { ambient, type Ambient } from './ambient.js';

/** An election of a leader or a primary is over by then, or somebody has to look at the servers. */
const PATIENCE_MS = 15_000;
/** Without a failure for so long nothing is known of an outage: nobody may have asked. */
const REMEMBERED_MS = 10_000;

/**
 * How long a server has been away, for all who ask it. A failure is worth waiting for while an outage is young, as a
 * change of the leader is; whoever asks late in a long one is told at once, and requests do not pile up behind it.
 */
export class Outage {
  private began = 0;
  private failedAt = -Infinity;

  constructor(
    /** From its beginning: so long it is worth waiting for its end. */
    readonly patienceMs = PATIENCE_MS,
    private readonly clock: Pick<Ambient, 'elapsed'> = ambient,
  ) {}

  /** Notes a failure that may pass; gives until when it is worth waiting for that, on the clock of `elapsed`. */
  failed(): number {
    const now = this.clock.elapsed();
    if (now - this.failedAt > REMEMBERED_MS) this.began = now;
    this.failedAt = now;
    return this.began + this.patienceMs;
  }

  /** Whatever it said: it is there. */
  answered(): void {
    this.failedAt = -Infinity;
  }
}
