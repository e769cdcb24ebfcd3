import { createHash } from 'node:crypto';
import { z } from 'zod';
import { MAX_BYTES, MAX_ITEMS, Proof, VERSION, type Header, type Mark } from './framing.js';
import { linesOf, LineTooLong, LONGEST, type Line } from './lines.js';

/** The file is not what it should be at this line (from 1); what stands above the last proof before it is good. */
export class FileDamaged extends Error {
  constructor(
    readonly line: number,
    reason: string,
  ) {
    super(`line ${line}: ${reason}`);
  }
}

/** Not a file of this kind at all, or of a later version. */
export class FileForeign extends Error {}

/** A part of the file that is proven to be whole. The first has the header and no items; with the last, all is there. */
export interface Block<T> {
  readonly header: Header;
  readonly items: readonly T[];
  /** Behind it and the line that proves it; with the last one, before that line. */
  readonly mark: Mark;
  readonly isLast: boolean;
}

/**
 * Reads a file in blocks, each when its proof has come. `itemIn` makes an item of the JSON of a line, and throws where
 * it cannot. Throws FileForeign at the first line, FileDamaged at any.
 */
export async function* unframed<T>(
  pieces: AsyncIterable<Buffer>,
  format: string,
  itemIn: (json: unknown) => T,
): AsyncIterable<Block<T>> {
  const reading = new Unframing(format, itemIn);
  try {
    for await (const lines of linesOf(pieces)) {
      for (const line of lines) {
        const block = reading.take(line);
        if (block) yield block;
      }
    }
  } catch (error) {
    throw error instanceof LineTooLong ? reading.damaged('it is longer than any line of such a file', 1) : error;
  }
  if (!reading.hasEnded) throw reading.damaged('it is missing: the file was cut off before its last line', 1);
}

const Beginning = z.looseObject({ format: z.string(), version: z.int() });
const Proving = z.union([z.strictObject({ proof: Proof }), z.strictObject({ end: Proof })]);

// Asked of every line, and a schema that does not fit takes longer than reading the item does.
const provingIn = (json: unknown): z.output<typeof Proving> | undefined =>
  typeof json === 'object' && json !== null && ('proof' in json || 'end' in json)
    ? Proving.safeParse(json).data
    : undefined;

class Unframing<T> {
  hasEnded = false;
  private readonly hash = createHash('sha256');
  private header: Header | undefined;
  private lines = 0;
  private bytes = 0;
  private count = 0;
  private items: T[] = [];
  private held = 0;

  constructor(
    private readonly format: string,
    private readonly itemIn: (json: unknown) => T,
  ) {}

  damaged(reason: string, ahead = 0): FileDamaged {
    return new FileDamaged(this.lines + ahead, reason);
  }

  /** The block that ends with this line. */
  take({ bytes, isWhole }: Line): Block<T> | undefined {
    this.lines++;
    if (this.hasEnded) throw this.damaged('it stands behind the last line');
    if (!isWhole) throw this.damaged('the file was cut off within it');
    const json = this.parsed(bytes);
    if (!this.header) {
      this.header = this.headerIn(json);
      this.pass(bytes);
      return this.block(this.header, false);
    }
    const proving = provingIn(json);
    if (!proving) return this.hold(json, bytes);
    this.hasEnded = 'end' in proving;
    this.check('end' in proving ? proving.end : proving.proof);
    if (!this.hasEnded) this.pass(bytes);
    return this.block(this.header, this.hasEnded);
  }

  private hold(json: unknown, bytes: Buffer): undefined {
    this.items.push(this.made(json));
    this.held += bytes.length;
    if (this.items.length > MAX_ITEMS || this.held > MAX_BYTES + LONGEST)
      throw this.damaged('no proof has come so far');
    this.pass(bytes);
  }

  private check(proof: Proof): void {
    this.count += this.items.length;
    if (proof.items !== this.count) throw this.damaged(`${this.count} items stand above it; it says ${proof.items}`);
    if (proof.sha256 === this.hash.copy().digest('hex')) return;
    throw this.damaged('what stands above it, behind the last such line, is not what was written');
  }

  private pass(bytes: Buffer): void {
    this.hash.update(bytes).update('\n');
    this.bytes += bytes.length + 1;
  }

  private block(header: Header, isLast: boolean): Block<T> {
    const { items, bytes, count } = this;
    [this.items, this.held] = [[], 0];
    const mark = { bytes, lines: this.lines - (isLast ? 1 : 0), items: count, hash: this.hash.copy() };
    return { header, items, mark, isLast };
  }

  private headerIn(json: unknown): Header {
    const { data } = Beginning.safeParse(json);
    if (data?.format !== this.format) throw new FileForeign(`its first line is not that of a file of ${this.format}`);
    if (data.version === VERSION) return data;
    throw new FileForeign(`it is of version ${data.version} of ${this.format}; this program knows ${VERSION}`);
  }

  private parsed(bytes: Buffer): unknown {
    try {
      return JSON.parse(bytes.toString());
    } catch {
      if (!this.header) return undefined;
      throw this.damaged('it is not JSON');
    }
  }

  private made(json: unknown): T {
    try {
      return this.itemIn(json);
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      throw this.damaged(error.issues.map(({ path, message }) => [...path, message].join(': ')).join('; '));
    }
  }
}
