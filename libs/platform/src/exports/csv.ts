import { stringify } from 'csv-stringify/sync';
import { columnsOf } from './columns.js';
import type { Format, Rows } from './format.js';

/**
 * RFC 4180: lines end with CRLF, the header comes always. A cell that a spreadsheet would take for a formula (it begins
 * with = + - @, in full width too, with a tab or CR) gets an apostrophe before it.
 */
export const CSV: Format = {
  name: 'csv',
  types: ['text/csv'],
  about:
    'The whole list as a table (RFC 4180), a row an item: objects taken apart (`effectiveFrom.edtf`), what can be read in lists with "; " between, names beside ids (`….name`), evidence in words; ids and JSON last. Cells that begin like a formula have an apostrophe before them; redacted words are empty.',
  is: 'rows',
  rowsOf(item): Rows {
    const columns = columnsOf(item);
    return {
      head: written([columns.map(({ name }) => name)]),
      lines: (page) => written((page.items ?? []).map((one) => columns.map(({ cell }) => cell(one, page)))),
    };
  },
};

const written = (rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    { record_delimiter: '\r\n', quote_record_delimiter: true, escape_formulas: true },
  );
