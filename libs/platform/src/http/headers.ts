import { position, revision, type Position, type Revision } from '@app/domain';
import type { IncomingHttpHeaders } from 'node:http';
import { invalid, Problem } from '../problems/problem.js';

/** Of the answer: where in the log it stands. Of a request: the least that the answer must have seen. */
export const POSITION_HEADER = 'throughline-position';
export const MIN_POSITION_HEADER = 'throughline-min-position';

/** Visible ASCII, as UUIDs and most keys of others are. */
const KEY = /^[\x21-\x7e]{1,200}$/;

/** The key that makes a retry meet its first try. Throws `idempotency-key-missing`. */
export function idempotencyKey(headers: IncomingHttpHeaders): string {
  const key = headers['idempotency-key'];
  if (key === undefined) throw new Problem('idempotency-key-missing');
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw invalid({ header: 'Idempotency-Key', detail: 'must be 1 to 200 visible ASCII characters' });
  }
  return key;
}

export const etagOf = (at: Revision | string): string => `"${at}"`;

/** The revision that the client saw; undefined where it did not say, or said `*`, which any revision matches. */
export function ifMatch(headers: IncomingHttpHeaders): Revision | undefined {
  const tag = headers['if-match'];
  if (tag === undefined || tag === '*') return undefined;
  const digits = /^"(\d{1,18})"$/.exec(tag)?.[1];
  if (digits === undefined) throw invalid({ header: 'If-Match', detail: 'must be one ETag of this server, as "12"' });
  return revision(BigInt(digits));
}

export function minPosition(headers: IncomingHttpHeaders): Position | undefined {
  const text = headers[MIN_POSITION_HEADER];
  if (text === undefined) return undefined;
  if (typeof text !== 'string' || !/^\d{1,19}$/.test(text)) {
    throw invalid({ header: 'Throughline-Min-Position', detail: 'must be a position that this server gave' });
  }
  return position(text);
}

/** The token of `Authorization: Bearer …` (RFC 6750), undefined where there is none. */
export const bearerToken = ({ authorization }: IncomingHttpHeaders): string | undefined =>
  /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization ?? '')?.[1];

/** RFC 8288: the same list with another cursor. */
export function nextLink(url: string, cursor: string): string {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  searchParams.set('cursor', cursor);
  return `<${pathname}?${searchParams.toString()}>; rel="next"`;
}
