import { z } from 'zod';
import { CSV } from './csv.js';

const rows = (CSV as Extract<typeof CSV, { is: 'rows' }>).rowsOf(z.strictObject({ a: z.string(), b: z.string() }));
const line = (a: string, b = ''): string => rows.lines({ items: [{ a, b }] });

describe('CSV', () => {
  it('has a header, and a line for every item', () => {
    expect(rows.head).toBe('a,b\r\n');
    expect(rows.lines({ items: [{ a: '1', b: '2' }, { a: '3' }] })).toBe('1,2\r\n3,\r\n');
    expect(rows.lines({ items: [] })).toBe('');
  });

  it('quotes commas, quotes and every kind of line end', () => {
    expect(line('a,b')).toBe('"a,b",\r\n');
    expect(line('a "b"')).toBe('"a ""b""",\r\n');
    expect(['\n', '\r', '\r\n'].map((end) => line(`a${end}b`))).toEqual(['"a\nb",\r\n', '"a\rb",\r\n', '"a\r\nb",\r\n']); // prettier-ignore
  });

  it.each(['=1+1', '+1', '-1', '@a'])('guards %s', (text) => {
    expect(line(text)).toBe(`'${text},\r\n`);
  });

  it('guards a tab and a carriage return at the beginning', () => {
    expect(line('\ta')).toBe("'\ta,\r\n");
    expect(line('\ra')).toBe(`"'\ra",\r\n`);
  });

  it('guards what it quotes too', () => {
    expect(line('=A1,"x"')).toBe(`"'=A1,""x""",\r\n`);
  });

  it('leaves the same signs alone where they stand later', () => {
    expect(line('a=1', 'b-2')).toBe('a=1,b-2\r\n');
  });
});
