/** A row by the names of its columns. */
export type Row = Readonly<Record<string, string>>;

/** RFC 4180, strictly: lines end with CRLF, and a quote stands doubled in quotes. Throws for anything else. */
export function csvRecords(text: string): string[][] {
  const records: string[][] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  for (let record: string[] = []; field.lastIndex < text.length;) {
    const at = field.lastIndex;
    const [, quoted, bare, end] = field.exec(text) ?? [];
    if (end === undefined) throw new Error(`no CSV at ${at}: ${text.slice(at, at + 40)}`);
    record.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end === ',') continue;
    records.push(record);
    record = [];
  }
  return records;
}

export function csvRows(text: string): { readonly header: readonly string[]; readonly rows: readonly Row[] } {
  const [header = [], ...records] = csvRecords(text);
  const rows = records.map((record) => {
    if (record.length !== header.length) throw new Error(`${record.length} cells for ${header.length} columns`);
    return Object.fromEntries(header.map((name, i) => [name, record[i] ?? '']));
  });
  return { header, rows };
}
