import { foldSpace } from '../folding.js';

/**
 * The lines of a text: they end at LF; what follows the last LF is a line of its own, unless it is empty. A CR stays
 * with its line. Line n of the record is element n - 1.
 */
export function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Whether the quote stands in these lines, compared after `foldSpace`. A quote of nothing but space stands nowhere. */
export function quoteMatches(lines: readonly string[], quote: string): boolean {
  const folded = foldSpace(quote);
  return folded !== '' && foldSpace(lines.join('\n')).includes(folded);
}
