import { z } from 'zod';
import { Party } from './party.js';
import { clearText, ref, words } from './schema.js';

export const Basis = z.enum(['stated', 'inferred']);
export type Basis = z.infer<typeof Basis>;

/** How sure the record itself is of what it says; `disputed` where it contradicts itself. */
export const Certainty = z.enum(['fact', 'decision', 'intention', 'likely', 'possible', 'wish', 'disputed']);
export type Certainty = z.infer<typeof Certainty>;
/** What holds only once a later event confirms it, whatever date passes. */
export const isPlanned = (certainty: Certainty): boolean =>
  certainty === 'intention' || certainty === 'likely' || certainty === 'possible' || certainty === 'wish';

/** That of the least sure of several, as the record puts them; what is disputed is the least of all. */
export const leastSure = (several: readonly Certainty[]): Certainty =>
  several.reduce<Certainty>(
    (least, one) => (Certainty.options.indexOf(one) > Certainty.options.indexOf(least) ? one : least),
    'fact',
  );

/** Lines of a document: counted from 1, ended by LF, both ends inclusive. */
export const Lines = z
  .strictObject({ from: z.int().min(1).max(10_000_000), to: z.int().min(1).max(10_000_000) })
  .refine((lines) => lines.from <= lines.to, 'from must not be after to');
export type Lines = z.infer<typeof Lines>;

const manner = {
  voice: z.enum(['minutes', 'editor', 'quotation']).optional(),
  saidBy: Party.optional(),
  basis: Basis.optional(),
};

/** Where a fact stands: lines of a document, an item of a meeting, or in words ("by telephone"). */
export const Source = z
  .union([
    z.strictObject({ documentId: ref('document'), lines: Lines, quote: words(4_000).optional(), ...manner }),
    z.strictObject({ meetingId: ref('meeting'), item: clearText(50).optional(), ...manner }),
    z.strictObject({ words: words(1_000), ...manner }),
  ])
  .meta({ id: 'Source' });
export type Source = z.infer<typeof Source>;

/** Why a decision or a change was made: in words, and what it cites. */
export const Because = z
  .strictObject({ words: words(4_000), cites: z.array(Source).max(20).optional() })
  .meta({ id: 'Because' });
export type Because = z.infer<typeof Because>;
