import { isDay, type Day } from './day.js';

const SPRING = ['03-01', '06-21'] as const;
const SUMMER = ['06-01', '09-23'] as const;
const AUTUMN = ['09-01', '12-22'] as const;
/** Ends in the following year: 2011-24 is the winter that begins in December 2011. */
const WINTER = ['12-01', '03-21'] as const;

/**
 * Month and day of the first and the last day, by the code that stands for the month in EDTF (ISO 8601-2, 4.8). ISO
 * leaves the seasons' length open; these enclose both the meteorological and the astronomical season.
 */
const DIVISIONS: Readonly<Record<string, readonly [string, string]>> = {
  // Of no stated hemisphere (read as northern), northern, southern.
  ...{ 21: SPRING, 22: SUMMER, 23: AUTUMN, 24: WINTER },
  ...{ 25: SPRING, 26: SUMMER, 27: AUTUMN, 28: WINTER },
  ...{ 29: AUTUMN, 30: WINTER, 31: SPRING, 32: SUMMER },
  // Quarters, thirds and halves of the calendar year.
  ...{ 33: ['01-01', '03-31'], 34: ['04-01', '06-30'], 35: ['07-01', '09-30'], 36: ['10-01', '12-31'] },
  ...{ 37: ['01-01', '04-30'], 38: ['05-01', '08-31'], 39: ['09-01', '12-31'] },
  ...{ 40: ['01-01', '06-30'], 41: ['07-01', '12-31'] },
};

/** The first and last day of a division of the year; undefined if the code is none. `years` is in rising order. */
export function seasonDays(years: readonly string[], code: string): { first?: Day; last?: Day } | undefined {
  const [start, end] = DIVISIONS[code] ?? [];
  if (!start || !end) return undefined;
  const lastYear = Number(years.at(-1)) + (end < start ? 1 : 0);
  const first = `${years[0]}-${start}`;
  const last = `${String(lastYear).padStart(4, '0')}-${end}`;
  return { ...(isDay(first) && { first }), ...(isDay(last) && { last }) };
}
