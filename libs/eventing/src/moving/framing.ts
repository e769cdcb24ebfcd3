import { createHash, type Hash } from 'node:crypto';
import { z } from 'zod';

/**
 * The frame of a file that moves between stores: lines of JSON, each ended by a line feed. The first says what it is; after
 * every block of items stands a line that proves it; the last line says that nothing is missing. So a block is known to
 * be whole before anything is done with it, also where the file comes through a pipe, and an unfinished file is good up
 * to its last proof.
 */
export interface Header {
  /** What the items are: `throughline-log` or `throughline-keys`. */
  readonly format: string;
  readonly version: number;
  readonly [more: string]: unknown;
}

/** What every file of that format begins with: `format` is the first member of its header. */
export const openingOf = (format: string): string => `{"format":${JSON.stringify(format)},`;

/** What proves all lines above it: their number of items, and the SHA-256 of their bytes, line feeds included. */
export const Proof = z.strictObject({ items: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
export type Proof = z.output<typeof Proof>;

/** Behind a line: enough to go on from there. */
export interface Mark {
  /** Bytes of the file up to here. */
  readonly bytes: number;
  readonly lines: number;
  readonly items: number;
  readonly hash: Hash;
}

export const VERSION = 1;
/** Of one block; what is read is held in memory until its proof has come. */
export const MAX_ITEMS = 1_000;
export const MAX_BYTES = 4 * 1024 * 1024;

/** Writes the lines of a file, in order; what it gives back is to be written as it is. */
export class Framing {
  private readonly hash: Hash;
  private count: number;

  /** With a mark: goes on behind it, where the header stands already. */
  constructor(from?: Mark) {
    this.hash = from?.hash.copy() ?? createHash('sha256');
    this.count = from?.items ?? 0;
  }

  get items(): number {
    return this.count;
  }

  begin(header: Header): string {
    return this.add(`${JSON.stringify(header)}\n`);
  }

  /** Items, one JSON text each, in blocks and with the proof of each. */
  *blocks(items: readonly string[]): Iterable<string> {
    let [lines, bytes] = [[] as string[], 0];
    for (const [i, item] of items.entries()) {
      lines.push(`${item}\n`);
      bytes += Buffer.byteLength(item);
      if (lines.length < MAX_ITEMS && bytes < MAX_BYTES && i < items.length - 1) continue;
      this.count += lines.length;
      const block = this.add(lines.join(''));
      yield block + this.add(`${JSON.stringify({ proof: this.proof() })}\n`);
      [lines, bytes] = [[], 0];
    }
  }

  end(): { readonly line: string; readonly proof: Proof } {
    const proof = this.proof();
    return { line: `${JSON.stringify({ end: proof })}\n`, proof };
  }

  private proof(): Proof {
    return { items: this.count, sha256: this.hash.copy().digest('hex') };
  }

  private add(text: string): string {
    this.hash.update(text);
    return text;
  }
}
