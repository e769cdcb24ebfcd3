import { QUERIES, type Query } from '@app/read-models';
import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import type { Format } from '../exports/format.js';
import { formatsOf, PARTNERSHIP_FORMATS } from '../exports/formats.js';
import { FORMAT } from '../exports/negotiate.js';
import { HEADERS_AROUND } from '../exports/whole-list.js';

/** The parameters of a question as they may be sent: with `format`, where there is a choice. */
export function documentedParams(query: Query): z.ZodType {
  const formats = formatsOf(query);
  const { params } = query as { params: z.ZodType };
  return formats.length > 1 && params instanceof z.ZodObject ? params.extend(formatParam(formats)) : params;
}

export const formatParam = (formats: readonly Format[]) => ({
  [FORMAT]: z
    .enum(formats.map(({ name }) => name))
    .optional()
    .describe(
      `Instead of the header Accept. ${formats.map(({ name, about }) => `${name}: ${about}`).join(' ')}${
        formats.some(({ is }) => is === 'rows') ? ' Whole lists take neither limit nor cursor.' : ''
      }`,
    ),
});

const FORMATS: ReadonlyMap<string, readonly Format[]> = new Map([
  ...QUERIES.map((query) => [query.name, formatsOf(query)] as const),
  ['ListPartnerships', PARTNERSHIP_FORMATS] as const,
]);

const HEADERS = Object.fromEntries(
  Object.entries(HEADERS_AROUND).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
);

/** Says of every question with several formats what else it is answered in: a response has the types of its schema only. */
export function addFormats({ paths }: OpenAPIObject): void {
  for (const { get } of Object.values(paths)) {
    const [, ...others] = FORMATS.get(get?.operationId ?? '') ?? [];
    const answer = get?.responses['200'];
    if (!answer || !('content' in answer) || others.length === 0) continue;
    for (const { types, about } of others) {
      for (const type of types) (answer.content ??= {})[type] = { schema: { type: 'string', description: about } };
    }
    if (others.some(({ is }) => is === 'rows')) Object.assign((answer.headers ??= {}), HEADERS);
  }
}
