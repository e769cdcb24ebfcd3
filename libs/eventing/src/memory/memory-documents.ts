import { position, type Position } from '@app/domain';
import { GenerationGone, StaleLease } from '../ports.js';
import type {
  Doc, Documents, Entry, Generation, GenerationState, Lease, Mark, Page, Parked, ProjectionState, Query, Skip, Write,
} from '../ports.js'; // prettier-ignore
import { highestOf } from '../projector/generations.js';

interface Row {
  readonly doc: string;
  readonly entry: Entry;
  readonly since: bigint;
  until?: bigint;
}

interface Built {
  readonly generation: Generation;
  lease: { epoch: number; holder: string | null; beats: number };
  checkpoint: Mark;
  parked?: Parked;
  replaced?: true;
  skips: readonly Skip[];
  readonly docs: Map<string, { json: string | null; position: Doc['position'] }>;
  rows: Row[];
}

/** What several `MemoryDocuments` of one test may share, as the processes of one deployment share a store. */
export class MemoryDocumentsStore {
  readonly built = new Map<string, Built>();
  readonly live = new Map<string, Generation>();
  /** As `ProjectionState` tells them. */
  readonly given = new Map<string, readonly number[]>();
  epochs = 0;
}

/** Read models that live as long as the process; for tests. Every find looks at every row. */
export class MemoryDocuments implements Documents {
  constructor(private readonly store = new MemoryDocumentsStore()) {}

  async load(g: Generation, ids: readonly string[]): Promise<Map<string, Doc>> {
    const built = this.built(g);
    const docs = ids.map((id) => this.doc(built, id));
    return new Map(docs.flatMap((doc) => (doc ? [[doc.id, doc]] : [])));
  }

  async commit(lease: Lease, writes: readonly Write[], through: Mark): Promise<void> {
    const built = this.held(lease);
    for (const { id, json, position, opened, closed } of writes) {
      const before = built.docs.get(id);
      if (before && before.position >= position) continue;
      built.docs.set(id, { json, position });
      if (json === null) built.rows = built.rows.filter((row) => row.doc !== id);
      for (const { entry, until } of closed) {
        const row = built.rows.find((r) => r.doc === id && r.until === undefined && isSame(r.entry, entry));
        if (row) row.until = until;
      }
      for (const { entry, since, until } of opened) built.rows.push({ doc: id, entry, since, ...(until && { until }) });
    }
    if (through.position > built.checkpoint.position) built.checkpoint = through;
  }

  async find(g: Generation, q: Query): Promise<Page> {
    const built = this.built(g);
    const behind = this.matches(g, q).filter((m) => !q.after || compare(m, q.after) * (q.descending ? -1 : 1) > 0);
    const docs = behind.slice(0, q.limit).flatMap(({ key, id }) => {
      const doc = this.doc(built, id);
      return doc ? [{ ...doc, key }] : [];
    });
    const last = docs.at(-1);
    return { docs, ...(behind.length > q.limit && last && !q.ends && { next: { key: last.key, id: last.id } }) };
  }

  async count(g: Generation, q: Omit<Query, 'after' | 'limit'>, atMost: number): Promise<number | null> {
    const { length } = this.matches(g, q);
    return length > atMost ? null : length;
  }

  async create(g: Generation): Promise<void> {
    const { built, given } = this.store;
    if (built.has(nameOf(g))) return;
    built.set(nameOf(g), begun(g));
    given.set(g.projection, highestOf([...(given.get(g.projection) ?? []), g.number]));
  }

  async claim(g: Generation, o: { holder?: string; after?: number } = {}): Promise<Lease> {
    await this.create(g);
    const built = this.store.built.get(nameOf(g))!;
    const { epoch } = built.lease;
    if (o.after !== undefined && o.after !== epoch) throw new StaleLease({ generation: g, epoch: o.after });
    built.lease = { epoch: ++this.store.epochs, holder: o.holder ?? 'alone', beats: 0 };
    return { generation: g, epoch: built.lease.epoch };
  }

  async renew(lease: Lease): Promise<void> {
    this.held(lease).lease.beats++;
  }

  async release({ generation, epoch }: Lease): Promise<void> {
    const built = this.store.built.get(nameOf(generation));
    if (built?.lease.epoch === epoch) built.lease.holder = null;
  }

  async park(lease: Lease, parked: Parked): Promise<void> {
    this.held(lease).parked = parked;
  }

  async unpark(g: Generation, at: Position, skip?: Skip): Promise<boolean> {
    const built = this.store.built.get(nameOf(g));
    if (built?.parked?.at !== at) return false;
    delete built.parked;
    if (skip) built.skips = [...built.skips, skip];
    return true;
  }

  async states(): Promise<ReadonlyMap<string, ProjectionState>> {
    const states = new Map<string, ProjectionState>();
    for (const [projection, live] of this.store.live) {
      const built = [...this.store.built.values()].filter((b) => b.generation.projection === projection);
      const shown = built.map(stateOf).sort((a, b) => a.generation.number - b.generation.number);
      const now = shown.find(({ generation }) => generation.number === live.number);
      if (!now) continue;
      const { generation: _, ...state } = now;
      const given = this.store.given.get(projection) ?? [];
      states.set(projection, { live, ...state, others: shown.filter((s) => s !== now), given });
    }
    return states;
  }

  async size(g: Generation): Promise<number> {
    return [...this.built(g).docs.values()].filter(({ json }) => json !== null).length;
  }

  async promote(projection: string, from: Generation | 'none', to: Generation): Promise<boolean> {
    const live = this.store.live.get(projection);
    const next = this.store.built.get(nameOf(to));
    if ((live?.number ?? 'none') !== (from === 'none' ? from : from.number) || !next) return false;
    const before = live && this.store.built.get(nameOf(live));
    const isBehind = before !== undefined && next.checkpoint.position < before.checkpoint.position;
    if (next.parked || (isBehind && !before.parked?.diverged)) return false;
    this.store.live.set(projection, to);
    if (before) before.replaced = true;
    delete next.replaced;
    return true;
  }

  async drop(g: Generation): Promise<void> {
    if (this.store.live.get(g.projection)?.number === g.number) throw new Error(`${nameOf(g)} is live`);
    this.store.built.delete(nameOf(g));
  }

  async close(): Promise<void> {}

  private held(lease: Lease): Built {
    const built = this.store.built.get(nameOf(lease.generation));
    if (built?.lease.epoch !== lease.epoch) throw new StaleLease(lease);
    return built;
  }

  private built(g: Generation): Built {
    const built = this.store.built.get(nameOf(g));
    if (!built) throw new GenerationGone(g);
    return built;
  }

  private doc(built: Built, id: string): Doc | undefined {
    const doc = built.docs.get(id);
    return doc && doc.json !== null ? { id, json: doc.json, position: doc.position } : undefined;
  }

  /** In order, each document at the first of its entries. */
  private matches(g: Generation, q: Omit<Query, 'after' | 'limit'>): { key: string; id: string }[] {
    const rows = this.built(g).rows.filter((row) => isMatch(row, q));
    const places = rows.map((row) => ({ key: row.entry.key, id: row.doc })).sort(compare);
    if (q.descending) places.reverse();
    const seen = new Set<string>();
    return places.filter(({ id }) => !seen.has(id) && seen.add(id));
  }
}

const begun = (generation: Generation): Built => ({
  generation,
  lease: { epoch: 0, holder: null, beats: 0 },
  checkpoint: { position: position(0), eventId: null },
  skips: [],
  docs: new Map(),
  rows: [],
});

const stateOf = ({ generation, checkpoint, parked, replaced, skips, lease }: Built): GenerationState => ({
  ...{ generation, checkpoint, skips, lease: { ...lease } },
  ...(parked && { parked }),
  ...(replaced && { replaced }),
});

const nameOf = ({ projection, number }: Generation): string => `${projection} ${number}`;

function isMatch({ entry, since, until }: Row, q: Omit<Query, 'after' | 'limit'>): boolean {
  const { effectiveAt: day, position } = q.at;
  return (
    entry.scope === q.scope &&
    entry.field === q.field &&
    (q.values?.includes(entry.value) ?? true) &&
    bytes(entry.key, q.keys?.from ?? entry.key) >= 0 &&
    bytes(entry.key, q.keys?.to ?? entry.key) <= 0 &&
    since <= position &&
    (q.openEnded === true || until === undefined || until > position) &&
    (day === null || entry.from === null || entry.from <= day) &&
    (day === null || q.openEnded === true || entry.to === null || entry.to > day)
  );
}

const isSame = (a: Entry, b: Entry): boolean =>
  a.scope === b.scope &&
  a.field === b.field &&
  a.value === b.value &&
  a.key === b.key &&
  a.from === b.from &&
  a.to === b.to;

const bytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
const compare = (a: { key: string; id: string }, b: { key: string; id: string }): number =>
  bytes(a.key, b.key) || bytes(a.id, b.id);
