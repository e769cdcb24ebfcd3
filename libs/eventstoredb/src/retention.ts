import { ambient } from '@app/eventing';
import { seenOf, type Connection, type Seen } from './client.js';
import { kindOf, NoAnswer, RecordsExpire } from './failure.js';
import type { Names } from './names.js';
import { backOff } from './patience.js';
import type { Reader } from './reader.js';

/** Events before the end that are looked at before the log is opened. */
const LOOK_BACK = 1_000;
/** A subscription without a word for so long is begun anew. */
const QUIET_MS = 60_000;

/**
 * A record must not expire. The server keeps what is set for a stream in a stream beside it, and those are all in the log
 * under names of their own. Nothing tells which there are, except the log from its beginning, so: the last of it is
 * looked at before the log is opened; all of it is then gone through by the server, with a filter, while the process
 * works, which costs no more here than the few events that match; and what is set later comes the same way.
 */
export class Retention {
  constructor(
    private readonly names: Names,
    private readonly reader: Reader,
  ) {}

  /** Throws RecordsExpire. */
  async lookBack(): Promise<void> {
    for (const seen of await this.reader.backwards(LOOK_BACK)) await this.check(seen);
  }

  /** Until `signal` aborts. Throws RecordsExpire. */
  async watch(connection: Connection, signal: AbortSignal): Promise<void> {
    // How far the server has looked, by its own word. It is good enough to go on from in this process; it is not stored.
    let passed = 0n;
    for (let failures = 0; !signal.aborted; failures++) {
      const coming = connection.subscribe(this.names.settings, passed, 50, (position) => (passed = position));
      try {
        for (;;) {
          const taken = await coming.take(50, QUIET_MS, signal);
          if (signal.aborted) return;
          if (taken === 'quiet') throw new NoAnswer(QUIET_MS);
          if (taken === 'ended') break;
          failures = 0;
          for (const seen of taken.map(seenOf)) if (seen) await this.check(seen);
        }
      } catch (error) {
        if (error instanceof RecordsExpire || kindOf(error) === 'denied') throw error;
      } finally {
        coming.cancel();
      }
      if (signal.aborted) return;
      connection.renew();
      await ambient.sleep(backOff(failures), signal);
    }
  }

  private async check(seen: Seen): Promise<void> {
    if (!seen.streamId.startsWith(this.names.settings) || !limitIn(seen)) return;
    // It may have been taken back since.
    const now = await this.reader.last(seen.streamId).catch((error: unknown) => {
      if (kindOf(error) === 'denied') return seen;
      throw error;
    });
    const limit = now && limitIn(now);
    if (limit)
      throw new RecordsExpire(`${seen.streamId.slice(2)} has ${limit} set on the server; a record must not expire`);
  }
}

function limitIn({ data }: Seen): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const set = data as Record<string, unknown>;
  const isSet = (name: string) => typeof set[name] === 'number' && (set[name] > 0 || name !== '$tb');
  return ['$maxAge', '$maxCount', '$tb'].find(isSet);
}
