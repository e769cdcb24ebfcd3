import { z } from 'zod';
import { isReversed } from './bounds.js';
import { Day } from './day.js';
import { agreedBounds, Edtf } from './event-date.js';

/**
 * A deadline, horizon, start or end in the words of the record, and what somebody read into them. Bounds are inclusive;
 * an absent one is not known. Without `edtf`, bounds are the reading themselves ("early 2011").
 */
export interface FuzzyDate {
  readonly text: string;
  /** EDTF (ISO 8601-2). */
  readonly edtf?: string;
  readonly earliest?: Day;
  readonly latest?: Day;
  /** ISO 8601, as P12M or P100D: counted from the anchor. */
  readonly duration?: string;
  /** What the words count from ("the Board's first meeting"), and its date where that is on record. */
  readonly anchor?: { readonly text: string; readonly edtf?: string };
  /** `horizon`: how far the work reaches ("12 Month Route map"); it is no deadline. */
  readonly role: 'due' | 'horizon' | 'start' | 'end';
  /** `soft`: a preference ("preferably before the 7th December"). */
  readonly strictness: 'hard' | 'soft';
  /** Whether the record states the bounds, or a reader inferred them. */
  readonly basis: 'stated' | 'inferred';
}

/**
 * The schema of a FuzzyDate, with `text` as the schema of its words and of its anchor's. Input may give the anchor as
 * words alone. Refuses bounds that disagree with `edtf`, and as `stated` what is computed from an anchor without date.
 * Idempotent.
 */
export const fuzzyDate = (text: z.ZodType<string>) =>
  z
    .strictObject({
      text,
      edtf: Edtf.optional(),
      earliest: Day.optional(),
      latest: Day.optional(),
      duration: z.iso.duration('must be an ISO 8601 duration, as P12M').optional(),
      anchor: z.union([text, z.strictObject({ text, edtf: Edtf.optional() })]).optional(),
      role: z.enum(['due', 'horizon', 'start', 'end']),
      strictness: z.enum(['hard', 'soft']),
      basis: z.enum(['stated', 'inferred']),
    })
    .transform((input, ctx): FuzzyDate => {
      const { edtf, duration, anchor: given, earliest, latest, ...rest } = input;
      const anchor = typeof given === 'string' ? { text: given } : given;
      const refuse = (field: PropertyKey[], message: string) => {
        ctx.addIssue({ code: 'custom', message, path: field });
        return z.NEVER;
      };

      const read = edtf === undefined ? { earliest, latest } : agreedBounds({ edtf, earliest, latest });
      if ('problem' in read) return refuse([read.field], read.problem);
      if (isReversed({ earliest: read.earliest ?? null, latest: read.latest ?? null }))
        return refuse(['latest'], 'latest lies before earliest');

      const anchored = anchor?.edtf === undefined ? undefined : agreedBounds({ edtf: anchor.edtf });
      if (anchored && 'problem' in anchored) return refuse(['anchor', 'edtf'], anchored.problem);

      const isComputed = duration !== undefined && (read.earliest || read.latest);
      if (rest.basis === 'stated' && isComputed && !(anchored?.earliest || anchored?.latest)) {
        return refuse(['basis'], 'bounds computed from an anchor without a date are inferred, never stated');
      }
      return {
        ...rest,
        ...(edtf !== undefined && { edtf }),
        ...(read.earliest && { earliest: read.earliest }),
        ...(read.latest && { latest: read.latest }),
        ...(duration !== undefined && { duration }),
        ...(anchor && { anchor: { text: anchor.text, ...(anchor.edtf !== undefined && { edtf: anchor.edtf }) } }),
      };
    });
