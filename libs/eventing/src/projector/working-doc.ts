import type { Position, Recorded } from '@app/domain';
import type { Doc, Entry, Write } from '../ports.js';
import type { Projection } from '../projection.js';

/** A document in memory: as last committed, and what the events since then made of it. */
export class WorkingDoc<D> {
  /** Rough size in memory, in bytes. */
  size = 0;
  private doc: D | undefined;
  private position: Position | undefined;
  /** What holds now, by `keyOf`. Not stored: what a document is found under follows from the document. */
  private readonly open: Map<string, Entry>;
  private opened = new Map<string, Write['opened'][number]>();
  private passed: Write['opened'][number][] = [];
  private closed: Write['closed'][number][] = [];
  private isChanged = false;

  constructor(
    private readonly projection: Projection<D>,
    readonly id: string,
    stored: Doc | undefined,
  ) {
    this.doc = stored && (JSON.parse(stored.json) as D);
    this.position = stored?.position;
    this.size = stored?.json.length ?? 0;
    this.open = this.doc === undefined ? new Map<string, Entry>() : keyed(projection.entries(this.doc, id));
  }

  /**
   * What the event makes of it, to be taken over by calling the result once every document of the event has got so
   * far. Undefined where the event is in it already, from a commit whose checkpoint was lost.
   */
  fold(event: Recorded): (() => void) | undefined {
    if (this.position !== undefined && event.position <= this.position) return undefined;
    const doc = this.projection.fold(this.doc, event, this.id);
    const entries = keyed(this.projection.entries(doc, this.id));
    return () => {
      this.doc = doc;
      this.position = event.position;
      this.isChanged = true;
      this.replaceEntries(entries, event.position);
    };
  }

  /** Undefined where nothing changed since `committed`. */
  write(): Write | undefined {
    if (!this.isChanged || this.position === undefined) return undefined;
    const json = JSON.stringify(this.doc);
    this.size = json.length;
    const opened = [...this.passed, ...this.opened.values()];
    return { id: this.id, json, position: this.position, opened, closed: this.closed };
  }

  committed(): void {
    this.isChanged = false;
    this.opened = new Map();
    this.passed = [];
    this.closed = [];
  }

  private replaceEntries(entries: ReadonlyMap<string, Entry>, at: Position): void {
    for (const [key, entry] of this.open) if (!entries.has(key)) this.close(key, entry, at);
    for (const [key, entry] of entries) {
      if (this.open.has(key)) continue;
      this.open.set(key, entry);
      this.opened.set(key, { entry, since: at });
    }
  }

  private close(key: string, entry: Entry, until: Position): void {
    this.open.delete(key);
    const opened = this.opened.get(key);
    if (opened) {
      this.opened.delete(key);
      this.passed.push({ ...opened, until });
    } else {
      this.closed.push({ entry, until });
    }
  }
}

const keyed = (entries: readonly Entry[]): Map<string, Entry> => new Map(entries.map((entry) => [keyOf(entry), entry]));

// As quick as a join, and unambiguous whatever the fields hold: the lengths tell where each one ends.
const keyOf = ({ scope, field, value, key, from, to }: Entry): string =>
  `${scope.length} ${field.length} ${value.length} ${from} ${to} ${scope}${field}${value}${key}`;
