import { ambient, position } from '@app/eventing';
import type { Batch, Position, Stored } from '@app/eventing';
import { seenOf, type Connection } from './client.js';
import { storedOf } from './event.js';
import { kindOf, LogUnavailable, mayPass, NoAnswer, reasonOf, RecordsExpire } from './failure.js';
import type { Incoming } from './incoming.js';
import type { Names } from './names.js';
import type { Ours } from './ours.js';
import { backOff } from './patience.js';
import type { Reader } from './reader.js';

/** After so long without a word the log itself is looked at: a subscription can be dead without saying so. */
export const SIGN_MS = 1_000;
/** The events of one append come one by one, and are wanted in one batch. */
const LINGER_MS = 2;
/** Events held back by the client while this is busy with those before. */
const BUFFER = 500;

export interface Follow {
  readonly after: Position;
  readonly batch: number;
  readonly signal: AbortSignal;
}

export interface Means {
  readonly names: Names;
  readonly ours: Ours;
  readonly reader: Reader;
  /** Of its own: what breaks another must not break it. */
  readonly connection: Connection;
  /** It goes on by itself; somebody may want to know. */
  readonly onTrouble: (reason: string) => void;
}

type Coming = Incoming<Parameters<typeof seenOf>[0]>;

/**
 * One subscription of the port, over as many of the server's as it takes. A subscription of the server ends with one
 * error at most and nothing after it, and a dead one may say nothing at all; so whoever hears nothing looks at the end of
 * the log, and begins again behind the last event delivered, never at a position that the server names.
 */
export class Following {
  private through: Position;
  /** Seconds that the next one may lack what is known to be there. Grows: a server may be slow to find it. */
  private patience = 1;
  private failures = 0;

  constructor(
    private readonly o: Follow,
    private readonly means: Means,
  ) {
    this.through = o.after;
  }

  async *batches(): AsyncGenerator<Batch> {
    const { signal } = this.o;
    const { connection, onTrouble } = this.means;
    const stop = () => connection.close();
    signal.addEventListener('abort', stop, { once: true });
    try {
      while (!signal.aborted) {
        try {
          yield* this.once();
        } catch (error) {
          if (signal.aborted) return;
          await this.refuseForGood(error);
          onTrouble(reasonOf(error));
          connection.renew();
          await ambient.sleep(backOff(this.failures++), signal);
        }
      }
    } finally {
      signal.removeEventListener('abort', stop);
      connection.close();
    }
  }

  private async *once(): AsyncGenerator<Batch> {
    const { signal } = this.o;
    const { ours, names, connection } = this.means;
    await ours.look();
    if (signal.aborted) return;
    const start = ours.behind(this.through);
    const coming = connection.subscribe(names.ours, start, BUFFER);
    try {
      if (ours.position <= this.through) yield this.batch([], true);
      let lookedAt = ambient.elapsed();
      for (let lacking = 0, signs = 0; !signal.aborted;) {
        const events = await this.gather(coming);
        this.failures = 0;
        if (events.length > 0) {
          lacking = 0;
          // While something always comes there is no silence in which to look, and what comes may be far behind.
          if (ambient.elapsed() - lookedAt > SIGN_MS) {
            await ours.look();
            lookedAt = ambient.elapsed();
          }
          yield this.batch(events, coming.isEmpty && ours.position <= this.through);
          continue;
        }
        if (signal.aborted) return;
        await ours.look();
        if (ours.position <= this.through) {
          if (coming.isEmpty && !signal.aborted) yield this.batch([], true);
          lacking = 0;
        } else if (coming.signs > signs) {
          lacking = 0;
        } else if (++lacking > this.patience) {
          this.patience = Math.min(2 * this.patience, 60);
          throw new LogUnavailable(`a subscription has gone dead behind position ${this.through}`);
        }
        signs = coming.signs;
      }
    } finally {
      coming.cancel();
    }
  }

  private batch(events: readonly Stored[], caughtUp: boolean): Batch {
    return { events, through: this.through, caughtUp };
  }

  /** What has come; while more is known to be there, as much as a batch may have. */
  private async gather(coming: Coming): Promise<Stored[]> {
    const { o, means } = this;
    const events: Stored[] = [];
    const known = means.ours.position;
    let isLast = false;
    while (events.length < o.batch && !o.signal.aborted && !isLast) {
      let wait = SIGN_MS;
      if (events.length > 0 && this.through >= known) {
        await ambient.sleep(LINGER_MS, o.signal);
        // Where the process was busy the time is up before anything was read from the network.
        await new Promise(setImmediate);
        isLast = true;
        wait = 0;
      }
      try {
        const taken = await coming.take(o.batch - events.length, wait, o.signal);
        if (taken === 'quiet') break;
        if (taken === 'ended') throw new LogUnavailable('the server has ended a subscription');
        for (const resolved of taken) this.take(resolved, events);
      } catch (error) {
        // What came before it is delivered first; the next one meets the error again.
        if (events.length === 0 || error instanceof RecordsExpire) throw error;
        break;
      }
    }
    const last = events.at(-1);
    if (last) {
      this.patience = 1;
      means.ours.note(last.position, last.metadata);
    }
    return events;
  }

  private take(resolved: Parameters<typeof seenOf>[0], events: Stored[]): void {
    const { names } = this.means;
    const seen = seenOf(resolved);
    // Again after a resubscription, or twice from the server.
    if (!seen || seen.position <= this.through) return;
    if (seen.type === '$streamDeleted') throw new RecordsExpire(`${seen.streamId} was deleted on the server`);
    if (!names.isOurs(seen)) return;
    events.push(storedOf(seen, names));
    this.through = position(seen.position);
  }

  /** Throws what no other attempt can mend. */
  private async refuseForGood(error: unknown): Promise<void> {
    if (error instanceof LogUnavailable || error instanceof NoAnswer) return;
    if (!mayPass(error)) throw error;
    if (kindOf(error) !== 'unknown' || this.through === 0n) return;
    const isThere = await this.means.reader.at(this.through).catch(() => 'not known' as const);
    if (isThere === undefined) {
      throw new Error(`the log has no event at position ${this.through}: it is not the one that was followed`);
    }
  }
}
