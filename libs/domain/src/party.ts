import { z } from 'zod';
import { personWords, ref, words } from './schema.js';

/** How the words came to mean this party: said in the record, read into it, open between several, or not read at all. */
export const Resolution = z.enum(['declared', 'inferred', 'ambiguous', 'none']);
export type Resolution = z.infer<typeof Resolution>;

const known = z.enum(['declared', 'inferred']);

/**
 * Who owns, performs, attends or says: the words on paper, and beside them whom they were read to mean. "All",
 * "JB/AC" and "LSG" are parties too; `collective` is words for several, `unresolved` is words that nobody has read yet
 * or that several people fit (`candidates`).
 */
export const Party = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('person'), id: ref('person'), text: personWords(), resolution: known }),
    z.strictObject({ kind: z.literal('body'), id: ref('body'), text: words(500), resolution: known }),
    z.strictObject({ kind: z.literal('organisation'), id: ref('organisation'), text: words(500), resolution: known }),
    z.strictObject({ kind: z.literal('seat'), id: ref('seat'), text: words(500), resolution: known }),
    z.strictObject({
      kind: z.literal('collective'),
      text: words(500),
      resolution: Resolution,
      /** Those it was read to be made of, where that is known; it stays a collective in words. */
      members: z.array(ref('person')).max(200).optional(),
    }),
    z.strictObject({
      kind: z.literal('unresolved'),
      text: words(500),
      resolution: z.enum(['ambiguous', 'none']),
      candidates: z.array(ref('person')).max(50).optional(),
    }),
  ])
  .meta({ id: 'Party' });
export type Party = z.infer<typeof Party>;

/** What two parties must share to be the same owner: kind and id where they were read, the words where not. */
export const partyKey = (party: Party): string =>
  'id' in party ? `${party.kind}:${party.id}` : `${party.kind}:"${party.text}"`;
