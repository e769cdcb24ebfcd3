import { position } from '@app/eventing';
import type { Doc, Page, Query } from '@app/eventing';
import type { Collections, DocumentRow } from './collections.js';
import { matching, matchingBehind, matchingUpTo, type Place } from './entries.js';

export interface FoundPage {
  readonly page: Page;
  /** It can be of nothing that was being dropped: documents are read last, and dropped first. */
  readonly isWhole: boolean;
}

export async function findPage(collections: Collections, q: Query): Promise<FoundPage> {
  const found = await placesOf(collections, q);
  const places = found.slice(0, q.limit);
  const stored = await docsOf(collections, places, q.held);
  const last = places.at(-1);
  const docs = places.flatMap(({ key, id }) => {
    const doc = stored.get(id);
    return doc ? [{ ...doc, key }] : [];
  });
  return {
    page: { docs, ...(found.length > q.limit && last && { next: { key: last.key, id: last.id } }) },
    isWhole: docs.length > 0 && docs.length === places.length,
  };
}

/** The documents behind `after`, each at the first of its entries that match; one more than the limit, where it goes on. */
async function placesOf({ entries }: Collections, q: Query): Promise<Place[]> {
  if (q.values?.length === 0) return [];
  const turn = q.descending ? -1 : 1;
  const wanted = q.ends ? q.limit : q.limit + 1;
  const found = new Map<string, Place>();
  let behind = q.after;
  for (let more = true; more && found.size < wanted;) {
    const rows = await entries.find(behind ? matchingBehind(q, behind) : matching(q), {
      ...{ sort: { key: turn, doc: turn }, limit: wanted, only: ['key', 'doc'] },
    });
    const fresh = rows.filter(({ doc }) => !found.has(doc));
    const shown = await shownBefore({ entries }, q, [...new Set(fresh.map(({ doc }) => doc))]);
    for (const { doc: id, key } of fresh) if (!shown.has(id) && !found.has(id)) found.set(id, { key, id });
    more = rows.length === wanted;
    const last = rows.at(-1);
    if (last) behind = { key: last.key, id: last.doc };
  }
  return [...found.values()].slice(0, wanted);
}

/** Of these, what an earlier page has shown, at another of its entries. */
async function shownBefore(
  { entries }: Pick<Collections, 'entries'>,
  q: Query,
  docs: readonly string[],
): Promise<ReadonlySet<string>> {
  if (!q.after || docs.length === 0) return new Set();
  const rows = await entries.find(matchingUpTo(q, q.after, docs), { only: ['doc'] });
  return new Set(rows.map(({ doc }) => doc));
}

/** Without the text of those that the caller holds: a long text costs more than to ask twice. */
async function docsOf(
  { documents }: Collections,
  places: readonly Place[],
  held: Query['held'],
): Promise<ReadonlyMap<string, Doc>> {
  const ids = places.map(({ id }) => id);
  if (!held) return docsById(documents, ids);
  const docs = new Map<string, Doc>();
  const wanted: string[] = [];
  for (const { _id: id, state } of await documents.byIds(ids, ['state.position'])) {
    const at = position(state.position);
    // Nobody holds what was removed at the position of its removal.
    if (held(id, at)) docs.set(id, { id, json: '', position: at });
    else wanted.push(id);
  }
  for (const [id, doc] of await docsById(documents, wanted)) docs.set(id, doc);
  return docs;
}

export async function docsById(documents: Collections['documents'], ids: readonly string[]): Promise<Map<string, Doc>> {
  const rows = await documents.byIds(ids);
  return new Map(rows.flatMap((row) => docOf(row) ?? []).map((doc) => [doc.id, doc]));
}

function docOf({ _id, state: { json, position: at } }: DocumentRow): Doc | undefined {
  return json === null ? undefined : { id: _id, json, position: position(at) };
}
