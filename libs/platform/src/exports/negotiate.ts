import type { FastifyRequest } from 'fastify';
import { invalid, Problem } from '../problems/problem.js';
import { acceptable, type Chosen } from './accept.js';
import type { Format } from './format.js';

/** Takes the place of `Accept`. */
export const FORMAT = 'format';

/** Of the query string, where there is a choice; of pages, and so of no use to a format that has no pages. */
const OF_PAGES = ['limit', 'cursor'] as const;

/** What a request asks for: in which format, and with which parameters beside. */
export interface Negotiated extends Chosen {
  readonly parameters: unknown;
}

/**
 * The format that a request asks for. Throws `validation-failed` for one that there is not, and for a page of what is
 * written whole; `not-acceptable` where `Accept` names none that there is.
 */
export function negotiated(
  formats: readonly [Format, ...Format[]],
  { headers, query }: Pick<FastifyRequest, 'headers' | 'query'>,
): Negotiated {
  const given = query as Readonly<Record<string, unknown>>;
  const { [FORMAT]: name, ...others } = given;
  const isChoice = formats.length > 1;
  const chosen = isChoice && name !== undefined ? called(name, formats) : acceptable(headers.accept, formats);
  if (!chosen) {
    throw new Problem('not-acceptable', undefined, { types: formats.flatMap(({ types }) => types) });
  }
  const paged = chosen.format.is === 'rows' ? OF_PAGES.filter((one) => given[one] !== undefined) : [];
  if (paged.length > 0) {
    const detail = `is for pages; as ${chosen.format.name} a list is always given whole`;
    throw invalid(...paged.map((parameter) => ({ parameter, detail })));
  }
  return { ...chosen, parameters: isChoice ? others : given };
}

function called(name: unknown, formats: readonly Format[]): Chosen {
  const format = formats.find((one) => one.name === name);
  if (format) return { format, type: format.types[0] };
  throw invalid({ parameter: FORMAT, detail: `must be one of ${formats.map((one) => one.name).join(', ')}` });
}
