import type { EventId, Outage, Position, Revision, Stored, StreamId } from '@app/eventing';
import { seenOf, type Connection, type Seen } from './client.js';
import { storedOf } from './event.js';
import { kindOf, NoAnswer, RecordsExpire } from './failure.js';
import type { Incoming } from './incoming.js';
import type { Names } from './names.js';
import { persist } from './patience.js';

/** Events taken at once. */
const PAGE = 500;

export interface ReaderMeans {
  readonly connection: Connection;
  readonly names: Names;
  readonly outage: Outage;
  /** For one answer. */
  readonly ms: number;
  readonly signal: AbortSignal;
}

/** What is asked and answered; where there is no answer in time, it is asked again on another connection. */
export class Reader {
  constructor(private readonly means: ReaderMeans) {}

  /**
   * In order of revision; goes on behind the last one read where it breaks off. Throws LogUnavailable, and RecordsExpire
   * where the stream does not have all that was recorded.
   */
  async *stream(stream: StreamId, o: { from?: Revision; until?: Revision } = {}): AsyncGenerator<Stored> {
    const until = o.until ?? 2n ** 63n - 1n;
    for (let next: bigint = o.from ?? 0n; next <= until;) {
      const page = await this.page(stream, next, Number(minOf(until - next + 1n, BigInt(PAGE))));
      for (const event of page) yield event;
      if (page.length < PAGE) return;
      next += BigInt(page.length);
    }
  }

  /** The event at exactly this position, of whomever. */
  async at(place: bigint): Promise<Seen | undefined> {
    if (place <= 0n) return undefined;
    const seen = await this.ask(place);
    if (seen !== 'unknown') return seen;
    // A position that no event has is "unknown", and so is much else. One that is so while the server answers is none.
    await this.backwards(1);
    const again = await this.ask(place);
    return again === 'unknown' ? undefined : again;
  }

  async eventAt(place: Position): Promise<EventId | null> {
    const seen = await this.at(place);
    return seen && this.means.names.isOurs(seen) ? (seen.id as EventId) : null;
  }

  /** The event of ours that a receipt speaks of. */
  async one(stream: StreamId, revision: Revision): Promise<Stored | undefined> {
    return (await this.page(stream, revision, 1))[0];
  }

  /** Events of the whole server, the last one first, from its end or from before a position. */
  backwards(count: number, before: bigint | 'end' = 'end'): Promise<Seen[]> {
    return this.patiently(async () => {
      const seen = await this.collect(() => this.means.connection.readAll('backwards', before, count), count);
      return before === 'end' ? seen : seen.filter((one) => one.position < before);
    });
  }

  /** The last event of a stream by the server's name of it; undefined where there is none. */
  async last(name: string): Promise<Seen | undefined> {
    return (await this.patiently(() => this.collect(() => this.means.connection.lastOf(name), 1)))[0];
  }

  private async ask(place: bigint): Promise<Seen | undefined | 'unknown'> {
    try {
      const ask = () => this.collect(() => this.means.connection.readAll('forwards', place, 1), 1);
      const [seen] = await this.patiently(ask, 'known');
      return seen?.position === place ? seen : undefined;
    } catch (error) {
      if (kindOf(error) !== 'unknown') throw error;
      return 'unknown';
    }
  }

  private async page(stream: StreamId, from: bigint, count: number): Promise<Stored[]> {
    const name = this.means.names.of(stream);
    const seen = await this.patiently(() =>
      this.collect(() => this.means.connection.readStream(name, from, count), count),
    );
    for (const [i, { revision }] of seen.entries()) {
      if (revision === from + BigInt(i)) continue;
      throw new RecordsExpire(`${name} has no revision ${from + BigInt(i)} any more, though it has ${revision}`);
    }
    return seen.map((one) => storedOf(one, this.means.names));
  }

  private async collect(open: () => Incoming<Parameters<typeof seenOf>[0]>, count: number): Promise<Seen[]> {
    const incoming = open();
    const all: Seen[] = [];
    try {
      while (all.length < count) {
        const taken = await incoming.take(count - all.length, this.means.ms, this.means.signal);
        if (taken === 'ended') break;
        if (taken === 'quiet') throw new NoAnswer(this.means.ms);
        all.push(...taken.map(seenOf).filter((one) => one !== undefined));
      }
      return all;
    } catch (error) {
      const kind = kindOf(error);
      if (kind === 'no-stream') return [];
      if (kind === 'deleted') throw new RecordsExpire('a stream was deleted on the server', { cause: error });
      if (error instanceof NoAnswer) this.means.connection.renew();
      throw error;
    } finally {
      incoming.cancel();
    }
  }

  /** `known`: "unknown" is an answer, and not worth another attempt. */
  private patiently<T>(work: () => Promise<T>, unknown: 'known' | 'passing' = 'passing'): Promise<T> {
    const again = (kind: string) => unknown === 'passing' || kind !== 'unknown';
    const { ms, outage, signal } = this.means;
    return persist(work, { ms: 2 * ms, outage, signal, again });
  }
}

const minOf = (a: bigint, b: bigint): bigint => (a < b ? a : b);
