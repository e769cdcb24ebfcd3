import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Day, position, type Position } from '@app/domain';

/**
 * Where the next page of a list begins: behind (key, id) in its order. It keeps the position and the day of the first
 * page, so that the pages are of one state of the record, and is valid in every generation of a read model.
 */
export interface Cursor {
  readonly key: string;
  readonly id: string;
  readonly asOf: Position;
  readonly effectiveAt: Day;
}

const Written = z.tuple([z.string(), z.string(), z.string().regex(/^\d{1,19}$/), Day, z.string()]);

export function writeCursor({ key, id, asOf, effectiveAt }: Cursor, digest: string): string {
  return Buffer.from(JSON.stringify([key, id, asOf.toString(), effectiveAt, digest])).toString('base64url');
}

/** Null for what is no cursor, or the cursor of a list with other filters. */
export function readCursor(text: string, digest: string): Cursor | null {
  const written = Written.safeParse(parse(Buffer.from(text, 'base64url').toString()));
  if (!written.success) return null;
  const [key, id, asOf, effectiveAt, made] = written.data;
  return made === digest ? { key, id, asOf: position(BigInt(asOf)), effectiveAt } : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The same for the same list: its path, its filters and its dates, whatever `limit` and `cursor`. */
export function digestOfList(path: string, params: object): string {
  const { limit: _limit, cursor: _cursor, ...filters } = params as Record<string, unknown>;
  const named = Object.entries(filters).filter(([, value]) => value !== undefined);
  named.sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([path, named]))
    .digest('base64url')
    .slice(0, 16);
}
