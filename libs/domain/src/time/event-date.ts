import { z } from 'zod';
import { words } from '../schema.js';
import { enclose, type Bounds } from './bounds.js';
import { Day } from './day.js';
import { isQualified, readEdtf } from './edtf.js';

/** When one point in time was, as far as the record tells; both bounds are inclusive and computed from `edtf`. */
export interface EventDate extends Bounds {
  /** EDTF (ISO 8601-2), as written. An interval `a/b` means "some day within", not a duration. */
  readonly edtf: string;
  /** The words of the record ("early 2011"), where there are any. */
  readonly text?: string;
}

/** A string of EDTF, or an object with it; bounds may be given and must then agree with it. */
export type EventDateInput =
  | string
  | {
      edtf: string;
      earliest?: string | null | undefined;
      latest?: string | null | undefined;
      text?: string | undefined;
    };

// Longer ones exist only as lists, and the grammar takes its time over them.
export const Edtf = z
  .string()
  .min(1)
  .max(100)
  .describe('EDTF (ISO 8601-2): 2011-11-09, 2011-11~, 2011-21, [..2011-11-09]');

/** Idempotent: an EventDate parses to itself. */
export const EventDate: z.ZodType<EventDate, EventDateInput> = z
  .union([
    Edtf,
    z.strictObject({
      edtf: Edtf,
      earliest: Day.nullable().optional(),
      latest: Day.nullable().optional(),
      text: words(200).optional(),
    }),
  ])
  .transform((input, ctx): EventDate => {
    const given = typeof input === 'string' ? { edtf: input } : input;
    const bounds = agreedBounds(given);
    if (!('problem' in bounds))
      return { edtf: given.edtf, ...bounds, ...(given.text !== undefined && { text: given.text }) };
    const path = typeof input === 'string' ? [] : [bounds.field];
    ctx.addIssue({ code: 'custom', message: bounds.problem, path });
    return z.NEVER;
  })
  .meta({ id: 'EventDate' });

interface Given {
  readonly edtf: string;
  readonly earliest?: Day | null | undefined;
  readonly latest?: Day | null | undefined;
  readonly text?: string | undefined;
}

interface Disagreement {
  readonly field: 'edtf' | 'earliest' | 'latest';
  readonly problem: string;
}

/**
 * The bounds of `edtf`, or why those given beside it cannot stand. They must equal its own; where it is uncertain or
 * approximate (`?`, `~`, `%`) they may lie further out.
 */
export function agreedBounds(given: Given): Bounds | Disagreement {
  const own = readEdtf(given.edtf);
  if ('problem' in own) return { field: 'edtf', ...own };
  const { earliest = own.earliest, latest = own.latest } = given;
  const stands = isQualified(given.edtf)
    ? (bounds: Bounds) => enclose(bounds, own)
    : (bounds: Bounds) => bounds.earliest === own.earliest && bounds.latest === own.latest;
  if (!stands({ ...own, earliest })) return disagreement('earliest', given.edtf, own.earliest, earliest);
  if (!stands({ ...own, latest })) return disagreement('latest', given.edtf, own.latest, latest);
  return { earliest, latest };
}

const disagreement = (field: 'earliest' | 'latest', edtf: string, own: Day | null, given: Day | null) => ({
  field,
  problem: `the ${field} day of ${edtf} is ${own ?? 'not known'}, not ${given ?? 'unknown'}`,
});

export const onDay = (day: Day): EventDate => ({ edtf: day, earliest: day, latest: day });

/** On or before that day, or the latest day that the date may be; where that is not known, neither is this. */
export function notLaterThan(date: Day | Bounds): EventDate {
  const latest = typeof date === 'string' ? date : date.latest;
  return latest === null ? unknownDate() : { edtf: `[..${latest}]`, earliest: null, latest };
}

/** Some day, no bound known on either side. */
export const unknownDate = (): EventDate => ({ edtf: '../..', earliest: null, latest: null });

/** One certain day: not a month, and not "9 November?" either. */
export function isExact(date: EventDate): date is EventDate & { readonly earliest: Day; readonly latest: Day } {
  return date.earliest !== null && date.earliest === date.latest && !isQualified(date.edtf);
}
