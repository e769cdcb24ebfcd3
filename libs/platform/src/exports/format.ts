import type { z } from 'zod';

/** What an answer may be had in: as `format=` names it, or by one of its media types in `Accept`. */
export type Format = {
  /** As `format=` names it. */
  readonly name: string;
  /** Media types; an answer that nobody asked for by type has the first. */
  readonly types: readonly [string, ...string[]];
  /** For the API page. */
  readonly about: string;
} & (
  | { readonly is: 'answer' }
  /** A text made of the whole answer, its words opened. */
  | { readonly is: 'rendering'; readonly render: (answer: Listed) => string | Promise<string> }
  /** The items of a list alone, all pages of it, one after the other. */
  | { readonly is: 'rows'; readonly rowsOf: (item: z.ZodType) => Rows }
);

/** How items are written, worked out from their schema once. */
export interface Rows {
  /** What comes first, whatever the items are. */
  readonly head: string;
  readonly lines: (page: Listed) => string;
}

/** An answer as parsed JSON; of a list with its items, and the names of what they mention. */
export type Listed = Readonly<Record<string, unknown>> & { readonly items?: readonly unknown[] };

export const JSON_FORMAT: Format = {
  name: 'json',
  types: ['application/json'],
  about: 'The answer, with the dates that it used; of a list one page.',
  is: 'answer',
};
