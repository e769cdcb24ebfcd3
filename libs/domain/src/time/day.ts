import { z } from 'zod';

/** A calendar day `YYYY-MM-DD`, proleptic Gregorian, years 0000 to 9999. Days sort as strings. */
export type Day = string & { readonly __brand: 'Day' };

const calendarDay: z.ZodType<string, string> = z.iso.date('must be a real day, written YYYY-MM-DD');

/** Accepts real days only: 2011-02-30 is refused. */
export const Day = calendarDay as z.ZodType<Day, string>;

/** As `Day`, without the cost of a parse. */
export const isDay = (text: string): text is Day => z.regexes.date.test(text);

/** The day `n` days later (earlier if negative). Throws RangeError outside the years 0000 to 9999. */
export function addDays(day: Day, n: number): Day {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + n);
  const moved = Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
  if (!isDay(moved)) throw new RangeError(`${day} moved by ${n} days lies outside the years 0000 to 9999`);
  return moved;
}

export const nextDay = (day: Day): Day => addDays(day, 1);
export const previousDay = (day: Day): Day => addDays(day, -1);
