import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { Day } from './day.js';

/** RFC 3339 in UTC with milliseconds, `2011-11-09T13:00:00.000Z`. Instants sort as strings. */
export type Instant = string & { readonly __brand: 'Instant' };

/**
 * Accepts RFC 3339 with an offset (upper-case T and Z, no leap second) and normalises it; digits below the millisecond
 * are cut off. A local time without an offset names no instant and is refused.
 */
export const Instant: z.ZodType<Instant, string> = z.iso
  .datetime({ offset: true, error: 'must be RFC 3339 with an offset, as 2011-11-09T13:00:00Z' })
  .transform((text, ctx) => {
    const utc = new Date(text).toISOString();
    // The offset may carry the first or the last day out of the four-digit years, where strings no longer sort.
    if (utc.length === '2011-11-09T13:00:00.000Z'.length) return utc as Instant;
    ctx.addIssue({ code: 'custom', message: 'must lie within the years 0000 to 9999, in UTC' });
    return z.NEVER;
  });

/** Throws a ZodError for a date that is invalid or outside the years 0000 to 9999. */
export const instantOf = (date: Date): Instant => Instant.parse(Number.isNaN(date.getTime()) ? '' : date.toISOString());

/** The zone of a partnership that names none. */
export const DEFAULT_ZONE = 'Europe/London';

/** An IANA time zone name known to this runtime, kept as written; links ("Europe/Kiev") are accepted, offsets are not. */
export const TimeZone = z
  .string()
  .max(64)
  .refine(isZone, 'must be an IANA time zone name, as Europe/London')
  .meta({ description: 'IANA time zone name', examples: [DEFAULT_ZONE] });

function isZone(name: string): boolean {
  // Newer runtimes take "+01:00" for a zone; an offset knows no summer time.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The calendar day on the clocks of `zone` at that instant. Throws RangeError for an unknown zone. */
export function dayOf(at: Instant | Date, zone: string): Day {
  const instant = Temporal.Instant.from(typeof at === 'string' ? at : instantOf(at));
  return Day.parse(instant.toZonedDateTimeISO(zone).toPlainDate().toString());
}

/** The last millisecond of that day on the clocks of `zone`, whatever they did at midnight. */
export function endOfDay(day: Day, zone: string): Instant {
  const next = Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone);
  return Instant.parse(next.toInstant().subtract({ milliseconds: 1 }).toString());
}
