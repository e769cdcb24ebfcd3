import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Listed, Rows } from './format.js';

/**
 * The text of a whole list, page by page as the client takes it: a page is asked for when the one before it is on its
 * way, and none any more once the client has gone.
 */
export const wholeList = (rows: Rows, pages: AsyncIterable<Listed> | readonly Listed[]): Readable =>
  Readable.from(texts(rows, pages), { objectMode: false });

async function* texts({ head, lines }: Rows, pages: AsyncIterable<Listed> | readonly Listed[]): AsyncGenerator<string> {
  if (head !== '') yield head;
  for await (const page of pages) {
    const text = lines(page);
    if (text !== '') yield text;
  }
}

/** Of a list that has no pages. */
export const wholeText = ({ head, lines }: Rows, list: Listed): string => head + lines(list);

interface Dated {
  readonly effectiveAt: string;
  readonly asOf: string;
  readonly statedBy: string | null;
}

/** What stands around the items of a list in JSON: the dates used, and whether an empty one is so for want of a record. */
export function putAround(reply: FastifyReply, { temporal, missing }: Listed): void {
  if (temporal) {
    const { effectiveAt, asOf, statedBy } = temporal as Dated;
    reply.headers({ 'throughline-effective-at': effectiveAt, 'throughline-as-of': asOf });
    if (statedBy !== null) reply.header('throughline-stated-by', statedBy);
  }
  const why = (missing as { items?: { status: string } } | undefined)?.items?.status;
  if (why !== undefined) reply.header('throughline-missing', why);
}

/** The headers of `putAround`, for the API page. */
export const HEADERS_AROUND = {
  'Throughline-Effective-At': 'As csv or ndjson: the day in the world that was asked about.',
  'Throughline-As-Of': 'As csv or ndjson: the position up to which the record was seen; the same for every row.',
  'Throughline-Stated-By':
    'As csv or ndjson: the day by which it had been stated, where one was given; what only may have been is named in JSON alone.',
  'Throughline-Missing': 'As csv or ndjson, of an empty list: not-recorded, cannot-be-told or unknown.',
} as const;
