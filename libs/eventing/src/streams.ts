import { LRUCache } from 'lru-cache';
import { PersonErased, revision, type Instant, type StreamId } from '@app/domain';
import type { Ambient } from './ambient.js';
import type { Codec, Read } from './codec.js';
import { History } from './history.js';
import type { Keyring } from './keyring.js';
import { recordedAtOf } from './metadata.js';
import type { Batch, EventLog, NewEvent } from './ports.js';
import { openWords } from './words.js';

/** How old news may be: a revocation on another node is seen here within this time. */
const FRESH_MS = 2_000;

interface Cached {
  readonly history: History;
  /** Highest revision that the subscription told of; what lies beyond the history has to be read. */
  heard: bigint;
  /** When the stream was last read to its end. */
  readAt: number;
  reading?: Promise<void>;
}

/** A stream as found, and whether it may lack events appended before it was asked for. */
export interface Found {
  readonly history: History;
  readonly fromCache: boolean;
}

/**
 * The streams that commands are decided on, folded and opened, in a bounded cache. It is kept up by this process's own
 * appends and by a live subscription; where that is silent or behind, what is older than 2 s is read to its end again.
 */
export class Streams {
  private readonly cache: LRUCache<StreamId, Cached>;
  private heardAt = -Infinity;
  /** What was read earlier than this may lack events that the subscription never tells of. */
  private followedSince = Infinity;
  private caughtUp = false;
  /** The latest `recordedAt` known of: no event is stamped earlier. */
  latest: Instant | undefined;

  constructor(
    private readonly log: EventLog,
    private readonly codec: Codec,
    private readonly keyring: Keyring,
    private readonly ambient: Pick<Ambient, 'elapsed'>,
    cacheBytes: number,
  ) {
    this.cache = new LRUCache({ maxSize: cacheBytes, sizeCalculation: ({ history }) => history.size });
  }

  /** From the cache where it is fresh enough, otherwise read to its end. */
  async find(stream: StreamId): Promise<Found> {
    const cached = this.cache.get(stream);
    if (cached && this.isFresh(cached)) return { history: cached.history, fromCache: true };
    const entry = cached ?? this.start(stream);
    // Several that need it at once wait for one read; it may have passed the end before the later ones asked.
    const isUnderWay = entry.reading !== undefined;
    entry.reading ??= this.readOn(stream, entry).finally(() => (entry.reading = undefined));
    await entry.reading;
    return { history: entry.history, fromCache: isUnderWay };
  }

  /** With every event appended before the call. */
  async refresh(stream: StreamId): Promise<Found> {
    const entry = this.cache.get(stream) ?? this.start(stream);
    await this.readOn(stream, entry);
    return { history: entry.history, fromCache: false };
  }

  /**
   * An append of this process, with its words open. One with a key is read back when it is next asked for: had another
   * node won a race with the same command, the key in the log would be that one's.
   */
  appended(history: History, event: Read, written: NewEvent): void {
    const entry = this.cache.peek(history.stream);
    if (entry?.history !== history) return;
    if (event.key) {
      entry.heard = event.revision;
      return;
    }
    history.take(event, sizeOf(written));
    // Nobody else can have appended before it: the revision was the expected one.
    entry.readAt = this.ambient.elapsed();
    this.cache.set(history.stream, entry);
  }

  /** Follows the log until `signal` aborts; `onBatch` hears what comes, from the first batch on, which comes at once. */
  async follow(signal: AbortSignal, onBatch?: (batch: Batch) => void): Promise<void> {
    const head = await this.log.head();
    this.followedSince = this.ambient.elapsed();
    for await (const batch of this.log.subscribe({ after: head.position, batch: 1_000, signal })) {
      this.hear(batch);
      onBatch?.(batch);
    }
  }

  hear({ events, caughtUp }: Batch): void {
    for (const { stream, revision: heard, type } of events) {
      const cached = this.cache.peek(stream);
      if (cached && heard > cached.heard) cached.heard = heard;
      // Words that name the person are open in other streams as well.
      if (type === PersonErased.type) this.forget();
    }
    const last = events.at(-1);
    if (last) this.stamped(recordedAtOf(last.metadata));
    this.heardAt = this.ambient.elapsed();
    this.caughtUp = caughtUp;
  }

  stamped(at: Instant): void {
    if (this.latest === undefined || at > this.latest) this.latest = at;
  }

  drop(stream: StreamId): void {
    this.cache.delete(stream);
  }

  /** Drops every opened word. */
  forget(): void {
    this.cache.clear();
  }

  private isFresh({ history, heard, readAt }: Cached): boolean {
    const at = history.revision === 'none' ? -1n : history.revision;
    if (heard > at) return false;
    const now = this.ambient.elapsed();
    const isFollowed = this.caughtUp && now - this.heardAt <= FRESH_MS && readAt >= this.followedSince;
    return isFollowed || now - readAt <= FRESH_MS;
  }

  // In the cache before it is read: what the subscription tells in the meantime must find it there.
  private start(stream: StreamId): Cached {
    const entry: Cached = { history: new History(stream), heard: -1n, readAt: -Infinity };
    this.cache.set(stream, entry);
    return entry;
  }

  private async readOn(stream: StreamId, entry: Cached): Promise<void> {
    const { history } = entry;
    const asked = this.ambient.elapsed();
    const from = history.revision === 'none' ? revision(0) : revision(history.revision + 1n);
    const read: { event: Read; size: number }[] = [];
    for await (const stored of this.log.read(stream, { from })) {
      read.push({ event: this.codec.read(stored), size: sizeOf(stored) });
    }
    await openWords(
      read.map(({ event }) => event),
      this.keyring,
    );
    for (const { event, size } of read) history.take(event, size);
    entry.readAt = asked;
    if (this.cache.peek(stream) === entry) this.cache.set(stream, entry);
  }
}

const sizeOf = ({ data, metadata }: NewEvent): number => data.length + metadata.length;
