import { z } from 'zod';
import { eventType } from '../event.js';
import { personWords, ref, words } from '../schema.js';
import { Lines } from '../source.js';

export const OwnerMarkRecorded = eventType(
  'OwnerMarkRecorded',
  z.strictObject({
    itemId: ref('agenda-item'),
    order: z.int().min(1).max(1_000).describe('Place among the marks of the item, from 1.'),
    words: words(500).describe('The words of the cell.'),
  }),
  { dates: 'happening', begins: 'member', summary: 'A cell of an owner column that stands beside no text of its own.' },
);

const Passage = z.strictObject({ documentId: ref('document'), lines: Lines });

const match = {
  match: z.discriminatedUnion('is', [
    z.strictObject({
      is: z.literal('actions'),
      actions: z.array(ref('action')).min(1).max(20),
      basis: z.enum(['stated', 'inferred']),
    }),
    z
      .strictObject({
        is: z.literal('candidates'),
        actions: z.array(ref('action')).max(50).optional(),
        passages: z.array(Passage).max(50).optional(),
      })
      .refine(
        ({ actions = [], passages = [] }) => actions.length + passages.length > 0,
        'needs at least one candidate',
      ),
    z.strictObject({ is: z.literal('cannot-be-told') }),
  ]),
};
/** What a client says; the mark in the path is the `markId` of the event. */
export const MarkMatch = z.strictObject(match);

export const OwnerMarkMatched = eventType('OwnerMarkMatched', z.strictObject({ markId: ref('owner-mark'), ...match }), {
  dates: 'happening',
  member: ({ markId }) => markId,
  summary: 'To what a mark belongs, as read by a person; assigns nobody.',
});

/** The initials as printed stand in `text`, beside whom they mean: the shape of a Party. */
export const Initials = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('person'),
      id: ref('person'),
      text: personWords(20),
      resolution: z.enum(['declared', 'inferred']),
    }),
    z.strictObject({
      kind: z.literal('unresolved'),
      text: words(20),
      resolution: z.literal('ambiguous'),
      candidates: z.array(ref('person')).min(2).max(50),
    }),
  ])
  .meta({ id: 'Initials' });
export type Initials = z.infer<typeof Initials>;

export const InitialsResolved = eventType('InitialsResolved', z.strictObject({ initials: Initials }), {
  dates: 'happening',
  summary: 'Whom initials mean, in this meeting only.',
});

export const markEvents = [OwnerMarkRecorded, OwnerMarkMatched, InitialsResolved] as const;
