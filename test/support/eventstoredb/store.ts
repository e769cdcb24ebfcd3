import { visibleOf, type Retention } from './retention.js';

export interface Proposed {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface Recorded extends Proposed {
  readonly stream: string;
  /** As on the wire; that of a tombstone is the largest that there is. */
  readonly revision: string;
  /** Where its record begins, in bytes: commit and prepare at once. */
  readonly position: number;
  readonly created: number;
  /** The message that carries it, made when it is first sent. */
  message?: Buffer;
}

export type Expected = number | 'no_stream' | 'stream_exists' | 'any';
export type Current = number | 'no_stream';

export type Outcome =
  | { readonly kind: 'written'; readonly revision: Current; readonly position: number }
  | { readonly kind: 'wrong-version'; readonly current: Current }
  | { readonly kind: 'deleted' };

interface Stream {
  readonly events: Recorded[];
  tombstone: boolean;
}

const largest = '9223372036854775807';
const text = (value: string): Uint8Array => Buffer.from(value, 'utf8');
const newId = (): string => crypto.randomUUID();

/** What is on the disk of the server: it outlives a kill. Only what it remembers of ids does not. */
export class Store {
  /** Every record in order of position: the events of all streams, also those of the system. */
  readonly all: Recorded[] = [];
  private readonly streams = new Map<string, Stream>();
  /** Ids seen since the start: all that ANY and STREAM_EXISTS are compared with. */
  private recent = new Map<string, Recorded>();
  private readonly listeners = new Set<() => void>();
  // The log begins with a record that is no event.
  private end = 217;

  constructor() {
    this.append('elsewhere/ledger-1', 'no_stream', [json('entered', '{"amount":12}'), json('entered', '{"amount":7}')]);
  }

  /** The server has started: it has forgotten ids, and writes of itself into the log. */
  started(port: number): void {
    this.recent = new Map();
    const stats = `$stats-127.0.0.1:${port}`;
    if (!this.streams.has(`$$${stats}`)) this.append(`$$${stats}`, 'any', [json('$metadata', '{"$maxAge":86400}')]);
    this.append(stats, 'any', [json('$statsCollected', '{"proc-id":1}')]);
  }

  append(stream: string, expected: Expected, events: readonly Proposed[]): Outcome {
    const known = this.streams.get(stream);
    if (known?.tombstone) return { kind: 'deleted' };
    const verdict = this.verdict(stream, expected, events);
    if (verdict === 'wrong') return { kind: 'wrong-version', current: this.current(stream) };
    if (verdict !== 'write') return { kind: 'written', revision: Number(verdict.revision), position: verdict.position };
    // An append of nothing takes room in the log, and makes no stream.
    if (events.length === 0) return { kind: 'written', revision: this.current(stream), position: this.place(0) };
    if (this.retention(stream).softDeleted) this.setTruncateBefore(stream, String(known?.events.length ?? 0));
    let last: Recorded | undefined;
    for (const event of events) last = this.write(stream, event);
    this.tell();
    return { kind: 'written', revision: Number(last?.revision), position: last?.position ?? 0 };
  }

  /** Hides the stream: it reads as one that is not there, and its numbering goes on. */
  softDelete(stream: string, expected: Expected): Outcome {
    return this.remove(stream, expected, () => this.setTruncateBefore(stream, largest));
  }

  /** Ends the stream for good. The record stands in the stream and in `$all`. */
  tombstone(stream: string, expected: Expected): Outcome {
    return this.remove(stream, expected, () => {
      this.open(stream).tombstone = true;
      const event = { ...json('$streamDeleted', ''), contentType: 'application/octet-stream' };
      return this.record(stream, event, largest);
    });
  }

  /** What a read of the stream shows, in order of revision. */
  visible(stream: string): readonly Recorded[] | 'not-found' | 'deleted' {
    const known = this.streams.get(stream);
    if (known?.tombstone) return 'deleted';
    const retention = this.retention(stream);
    if (!known || retention.softDeleted) return 'not-found';
    return visibleOf(known.events, retention);
  }

  /** Index in `all` of the event at exactly this position. */
  indexOf(position: number): number | undefined {
    let low = 0;
    let high = this.all.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const at = this.all[middle]?.position ?? Infinity;
      if (at === position) return middle;
      if (at < position) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }

  current(stream: string): Current {
    const written = this.streams.get(stream)?.events.length ?? 0;
    return written === 0 ? 'no_stream' : written - 1;
  }

  /** Called after each append until the function that it returns is. */
  onAppended(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** To write, to refuse, or the last event of these that was written before. */
  private verdict(stream: string, expected: Expected, events: readonly Proposed[]): 'write' | 'wrong' | Recorded {
    const at = this.current(stream);
    const current = at === 'no_stream' ? -1 : at;
    if (expected === 'stream_exists' && current < 0 && !this.streams.has(`$$${stream}`)) return 'wrong';
    const known = this.streams.get(stream)?.events ?? [];
    if (expected === 'any' || expected === 'stream_exists') {
      const before = events
        .map((event) => this.recent.get(event.id))
        .map((e) => (e?.stream === stream ? e : undefined));
      if (before[0] === undefined) return 'write';
      return before.includes(undefined) ? 'wrong' : (before.at(-1) ?? 'write');
    }
    const revision = expected === 'no_stream' ? -1 : expected;
    // At the very head the ids are not looked at.
    if (revision === current) return 'write';
    if (revision > current || events.length === 0) return 'wrong';
    const matched = events.findIndex((event, i) => known[revision + 1 + i]?.id !== event.id);
    if (matched === -1) return known[revision + events.length] ?? 'wrong';
    return matched === 0 && expected === 'no_stream' && this.retention(stream).softDeleted ? 'write' : 'wrong';
  }

  private remove(stream: string, expected: Expected, write: () => Recorded): Outcome {
    if (this.streams.get(stream)?.tombstone) return { kind: 'deleted' };
    if (this.verdict(stream, expected, []) !== 'write') return { kind: 'wrong-version', current: this.current(stream) };
    const { position } = write();
    this.tell();
    return { kind: 'written', revision: this.current(stream), position };
  }

  private retention(stream: string): Retention {
    if (stream.startsWith('$$')) return { maxCount: 1, softDeleted: false };
    const last = this.streams.get(`$$${stream}`)?.events.at(-1);
    if (!last) return { softDeleted: false };
    const set = JSON.parse(Buffer.from(last.data).toString('utf8')) as Record<string, number | undefined>;
    const before = set.$tb;
    const softDeleted = before !== undefined && before >= Number(largest);
    return { softDeleted, truncateBefore: before, maxCount: set.$maxCount, maxAge: set.$maxAge };
  }

  private setTruncateBefore(stream: string, revision: string): Recorded {
    const last = this.streams.get(`$$${stream}`)?.events.at(-1);
    const { $tb: _, ...rest } = JSON.parse(last ? Buffer.from(last.data).toString('utf8') : '{}') as { $tb?: number };
    const others = JSON.stringify(rest).slice(1, -1);
    return this.write(`$$${stream}`, json('$metadata', `{${others}${others && ','}"$tb":${revision}}`));
  }

  private open(stream: string): Stream {
    const known = this.streams.get(stream);
    if (known) return known;
    const made = { events: [], tombstone: false };
    this.streams.set(stream, made);
    return made;
  }

  private write(stream: string, event: Proposed): Recorded {
    const { events } = this.open(stream);
    const recorded = this.record(stream, event, String(events.length));
    events.push(recorded);
    this.recent.set(event.id, recorded);
    return recorded;
  }

  private record(stream: string, event: Proposed, revision: string): Recorded {
    const size = stream.length + event.type.length + event.data.length + event.metadata.length;
    const { id, type, contentType, data, metadata } = event;
    const position = this.place(size);
    const recorded = { id, type, contentType, data, metadata, stream, revision, position, created: Date.now() };
    this.all.push(recorded);
    return recorded;
  }

  private place(size: number): number {
    const position = this.end;
    this.end += 93 + size;
    return position;
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

const json = (type: string, data: string): Proposed => ({
  id: newId(),
  type,
  contentType: 'application/json',
  data: text(data),
  metadata: text(''),
});
