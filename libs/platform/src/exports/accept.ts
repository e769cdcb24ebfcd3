import type { Format } from './format.js';

interface Range {
  readonly type: string;
  readonly subtype: string;
  readonly quality: number;
}

/** A format, and by which of its media types it was asked for. */
export interface Chosen {
  readonly format: Format;
  readonly type: string;
}

/**
 * The format that `Accept` asks for (RFC 9110, 12.5.1), the first one without it; undefined where none will do. Of
 * formats that are equally welcome, one that is named goes before one that only fits, and an earlier one before a later.
 */
export function acceptable(accept: string | undefined, formats: readonly [Format, ...Format[]]): Chosen | undefined {
  const [first] = formats;
  if (accept === undefined || accept.trim() === '') return { format: first, type: first.types[0] };
  const ranges = accept.split(',').flatMap(rangeIn);
  const offers = formats.flatMap((format) => format.types.map((type) => ({ format, type, ...fit(type, ranges) })));
  const [best] = offers
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality || b.precision - a.precision);
  return best && { format: best.format, type: best.type };
}

/** How welcome a media type is: what the most precise range says that it fits. */
function fit(offered: string, ranges: readonly Range[]): { quality: number; precision: number } {
  const [type = '', subtype = ''] = offered.split('/');
  const precision = (range: Range) =>
    range.type === type && range.subtype === subtype ? 3 : range.type === type && range.subtype === '*' ? 2 : 1;
  const fitting = ranges
    .filter((range) => precision(range) > 1 || (range.type === '*' && range.subtype === '*'))
    .sort((a, b) => precision(b) - precision(a));
  const [best] = fitting;
  return best ? { quality: best.quality, precision: precision(best) } : { quality: 0, precision: 0 };
}

/** `text/csv;q=0.5`; parameters but for the quality are not looked at. What is no media range says nothing. */
function rangeIn(text: string): Range[] {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const [, type, subtype] = /^([^\s/]+)\/([^\s/]+)$/.exec(range) ?? [];
  if (type === undefined || subtype === undefined) return [];
  const quality = parameters.map((parameter) => /^q=([01](?:\.\d{0,3})?)$/.exec(parameter)?.[1]).find(Boolean);
  return [{ type, subtype, quality: quality === undefined ? 1 : Math.min(1, Number(quality)) }];
}
