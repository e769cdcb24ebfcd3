import { refuse, type Decision } from './decider.js';

interface Worded {
  readonly text?: string | undefined;
  readonly title?: string | undefined;
  readonly cells?: readonly unknown[] | undefined;
}

export const isSaid = (words: string | undefined): boolean => words !== undefined;

/** An entry says something: its words as printed, a title of one's own, or the cells of its row. */
export function refuseWordless({ text, title, cells = [] }: Worded): Decision | undefined {
  if (isSaid(text) || isSaid(title) || cells.length > 0) return undefined;
  return refuse('nothing-said', 'It has neither words nor a title, so nobody could tell what it is.', {
    pointers: ['/text', '/title'],
  });
}
