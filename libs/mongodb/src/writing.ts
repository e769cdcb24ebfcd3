import { DocumentTooLarge, type Write } from '@app/eventing';
import type { Collections, DocumentRow, EntryRow } from './collections.js';
import { BSON } from './driver.js';
import { entryId, entryRow, openedAs } from './entries.js';

/** Of a row: what a document of BSON may have, less room for the update that carries it. */
const MOST_BYTES = 16 * 1024 * 1024 - 16 * 1024;

/**
 * Writes a batch: entries first, then documents. Nobody reads beyond the checkpoint, which moves after this, so what runs
 * ahead of it matches nothing. Everything is named by what the log says of it and only ever moves on, so a batch that is
 * written again, whole, in part, in other slices or by a holder of long ago, changes nothing. Throws DocumentTooLarge
 * before it writes.
 */
export async function writeBatch({ documents, entries }: Collections, writes: readonly Write[]): Promise<void> {
  const stored = new Map((await documents.byIds(idsOf(writes), BEFORE)).map((row) => [row._id, row]));
  const changes = writes.flatMap((write) => changeOf(write, stored.get(write.id)) ?? []);
  for (const { row } of changes) checkSize(row);
  for (const { write } of changes.filter(({ write }) => write.json === null)) {
    await entries.updateMany({ doc: write.id, since: { $lte: write.position } }, { $set: GONE });
  }
  const taken = await entries.insert(changes.flatMap(({ opened }) => opened));
  // What another wrote who knew less: that it ended is news.
  const ended = taken.map(({ _id, until }) => ({ _id, until }));
  const ends = [...ended, ...changes.flatMap(({ closed }) => closed)];
  await entries.updateAll(ends.map(({ _id, until }) => ({ _id, update: { $min: { until } } })));
  const fresh = changes.filter(({ write }) => !stored.has(write.id)).map(({ row }) => row);
  const there = changes.filter(({ write }) => stored.has(write.id)).map(({ row }) => row);
  const met = [...(await documents.insert(fresh)), ...there];
  await documents.updateAll(met.map(({ _id, state }) => ({ _id, update: { $max: { state } } })));
}

/**
 * What is left of an entry whose document was removed: in no list, and nothing of what it said, but its id, so that one
 * who is behind cannot open it again.
 */
const GONE = { in: '', value: '', key: '' };

/** What has to be known of a document that is written again; its text need not come for that. */
const BEFORE = ['state.position', 'state.open'];

interface Change {
  readonly write: Write;
  readonly row: DocumentRow;
  readonly opened: readonly EntryRow[];
  readonly closed: readonly { readonly _id: string; readonly until: bigint }[];
}

/** Undefined where the document has got as far already. */
function changeOf(write: Write, stored: DocumentRow | undefined): Change | undefined {
  const { id, position, json } = write;
  if (stored && stored.state.position >= position) return undefined;
  const open = new Set(stored?.state.open);
  const closed = write.closed.flatMap(({ entry, until }) => {
    const _id = openedAs(id, entry, open);
    if (_id === undefined) return [];
    open.delete(_id);
    return [{ _id, until }];
  });
  const isGone = json === null;
  const opened = write.opened.map(({ entry, since, until }) => ({
    ...entryRow(id, entry, since, until),
    ...(isGone && GONE),
  }));
  for (const { entry, since, until } of write.opened) if (until === undefined) open.add(entryId(id, entry, since));
  return { write, row: { _id: id, state: { position, json, open: isGone ? [] : [...open].sort() } }, opened, closed };
}

/** A server would refuse it, but by then its entries would be there, and of an error of a server nobody knows the document. */
function checkSize(row: DocumentRow): void {
  const bytes = BSON.calculateObjectSize(row);
  if (bytes > MOST_BYTES) throw new DocumentTooLarge(row._id, bytes, MOST_BYTES);
}

const idsOf = (writes: readonly Write[]): string[] => writes.map(({ id }) => id);
