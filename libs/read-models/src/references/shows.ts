import { z } from 'zod';
import type { Fact } from '@app/domain';
import type { Need } from '../query/reading.js';
import type { ThingKind } from '../query/things.js';

const SHOWN = ['kind', 'is', 'label', 'title', 'question', 'text'] as const;

/** What a reference leads to, in the words of the record. */
export const Shows = z
  .looseObject({ label: z.string().nullable().optional(), title: z.string().nullable().optional() })
  .nullable()
  .describe('Its kind, label, title and words; null where it is not on record, or was withdrawn.')
  .meta({ id: 'Shows' });

/** The kind, label, title and words of what a fact of these began: a thing, or the member of that id. */
export function showsOf(facts: readonly Fact[], member?: string): object | null {
  const first = member === undefined ? facts[0] : facts.find(({ recorded }) => recorded.id === member);
  if (!first || first.withdrawn) return null;
  const data = first.data as Record<string, unknown>;
  return Object.fromEntries(SHOWN.flatMap((field) => (data[field] === undefined ? [] : [[field, data[field]]])));
}

/** What a link of an action leads to: a thing, or a member of one. */
export type LinkEnd =
  | { readonly kind: 'action' | 'statement'; readonly id: string }
  | { readonly kind: 'priority'; readonly listId: string; readonly id: string }
  | { readonly kind: 'vote-option'; readonly voteId: string; readonly id: string };

/** The thing whose facts tell of it, and the member that it is of that. */
export function thingBehind(end: LinkEnd): Need & { readonly kind: ThingKind; readonly member?: string } {
  switch (end.kind) {
    case 'priority':
      return { kind: 'priority-list', id: end.listId, member: end.id };
    case 'vote-option':
      return { kind: 'vote', id: end.voteId, member: end.id };
    default:
      return { kind: end.kind, id: end.id };
  }
}
