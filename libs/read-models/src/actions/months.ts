import type { Day } from '@app/domain';

const MONTHS = 12;
const numberOf = (day: Day): number => Number(day.slice(0, 4)) * MONTHS + Number(day.slice(5, 7)) - 1;
const nameOf = (n: number): string =>
  `${String(Math.floor(n / MONTHS)).padStart(4, '0')}-${String((n % MONTHS) + 1).padStart(2, '0')}`;

/** The months `YYYY-MM` from that of one day to that of another; undefined where there are more than `most`. */
export function monthsBetween(from: Day, to: Day, most: number): readonly string[] | undefined {
  const [first, last] = [numberOf(from), numberOf(to)];
  if (last - first >= most) return undefined;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => nameOf(first + i));
}
