import { linesOf, MAX_PART_BYTES, type Lines } from '@app/domain';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** A paper as it lies in a folder: its text, and what is said of it when it is filed. */
export interface Paper {
  readonly digest: string;
  readonly lineCount: number;
  readonly byteCount: number;
  /** The text in parts that fit one command each. */
  readonly parts: readonly string[];
  readonly lines: readonly string[];
}

/** The paper of that name in the folder, or why there is none. A name leads nowhere but into the folder. */
export async function paperIn(folder: string, name: string): Promise<Paper | { readonly missing: string }> {
  if (basename(name) !== name) return { missing: `${name} is no name of a file` };
  let bytes: Buffer;
  try {
    bytes = await readFile(join(folder, name));
  } catch (error) {
    return { missing: `${name} cannot be read in ${folder} (${(error as NodeJS.ErrnoException).code ?? 'unknown'})` };
  }
  const text = bytes.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(bytes)) return { missing: `${name} is not UTF-8 text` };
  return paperOf(text);
}

export function paperOf(text: string): Paper {
  const bytes = Buffer.from(text, 'utf8');
  return {
    digest: createHash('sha256').update(bytes).digest('hex'),
    lineCount: linesOf(text).length,
    byteCount: bytes.length,
    parts: partsOf(bytes),
    lines: linesOf(text),
  };
}

/** Cut only between characters. */
function partsOf(bytes: Buffer): string[] {
  const parts: string[] = [];
  for (let from = 0; from < bytes.length || parts.length === 0;) {
    let to = Math.min(from + MAX_PART_BYTES, bytes.length);
    while (to < bytes.length && isContinuation(bytes[to])) to--;
    parts.push(bytes.subarray(from, to).toString('utf8'));
    from = to;
  }
  return parts;
}

const isContinuation = (byte = 0): boolean => (byte & 0xc0) === 0x80;

/**
 * The words at these lines as one line of text: white space as one space, without the bullets of a list and the rules
 * between the cells of a table.
 */
export function wordsAt({ lines }: Paper, runs: readonly Lines[]): string {
  return runs
    .flatMap(({ from, to }) => lines.slice(from - 1, to))
    .flatMap((line) => /^\s*\|(.*)\|\s*$/.exec(line)?.[1]?.split('|') ?? [line])
    .map((part) =>
      part
        .replace(/^\s*[·•*-]\s*/, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((part) => part !== '')
    .join(' ');
}
