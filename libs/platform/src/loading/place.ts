import { isAlias, isMap, isNode, isPair, LineCounter, parseDocument, type Document, type Node } from 'yaml';

/** Where something stands in a file, both counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something wrong with a file, at a place, for people. */
export interface Fault {
  readonly place: Place;
  readonly reason: string;
}

export const inWords = ({ place: { file, line, column }, reason }: Fault): string =>
  `${file}:${line}:${column}: ${reason}`;

type Path = readonly PropertyKey[];

/** A YAML 1.2 text with the place of everything in it. Dates stay text; no tag makes anything but plain data. */
export class YamlText {
  private readonly lines = new LineCounter();
  private readonly document: Document.Parsed;

  constructor(
    private readonly file: string,
    text: string,
  ) {
    this.document = parseDocument(text, { lineCounter: this.lines, version: '1.2', prettyErrors: false });
  }

  get faults(): Fault[] {
    const { errors, warnings } = this.document;
    return [...errors, ...warnings].map(({ message, pos }) => ({ place: this.at(pos[0]), reason: message }));
  }

  /** Throws a ReferenceError where aliases multiply beyond reason. */
  value(): unknown {
    return this.document.toJS({ maxAliasCount: 1_000 });
  }

  has(path: Path): boolean {
    return this.nodeAt(path) !== undefined;
  }

  /** Of the value at the path, or of the nearest thing around it that is there; with `key`, of that key in it. */
  place(path: Path, key?: PropertyKey): Place {
    for (let length = path.length; length > 0; length--) {
      const node = this.nodeAt(path.slice(0, length));
      if (!node) continue;
      const named = key !== undefined && length === path.length ? keyIn(node, key) : undefined;
      const start = (named ?? node).range?.[0];
      if (start !== undefined) return this.at(start);
    }
    return this.at(0);
  }

  private nodeAt(path: Path): Node | undefined {
    let node: unknown = this.document.contents;
    for (const key of path) {
      if (isAlias(node)) node = node.resolve(this.document);
      node = isNode(node) && 'get' in node ? node.get(key, true) : undefined;
    }
    return isNode(node) ? node : undefined;
  }

  private at(offset: number): Place {
    const { line, col } = this.lines.linePos(offset);
    return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

function keyIn(node: Node, key: PropertyKey): Node | undefined {
  if (!isMap(node)) return undefined;
  const pair = node.items.find(
    (item) => isPair(item) && isNode(item.key) && 'value' in item.key && item.key.value === key,
  );
  return isNode(pair?.key) ? pair.key : undefined;
}
