/** Longer than any line of ours: an append is at most 900 KiB, and as a string in JSON at most twice as long. */
export const LONGEST = 8 * 1024 * 1024;
const LINE_FEED = 10;

export class LineTooLong extends Error {}

/** A line without its end; `isWhole` false where the text ended first. */
export interface Line {
  readonly bytes: Buffer;
  readonly isWhole: boolean;
}

/** Cuts what comes in pieces into lines. Throws where a line is longer than any of ours could be. */
export async function* linesOf(pieces: AsyncIterable<Buffer>): AsyncIterable<readonly Line[]> {
  let begun: Buffer[] = [];
  let length = 0;
  for await (const piece of pieces) {
    const lines: Line[] = [];
    let from = 0;
    for (let end = piece.indexOf(LINE_FEED); end >= 0; end = piece.indexOf(LINE_FEED, from)) {
      const rest = piece.subarray(from, end);
      lines.push({ bytes: begun.length > 0 ? Buffer.concat([...begun, rest]) : rest, isWhole: true });
      [begun, length, from] = [[], 0, end + 1];
    }
    if (lines.length > 0) yield lines;
    if (from === piece.length) continue;
    begun.push(piece.subarray(from));
    length += piece.length - from;
    if (length > LONGEST) throw new LineTooLong();
  }
  if (begun.length > 0) yield [{ bytes: Buffer.concat(begun), isWhole: false }];
}
