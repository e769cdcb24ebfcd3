// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- each app compiles only what is imported
/// <reference path="./edtf-grammar.d.ts" />
import { parse } from 'edtf';
import { hull, isReversed, type Bounds } from './bounds.js';
import { isDay, type Day } from './day.js';
import { seasonDays } from './edtf-season.js';

/** Why a string is refused, for people. */
export interface Unreadable {
  readonly problem: string;
}

/** True of `?` (uncertain), `~` (approximate) and `%` (both): the calendar bounds are then no outer limit. */
export const isQualified = (edtf: string): boolean => /[?~%]/.test(edtf);

/**
 * The bounds of one point in time written in EDTF (ISO 8601-2 levels 0 to 2, seasons also qualified or in intervals).
 *
 * - A year, month, season, decade (`201X`, `201`), century or masked date: some day in it.
 * - `[a,b..c]`: one of these; `[..a]` not later than a, `[a..]` not earlier.
 * - `a/b`: some day from the first of a to the last of b, not a duration; `..` or nothing: no bound on that side.
 * - `?`, `~` and `%` leave the calendar bounds as they are; see `isQualified`.
 * - Refused: sets of several dates (`{a,b}`), times of day, and years outside 0000 to 9999.
 */
export function readEdtf(edtf: string): Bounds | Unreadable {
  if (!isPlain(edtf) && !isGrammatical(edtf)) {
    return { problem: `"${edtf}" is not EDTF (ISO 8601-2), as 2011-11-09, 2011-11 or [..2011-11-09]` };
  }
  if (edtf.startsWith('{')) return { problem: `"${edtf}" is several dates; one of several is written [a,b]` };
  const alternatives = edtf
    .replace(/[?~%[\] ]/g, '')
    .split(',')
    .map(alternative);
  return alternatives.reduce((a, b) => ('problem' in a ? a : 'problem' in b ? b : hull(a, b)));
}

// A parse with the grammar takes 0.1 to 0.2 ms, and a log holds thousands of dates, nearly all of these forms.
const DATE = String.raw`\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?`;
const PLAIN = new RegExp(String.raw`^(${DATE}|\[\.\.${DATE}\]|\[${DATE}\.\.\])$`);
const isPlain = (edtf: string): boolean => PLAIN.test(edtf);

function isGrammatical(edtf: string): boolean {
  try {
    // Level 3 adds nothing but seasons that are qualified, masked or in intervals.
    parse(edtf, { level: 3 });
    return true;
  } catch {
    return false;
  }
}

/** `a`, or a range `a..b`, `a/b` with either side left open; `..a..` is open on both. */
function alternative(text: string): Bounds | Unreadable {
  const ends = text
    .replace('../', '/')
    .replace('/..', '/')
    .split(/\/|\.\./);
  const [from, to] = [ends.at(0) ?? '', ends.at(-1) ?? ''];
  const [first, last] = [unit(from), unit(to)];
  if ('problem' in first) return first;
  if ('problem' in last) return last;
  const bounds = { earliest: first.earliest, latest: last.latest };
  if (isReversed(bounds)) return { problem: `"${text}" ends before it begins` };
  return bounds;
}

// The library's own bounds are not used: it reads 2011-02-29 as 1 March, spring as January, four months as five.
function unit(text: string): Bounds | Unreadable {
  if (text === '' || text.startsWith('XXXX')) return { earliest: null, latest: null };
  const [, digits = '', month = 'XX', day = 'XX'] = /^([\dX]{2,4})(?:-([\dX]{2}))?(?:-([\dX]{2}))?$/.exec(text) ?? [];
  const years = digits && filled(digits.padEnd(4, 'X'));
  if (!years) return { problem: `"${text}" is not a date in the years 0000 to 9999 without a time of day` };
  const [months, days] = [fitting(MONTHS, month), fitting(DAYS, day)];
  const { first, last } = seasonDays(years, month) ?? {
    first: realDay(years, months, days),
    last: realDay(years.toReversed(), months.toReversed(), days.toReversed()),
  };
  if (!first || !last) return { problem: `"${text}" holds no day of the calendar` };
  return { earliest: first, latest: last };
}

const two = (n: number) => String(n).padStart(2, '0');
const MONTHS = Array.from({ length: 12 }, (_, i) => two(i + 1));
const DAYS = Array.from({ length: 31 }, (_, i) => two(i + 1));

function fitting(all: readonly string[], mask: string): readonly string[] {
  if (!mask.includes('X')) return [mask];
  return all.filter((text) => [...mask].every((c, i) => c === 'X' || c === text[i]));
}

/** Every way to fill the X of a mask, in rising order. */
function filled(mask: string): string[] {
  return mask.includes('X') ? [...'0123456789'].flatMap((digit) => filled(mask.replace('X', digit))) : [mask];
}

function realDay(years: readonly string[], months: readonly string[], days: readonly string[]): Day | undefined {
  for (const y of years)
    for (const m of months)
      for (const d of days) {
        const day = `${y}-${m}-${d}`;
        if (isDay(day)) return day;
      }
  return undefined;
}
