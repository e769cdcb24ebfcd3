import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ENTRY_KINDS, fieldsOf } from './entry-kinds.js';
import { ENVELOPE_KEYS } from './file-format.js';
import { recordFileSchema } from './json-schema.js';
import { readFile } from './read-file.js';

const read = (name: string) => readFileSync(resolve('examples', name), 'utf8');
const kinds = [...ENTRY_KINDS.values()].filter(({ name }) => !name.startsWith('document'));

describe('examples/README.md', () => {
  const readme = read('README.md');

  it.each(kinds.map(({ name, records }) => [name, records.summary]))('says what %s records', (name, summary) => {
    const row = readme.split('\n').find((line) => line.startsWith(`| \`${name}\` `));
    expect(row?.split('|').at(-2)?.trim()).toBe(summary);
  });

  it('shows a file that has the form', () => {
    const [, example = ''] = /```yaml\n([^]*?)```/.exec(readme) ?? [];
    expect(readFile('example', example)).toMatchObject({ ok: true, file: { entries: { length: 3 } } });
  });

  it.each([...ENVELOPE_KEYS])('says what %s is', (field) => {
    expect(readme).toMatch(new RegExp(`^\\|.*\`${field}\`.*\\|`, 'm'));
  });
});

describe('examples/record-file.schema.json', () => {
  it('is what `throughline format` prints', () => {
    expect(JSON.parse(read('record-file.schema.json'))).toEqual(JSON.parse(JSON.stringify(recordFileSchema())));
  });
});

it('no kind of entry has a field of the name of one that every entry has', () => {
  const clashes = kinds.flatMap((kind) => [...fieldsOf(kind)].filter((field) => ENVELOPE_KEYS.has(field)));
  expect(clashes).toEqual([]);
});
