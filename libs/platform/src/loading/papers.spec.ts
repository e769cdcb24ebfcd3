import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAX_PART_BYTES } from '@app/domain';
import { paperIn, paperOf, wordsAt } from './papers.js';

describe('a paper', () => {
  it('gives the words at its lines in one line, without bullets and runs of white space', () => {
    const paper = paperOf('Actions\n\t· Establish  working group \n\n\tby August\n');
    expect(wordsAt(paper, [{ from: 2, to: 4 }])).toBe('Establish working group by August');
  });

  it('gives the words of a row of a table without the rules between its cells', () => {
    const paper = paperOf('|---|---|\n| • Leisure etc | Access to open space |\n');
    expect(wordsAt(paper, [{ from: 2, to: 2 }])).toBe('Leisure etc Access to open space');
  });

  it('gives no words where its lines are blank', () => {
    expect(wordsAt(paperOf('a\n\t\n\nb'), [{ from: 2, to: 3 }])).toBe('');
  });

  it('is cut into parts between characters, and is whole when they are put together', () => {
    const text = `${'a'.repeat(MAX_PART_BYTES - 1)}€${'b'.repeat(10)}`;
    const { parts } = paperOf(text);
    expect(parts.map((part) => Buffer.byteLength(part))).toEqual([MAX_PART_BYTES - 1, 13]);
    expect(parts.join('')).toBe(text);
  });

  it('of no words is one part', () => {
    expect(paperOf('').parts).toEqual(['']);
  });
});

describe('a folder of papers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'papers-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('gives nothing from outside of it', async () => {
    writeFileSync(join(folder, 'a.txt'), 'a');
    expect(await paperIn(join(folder), '../a.txt')).toEqual({ missing: '../a.txt is no name of a file' });
  });

  it('gives no paper that is not text in UTF-8', async () => {
    writeFileSync(join(folder, 'b.txt'), Buffer.from([0x61, 0xff, 0x62]));
    expect(await paperIn(folder, 'b.txt')).toEqual({ missing: 'b.txt is not UTF-8 text' });
  });

  it('says of a paper that is not there why it cannot be read', async () => {
    expect(await paperIn(folder, 'c.txt')).toEqual({ missing: `c.txt cannot be read in ${folder} (ENOENT)` });
  });
});
