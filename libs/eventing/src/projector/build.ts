import { LRUCache } from 'lru-cache';
import type { EventId, Position, Recorded } from '@app/domain';
import type { Ambient } from '../ambient.js';
import { DocumentTooLarge, type Documents, type Generation, type Lease, type Mark, type Skip } from '../ports.js';
import { spanned } from '../spans.js';
import type { Projection } from '../projection.js';
import { WorkingDoc } from './working-doc.js';

/** An event of a batch, read once for all projections; `event` throws where it cannot be read. */
export interface Item {
  readonly id: EventId;
  readonly position: Position;
  event(): Recorded;
}

/** What was before it is committed; it is not. */
export class EventFailed extends Error {
  constructor(
    readonly item: Item,
    override readonly cause: unknown,
  ) {
    super(cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause));
  }
}

export interface BuildOptions {
  readonly documents: Documents;
  readonly ambient: Pick<Ambient, 'elapsed'>;
  /** Of documents kept between batches. More of it: fewer reads while many events meet the same documents. */
  readonly cacheBytes: number;
  /** Called after each commit, with the number of events that it took the build along. */
  readonly onCommit: (build: Build, events: number) => void;
}

/** One generation of one projection, on its way through the log. */
export class Build {
  /** Events applied or passed over since the start of this process. */
  applied = 0;
  /** Events that somebody ordered to be passed over. */
  skips: readonly Skip[] = [];
  private readonly kept: LRUCache<string, WorkingDoc<unknown>>;

  constructor(
    readonly projection: Projection,
    readonly lease: Lease,
    public mark: Mark,
    private readonly options: BuildOptions,
  ) {
    this.kept = new LRUCache({ maxSize: options.cacheBytes, sizeCalculation: ({ size }) => 4 * size + 500 });
  }

  get generation(): Generation {
    return this.lease.generation;
  }

  /**
   * Applies what lies beyond the checkpoint, in commits that take `sliceMs` of folding at most, each with its
   * checkpoint; events without a handler move it too, else lag and waits would lie. Throws EventFailed, and what the
   * store throws; what was not committed is forgotten, and may be applied again.
   */
  async apply(items: readonly Item[], sliceMs: number): Promise<void> {
    const ahead = this.beyondMark(items);
    if (ahead.length === 0) return;
    const { projection, number } = this.generation;
    const attributes = { 'throughline.projection': projection, 'throughline.generation': number };
    await spanned('projection.batch', { ...attributes, 'throughline.events': ahead.length }, () =>
      this.applyAll(ahead, sliceMs),
    );
  }

  private async applyAll(ahead: readonly Item[], sliceMs: number): Promise<void> {
    try {
      const { steps, failure } = this.steps(ahead);
      const docs = await this.docsOf(steps);
      const failed = (await this.foldAll(steps, docs, sliceMs)) ?? failure;
      if (failed) throw failed;
    } catch (error) {
      this.kept.clear();
      if (!(error instanceof DocumentTooLarge)) throw error;
      await this.applyHalves(this.beyondMark(ahead), sliceMs, error);
    }
  }

  /** Which event made a document too large, only a commit of it alone tells: to that in few commits, not in one for each. */
  private async applyHalves(ahead: readonly Item[], sliceMs: number, tooLarge: DocumentTooLarge): Promise<void> {
    const [only, ...others] = ahead;
    if (only && others.length === 0) throw new EventFailed(only, tooLarge);
    const half = Math.ceil(ahead.length / 2);
    await this.applyAll(ahead.slice(0, half), sliceMs);
    await this.applyAll(ahead.slice(half), sliceMs);
  }

  private beyondMark(items: readonly Item[]): Item[] {
    return items.filter(({ position }) => position > this.mark.position);
  }

  /** Which documents each event touches, up to the first event that cannot be read. */
  private steps(items: readonly Item[]): { steps: Step[]; failure?: EventFailed } {
    const steps: Step[] = [];
    for (const item of items) {
      if (this.skips.some(({ at, eventId }) => at === item.position && eventId === item.id)) {
        steps.push({ item, ids: [] });
        continue;
      }
      try {
        const event = item.event();
        steps.push({ item, event, ids: [...new Set(this.projection.documents(event))] });
      } catch (error) {
        return { steps, failure: new EventFailed(item, error) };
      }
    }
    return { steps };
  }

  private async docsOf(steps: readonly Step[]): Promise<Docs> {
    const docs = new Map<string, WorkingDoc<unknown>>();
    const missing = new Set<string>();
    for (const id of steps.flatMap(({ ids }) => ids)) {
      if (docs.has(id) || missing.has(id)) continue;
      const kept = this.kept.get(id);
      if (kept) docs.set(id, kept);
      else missing.add(id);
    }
    if (missing.size === 0) return docs;
    const stored = await this.options.documents.load(this.generation, [...missing]);
    for (const id of missing) docs.set(id, new WorkingDoc(this.projection, id, stored.get(id)));
    return docs;
  }

  private async foldAll(steps: readonly Step[], docs: Docs, sliceMs: number): Promise<EventFailed | undefined> {
    const { ambient } = this.options;
    let slice = new Slice();
    let began = ambient.elapsed();
    const flush = async () => {
      if (slice.last) await this.commit(slice.changed, markAt(slice.last), slice.events);
      slice = new Slice();
      began = ambient.elapsed();
    };
    for (const step of steps) {
      try {
        slice.fold(step, docs);
      } catch (error) {
        await flush();
        return new EventFailed(step.item, error);
      }
      if (ambient.elapsed() - began >= sliceMs) await flush();
    }
    await flush();
    return undefined;
  }

  private async commit(docs: Docs, mark: Mark, events: number): Promise<void> {
    const writes = [...docs.values()].flatMap((doc) => doc.write() ?? []);
    await this.options.documents.commit(this.lease, writes, mark);
    for (const doc of docs.values()) {
      doc.committed();
      this.kept.set(doc.id, doc);
    }
    this.mark = mark;
    this.applied += events;
    this.options.onCommit(this, events);
  }
}

type Docs = ReadonlyMap<string, WorkingDoc<unknown>>;

interface Step {
  readonly item: Item;
  /** Absent where it is skipped. */
  readonly event?: Recorded;
  readonly ids: readonly string[];
}

/** What one commit will write. */
class Slice {
  readonly changed = new Map<string, WorkingDoc<unknown>>();
  last?: Item;
  events = 0;

  /** All or none: an event that fails in its second document leaves the first as it was. */
  fold({ item, event, ids }: Step, docs: Docs): void {
    if (event) {
      const touched = ids.map((id) => docs.get(id) as WorkingDoc<unknown>);
      for (const takeOver of touched.map((doc) => doc.fold(event))) takeOver?.();
      for (const doc of touched) this.changed.set(doc.id, doc);
    }
    this.last = item;
    this.events++;
  }
}

const markAt = ({ id, position }: Item): Mark => ({ position, eventId: id });
