import { LRUCache } from 'lru-cache';
import type { Fact, Position, Recorded, Revision } from '@app/domain';
import type { Doc } from '@app/eventing';
import { visible, type Ask } from './ask.js';
import { factsIn, recordedEvents, thingId, type Thing } from './thing.js';
import type { ReadContext } from './context.js';

/** A thing as an answer may see it. */
export interface Seen {
  readonly facts: readonly Fact[];
  /** Addresses of events that only may have been stated by then. */
  readonly uncertain: readonly string[];
  /** Position of the last event seen; undefined where none is. */
  readonly last: Position | undefined;
}

/**
 * A document with its events, parsed when first asked for. Of another generation it is another one, though its position
 * be the same: that a rebuild says something else is what it is for.
 */
export class Known {
  private parsed: readonly Recorded[] | undefined;
  private whole: Seen | undefined;

  constructor(
    private readonly doc: Doc,
    private readonly generation: number,
  ) {}

  get position(): Position {
    return this.doc.position;
  }

  get size(): number {
    return this.doc.json.length;
  }

  get events(): readonly Recorded[] {
    return (this.parsed ??= recordedEvents(JSON.parse(this.doc.json) as Thing));
  }

  /** Facts of what was recorded by `asOf` and certainly stated by `statedBy`. */
  see(ask: Ask): Seen {
    if (this.isWhollySeen(ask)) return (this.whole ??= seen(this.events, []));
    const { events, uncertain } = visible(this.events, ask);
    return seen(events, uncertain);
  }

  /** Tells what an answer sees of it from anything else that any answer sees of it; without a parse where that is all. */
  stampOf(ask: Ask): string {
    const last = this.isWhollySeen(ask) ? this.position : visible(this.events, ask).events.at(-1)?.position;
    return stampOf(this.generation, last);
  }

  isAs(doc: Doc | undefined, generation: number): boolean {
    return this.position === doc?.position && this.generation === generation;
  }

  /** Of the stream with that name, at the position answered at, whatever `asOf` is. */
  revisionAt(stream: string, at: Position): Revision | undefined {
    return this.events.findLast((event) => event.stream === stream && event.position <= at)?.revision;
  }

  private isWhollySeen({ asOf, statedBy }: Ask): boolean {
    return statedBy === null && this.position <= asOf;
  }
}

const seen = (events: readonly Recorded[], uncertain: readonly string[]): Seen => ({
  facts: factsIn(events),
  uncertain,
  last: events.at(-1)?.position,
});

/** Of a document of that generation, by the last event seen of it. */
export const stampOf = (generation: number, last: Position | undefined): string => `${generation}@${last}`;

/** Where the documents of each kind of thing are kept. */
export const PROJECTION_OF = {
  action: 'actions',
  meeting: 'meetings',
  person: 'people',
  body: 'structure',
  organisation: 'structure',
  seat: 'structure',
  restructure: 'structure',
  // What a person holds: the seats, and since when.
  holder: 'structure',
  statement: 'statements',
  'statement-list': 'statement-lists',
  vote: 'votes',
  'priority-list': 'priorities',
  call: 'calls',
  document: 'documents',
  'document-part': 'documents',
  partnership: 'partnerships',
} as const;
export type ThingKind = keyof typeof PROJECTION_OF;

interface Cached {
  readonly known: Known | undefined;
  /** The state of the read model in which it was looked up. */
  stamp: string;
}

const NOTHING = 200;

/**
 * Parsed documents, bounded by bytes of JSON, and read again only where their read model has moved on. Words in them
 * are sealed.
 */
export class Things {
  private readonly cache: LRUCache<string, Cached>;

  constructor(maxBytes: number) {
    this.cache = new LRUCache({
      maxSize: maxBytes,
      maxEntrySize: Math.ceil(maxBytes / 8),
      sizeCalculation: ({ known }) => NOTHING + 3 * (known?.size ?? 0),
    });
  }

  /** By id; what is not there, or another partnership's, is left out. */
  async get(context: ReadContext, kind: ThingKind, ids: Iterable<string>): Promise<Map<string, Known>> {
    const projection = PROJECTION_OF[kind];
    const stamp = context.stampOf(projection);
    const found = new Map<string, Known>();
    const wanted: string[] = [];
    for (const id of new Set(ids)) {
      const cached = this.cache.get(thingId(context.partnership, kind, id));
      if (cached?.stamp !== stamp) wanted.push(id);
      else if (cached.known) found.set(id, cached.known);
    }
    if (wanted.length === 0) return found;
    const docs = await context.load(
      projection,
      wanted.map((id) => thingId(context.partnership, kind, id)),
    );
    for (const id of wanted) {
      const documentId = thingId(context.partnership, kind, id);
      const known = this.adopt(documentId, docs.get(documentId), stamp, context.generationOf(projection));
      if (known) found.set(id, known);
    }
    return found;
  }

  /** A document that a scan has read. */
  scanned(context: ReadContext, kind: ThingKind, doc: Doc): Known {
    const projection = PROJECTION_OF[kind];
    return this.adopt(doc.id, doc, context.stampOf(projection), context.generationOf(projection));
  }

  private adopt(id: string, doc: Doc, stamp: string, generation: number): Known;
  private adopt(id: string, doc: Doc | undefined, stamp: string, generation: number): Known | undefined;
  private adopt(id: string, doc: Doc | undefined, stamp: string, generation: number): Known | undefined {
    const cached = this.cache.get(id);
    const known = cached?.known?.isAs(doc, generation) ? cached.known : doc && new Known(doc, generation);
    if (cached && cached.known === known) cached.stamp = stamp;
    else this.cache.set(id, { known, stamp });
    return known;
  }
}
