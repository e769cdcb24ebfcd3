import { createHash } from 'node:crypto';
import type { Entry, Position, Query } from '@app/eventing';
import { OPEN, type EntryRow } from './collections.js';
import type { Filter } from './driver.js';

type Asked = Omit<Query, 'after' | 'limit'>;
export interface Place {
  readonly key: string;
  readonly id: string;
}

const UNBOUNDED = { start: '', end: '~' };
const SEPARATOR = '@';

/** What an entry is, whenever it holds: the same for everybody who writes it. */
const nameOf = (doc: string, { scope, field, value, key, from, to }: Entry): string =>
  createHash('sha256')
    .update(JSON.stringify([doc, scope, field, value, key, from, to]))
    .digest('base64url')
    .slice(0, 27);

/** One time that it holds. Whoever opens it again, after a failure or a restart, meets the row that is there. */
export const entryId = (doc: string, entry: Entry, since: Position): string =>
  `${nameOf(doc, entry)}${SEPARATOR}${since}`;

/** Of these ids, the one with which this entry was opened. */
export function openedAs(doc: string, entry: Entry, ids: Iterable<string>): string | undefined {
  const prefix = `${nameOf(doc, entry)}${SEPARATOR}`;
  for (const id of ids) if (id.startsWith(prefix)) return id;
  return undefined;
}

export const entryRow = (doc: string, entry: Entry, since: Position, until: Position | undefined): EntryRow => ({
  ...{ _id: entryId(doc, entry, since), in: listOf(entry), value: entry.value, key: entry.key, doc },
  ...{ from: entry.from ?? UNBOUNDED.start, to: entry.to ?? UNBOUNDED.end, since, until: until ?? OPEN },
});

const listOf = ({ scope, field }: { scope: string; field: string }): string => JSON.stringify([scope, field]);

/** Entries of the list that hold at (effectiveAt, position), whatever their keys. */
const holding = ({ scope, field, values, at: { effectiveAt, position }, openEnded }: Asked): Filter<EntryRow> => ({
  in: listOf({ scope, field }),
  ...(values && { value: values.length === 1 ? values[0] : { $in: [...values] } }),
  since: { $lte: position },
  ...(!openEnded && { until: { $gt: position } }),
  ...(effectiveAt !== null && { from: { $lte: effectiveAt }, ...(!openEnded && { to: { $gt: effectiveAt } }) }),
});

/** Entries that match. */
export const matching = (q: Asked): Filter<EntryRow> => ({ ...holding(q), ...keysBetween(q.keys?.from, q.keys?.to) });

/** Entries that match and come behind a place, in the order asked. */
export function matchingBehind(q: Asked, { key, id }: Place): Filter<EntryRow> {
  const { from, to } = q.keys ?? {};
  const doc = q.descending ? { $lt: id } : { $gt: id };
  const [keys, beyond] = q.descending
    ? [keysBetween(from, earlier(to, key)), { $lt: key }]
    : [keysBetween(later(from, key), to), { $gt: key }];
  return { ...holding(q), ...keys, $or: [{ key: beyond }, { doc }] };
}

/** Of these documents, the entries that match at that place or before it: they were on an earlier page. */
export function matchingUpTo(q: Asked, { key, id }: Place, docs: readonly string[]): Filter<EntryRow> {
  const { from, to } = q.keys ?? {};
  const [keys, before] = q.descending
    ? [keysBetween(later(from, key), to), { $gt: key }]
    : [keysBetween(from, earlier(to, key)), { $lt: key }];
  const doc = q.descending ? { $gte: id } : { $lte: id };
  return { ...holding(q), doc: { $in: [...docs] }, ...keys, $or: [{ key: before }, { doc }] };
}

function keysBetween(from: string | undefined, to: string | undefined): Filter<EntryRow> {
  if (from === undefined && to === undefined) return {};
  return { key: { ...(from !== undefined && { $gte: from }), ...(to !== undefined && { $lte: to }) } };
}

// By UTF-8 bytes, as MongoDB compares.
const later = (a: string | undefined, b: string): string =>
  a === undefined || Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0 ? b : a;
const earlier = (a: string | undefined, b: string): string =>
  a === undefined || Buffer.compare(Buffer.from(a), Buffer.from(b)) > 0 ? b : a;
