import type { RefKind } from '@app/domain';
import type { Listed } from './format.js';

/** Kinds of things whose names stand beside the items of a list, and where. */
const PLACES = {
  person: ['people'],
  body: ['named', 'bodies'],
  organisation: ['named', 'organisations'],
  document: ['named', 'documents'],
} as const satisfies Partial<Record<RefKind, readonly string[]>>;
export type Named = keyof typeof PLACES;

export const isNamed = (kind: string): kind is Named => kind in PLACES;

/** What an id stands for on this page; undefined where that is not told, or no longer. */
export function nameOf(page: Listed, kind: Named, id: unknown): string | undefined {
  const entries = PLACES[kind].reduce<unknown>((part, key) => (part as Listed | undefined)?.[key], page);
  const entry = (entries as Readonly<Record<string, { name?: unknown; title?: unknown }>> | undefined)?.[String(id)];
  const name = entry?.name ?? entry?.title;
  return typeof name === 'string' ? name : undefined;
}

/** The names of all that a value mentions, however deep, each once. */
export const namesIn = (value: unknown, page: Listed): readonly string[] => [...new Set(mentioned(value, page))];

function mentioned(value: unknown, page: Listed): readonly string[] {
  if (typeof value === 'string') return anyName(value, page);
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((part) => mentioned(part, page));
}

/** Ids are of one kind only. */
const anyName = (id: string, page: Listed): readonly string[] =>
  (Object.keys(PLACES) as Named[]).flatMap((kind) => nameOf(page, kind, id) ?? []);

/** Of a party the name, or its words where it has none. */
export function partyName(party: unknown, page: Listed): string {
  const { id, text } = (party ?? {}) as { id?: string; text?: string | null };
  return (id === undefined ? undefined : anyName(id, page)[0]) ?? text ?? '';
}
