import type { Query } from '@app/read-models';
import { z } from 'zod';
import { CSV } from './csv.js';
import { JSON_FORMAT, type Format, type Rows } from './format.js';
import { MERMAID } from './mermaid.js';
import { NDJSON } from './ndjson.js';
import { SVG } from './svg.js';

/** Formats that one question has beside those of every answer, by its name. */
const OWN: Readonly<Record<string, readonly Format[]>> = { GetStructure: [MERMAID, SVG] };

/** What the items of a list are; undefined for an answer that is no list of pages. */
export function itemOf({ answer, params }: Pick<Query, 'answer' | 'params'>): z.ZodType | undefined {
  if (!(answer instanceof z.ZodObject) || !(params instanceof z.ZodObject)) return undefined;
  const { items, page } = answer.shape as z.ZodRawShape;
  return page && 'cursor' in params.shape && items instanceof z.ZodArray ? (items.element as z.ZodType) : undefined;
}

/** Of the list of partnerships, which is no question to one of them. */
export const PARTNERSHIP_FORMATS: readonly [Format, ...Format[]] = [JSON_FORMAT, CSV, NDJSON];

/** JSON first, which is what is sent to whoever asks for nothing in particular. */
export const formatsOf = (query: Query): readonly [Format, ...Format[]] => [
  JSON_FORMAT,
  ...(itemOf(query) ? [CSV, NDJSON] : []),
  ...(OWN[query.name] ?? []),
];

const rows = new WeakMap<z.ZodType, Map<Format, Rows>>();

/** How items are written in a format; worked out once. */
export function rowsOf(item: z.ZodType, format: Extract<Format, { is: 'rows' }>): Rows {
  const known = rows.get(item) ?? new Map<Format, Rows>();
  rows.set(item, known);
  const made = known.get(format) ?? format.rowsOf(item);
  known.set(format, made);
  return made;
}
