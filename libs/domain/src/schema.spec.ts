import { z } from 'zod';
import { clearText, paperText, personWords, ref, SEALED_PREFIX, walk, words } from './schema.js';

const found = (schema: z.ZodType, value: unknown) => {
  const seen: string[] = [];
  walk(schema, value, ({ leaf, pointer, value: text }) => seen.push(`${leaf.is} ${pointer} ${text}`));
  return seen;
};
const id = '6f1f2b4e-4f5c-5d3a-9a1b-0c2d3e4f5a6b';

describe('walking a schema', () => {
  it('finds words and references under objects, arrays, records and everything optional', () => {
    const schema = z.strictObject({
      text: words(),
      notes: z.array(words()).max(3).optional(),
      cells: z.record(z.string(), words().nullable()),
      parent: ref('action').optional(),
      count: z.int(),
    });
    const value = { text: 'a', notes: ['b', 'c'], cells: { x: 'd', y: null }, parent: id, count: 3 };
    expect(found(schema, value)).toEqual([
      'words /text a',
      'words /notes/0 b',
      'words /notes/1 c',
      'words /cells/x d',
      `ref /parent ${id}`,
    ]);
  });

  it('follows the option of a discriminated union that the value is made for', () => {
    const schema = z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('person'), id: ref('person'), text: personWords() }),
      z.strictObject({ kind: z.literal('all'), text: words() }),
    ]);
    expect(found(schema, { kind: 'person', id, text: 'JB' })).toEqual([`ref /id ${id}`, 'person-words /text JB']);
    expect(found(schema, { kind: 'all', text: 'All' })).toEqual(['words /text All']);
  });

  it('follows the option of a plain union by the keys that it demands', () => {
    const schema = z.union([
      z.strictObject({ documentId: ref('document'), quote: words().optional() }),
      z.strictObject({ words: words() }),
    ]);
    expect(found(schema, { words: 'by telephone' })).toEqual(['words /words by telephone']);
    expect(found(schema, { documentId: id, quote: 'q' })).toEqual([`ref /documentId ${id}`, 'words /quote q']);
  });

  it('walks what went into a transform, since what comes out has no schema', () => {
    const schema = z.strictObject({ text: words() }).transform((value) => value);
    expect(found(schema, { text: 'a' })).toEqual(['words /text a']);
  });

  it('gives the holder, so that a value can be replaced in place', () => {
    const schema = z.strictObject({ notes: z.array(words()) });
    const value = { notes: ['a', 'b'] };
    walk(schema, value, ({ holder, key, value: text }) => (holder[key] = text.toUpperCase()));
    expect(value).toEqual({ notes: ['A', 'B'] });
  });

  it('ends on a schema that contains itself', () => {
    interface Tree {
      text: string;
      below?: Tree[] | undefined;
    }
    const tree: z.ZodType<Tree> = z.lazy(() => z.strictObject({ text: words(), below: z.array(tree).optional() }));
    expect(found(tree, { text: 'a', below: [{ text: 'b' }] })).toEqual(['words /text a', 'words /below/0/text b']);
  });
});

describe('clear text', () => {
  it('may not look like a sealed value, or another’s words could be opened through it', () => {
    expect(clearText().safeParse(`${SEALED_PREFIX}1:k:e:f:n:t`).success).toBe(false);
    expect(clearText().safeParse('Safer Sunderland').success).toBe(true);
  });
});

describe('the text of a paper', () => {
  it('may be blank and have page breaks, but no NUL', () => {
    expect(paperText(10).safeParse('\n').success).toBe(true);
    expect(paperText(10).safeParse('a\fb').success).toBe(true);
    expect(paperText(10).safeParse('a\u0000').success).toBe(false);
    expect(found(paperText(10), 'a')).toEqual(['words  a']);
  });
});

describe.each([
  ['clear text', clearText()],
  ['words', words()],
  ['words about a person', personWords()],
])('%s', (_, schema) => {
  it.each([
    ['nothing', ''],
    ['spaces', '   '],
    ['a no-break space and line breaks', '\u00a0\r\n'],
    ['a zero-width space', '\u200b'],
    ['marks of direction', '\u200e\u202b'],
  ])('needs a visible character: not %s alone', (_name, text) => {
    expect(schema.safeParse(text).success).toBe(false);
    expect(schema.safeParse(`${text}a`).success).toBe(true);
  });

  it.each(['\u0000', '\u0001', '\u0007', '\u001b', '\u007f', '\u009b'])('has no control character: not %j', (text) => {
    const { error } = schema.safeParse(`a${text}b`);
    expect(error?.issues.map(({ message }) => message)).toEqual([
      'must have no control characters but tabs and line breaks',
    ]);
  });

  it('may have tabs, line breaks, dashes and marks of other scripts', () => {
    for (const text of ['a\tb\r\nc', '–', '…', '\u05e9\u200f', 'e\u0301', '👩\u200d👧']) {
      expect(schema.safeParse(text).success).toBe(true);
    }
  });

  it('says of nothing that it is too short, and no more', () => {
    expect(schema.safeParse('').error?.issues).toHaveLength(1);
  });
});
