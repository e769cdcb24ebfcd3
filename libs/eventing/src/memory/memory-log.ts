import { once } from 'node:events';
import { position, revision, type EventId, type Position, type Revision, type StreamId } from '@app/domain';
import { checkAppend } from '../append.js';
import { recordedAtOf } from '../metadata.js';
import { AppendAmbiguous, AppendRefused, WrongRevision } from '../ports.js';
import type { Appended, Batch, EventLog, Head, NewEvent, Stored } from '../ports.js';

/** What several logs of one test may share, as the processes of one deployment share a store. */
export class MemoryLogStore {
  readonly events: Stored[] = [];
  readonly streams = new Map<StreamId, Stored[]>();
  readonly ids = new Set<string>();
  readonly grown = new EventTarget();
}

/** A log that lives as long as the process; for tests. */
export class MemoryLog implements EventLog {
  private readonly closing = new AbortController();

  constructor(private readonly store = new MemoryLogStore()) {}

  async *read(stream: StreamId, o: { from?: Revision; until?: Revision } = {}): AsyncIterable<Stored> {
    const events = this.store.streams.get(stream) ?? [];
    for (const event of events.slice(Number(o.from ?? 0), o.until === undefined ? undefined : Number(o.until) + 1)) {
      yield event;
    }
  }

  async append(stream: StreamId, expected: Revision | 'none', events: readonly NewEvent[]): Promise<Appended> {
    if (this.closing.signal.aborted) throw new AppendAmbiguous('the log is closed');
    checkAppend(events);
    const written = this.store.streams.get(stream) ?? [];
    const first = expected === 'none' ? 0 : Number(expected) + 1;
    if (first !== written.length) {
      const there = written.slice(first, first + events.length);
      const last = there.at(-1);
      if (last && there.length === events.length && there.every((event, i) => event.id === events[i]?.id)) return last;
      throw new WrongRevision(stream, expected, written.at(-1)?.revision ?? 'none');
    }
    return this.write(stream, written, events);
  }

  async *subscribe(o: { after: Position; batch: number; signal: AbortSignal }): AsyncIterable<Batch> {
    const signal = AbortSignal.any([o.signal, this.closing.signal]);
    let through = o.after;
    let first = true;
    while (!signal.aborted) {
      const events = this.store.events.slice(Number(through), Number(through) + o.batch);
      through = events.at(-1)?.position ?? through;
      const caughtUp = through >= BigInt(this.store.events.length);
      if (first || events.length > 0) yield { events, through, caughtUp };
      else await once(this.store.grown, 'append', { signal }).catch(() => undefined);
      first = false;
    }
  }

  async head(): Promise<Head> {
    const last = this.store.events.at(-1);
    return last
      ? { position: last.position, at: new Date(recordedAtOf(last.metadata)) }
      : { position: position(0), at: new Date(0) };
  }

  async eventAt(at: Position): Promise<EventId | null> {
    return this.store.events[Number(at) - 1]?.id ?? null;
  }

  async close(): Promise<void> {
    this.closing.abort();
  }

  private write(stream: StreamId, written: Stored[], events: readonly NewEvent[]): Appended {
    const taken = events.find(({ id }) => this.store.ids.has(id));
    if (taken) throw new AppendRefused(`the log holds an event ${taken.id} already`);
    for (const { id, type, data, metadata } of events) {
      const stored = {
        ...{ id, type, data, metadata, stream },
        revision: revision(written.length),
        position: position(this.store.events.length + 1),
      };
      written.push(stored);
      this.store.events.push(stored);
      this.store.ids.add(id);
    }
    this.store.streams.set(stream, written);
    this.store.grown.dispatchEvent(new Event('append'));
    return { revision: revision(written.length - 1), position: position(this.store.events.length) };
  }
}
