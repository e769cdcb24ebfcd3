import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { linesOf } from '@app/domain';
import { sourcesOf } from '../../libs/platform/src/loading/file-format.js';
import { inWords } from '../../libs/platform/src/loading/place.js';
import { readFile, type Entry } from '../../libs/platform/src/loading/read-file.js';
import { filledIn } from '../../libs/platform/src/loading/references.js';
import { strayHandles } from '../../libs/platform/src/loading/stray-handles.js';

const PAPERS = resolve('../shared/seeds');
/** Of the invented example. */
const OWN_PAPERS = resolve('examples/papers');
const NAMES = [
  '000-stoke-on-trent', '001-leicestershire', '002-staffordshire', '003-sunderland', '004-trafford', '006-invented',
]; // prettier-ignore
/** The real papers are no part of the project: where they do not lie beside it, what compares with them is left out. */
const withPapers = existsSync(PAPERS) ? it : it.skip;

const read = (name: string) => readFile(`${name}.yaml`, readFileSync(resolve('examples', `${name}.yaml`), 'utf8'));
const pathOf = (file: string) => join(existsSync(join(OWN_PAPERS, file)) ? OWN_PAPERS : PAPERS, file);
const textOf = (file: string) => readFileSync(pathOf(file), 'utf8');

describe.each(NAMES)('examples/%s.yaml', (name) => {
  const reading = read(name);
  const documents = reading.ok ? reading.file.head.documents : [];
  const entries = reading.ok ? reading.file.entries : [];

  it('has the form that is documented, and names nothing that it does not introduce', () => {
    expect((reading.ok ? strayHandles([reading.file]) : reading.faults).map(inWords)).toEqual([]);
  });

  withPapers('says of its papers what they are', () => {
    for (const { file, digest, lineCount, byteCount } of documents) {
      const bytes = readFileSync(pathOf(file));
      expect({ digest, lineCount, byteCount }).toEqual({
        digest: createHash('sha256').update(bytes).digest('hex'),
        lineCount: linesOf(textOf(file)).length,
        byteCount: bytes.length,
      });
    }
  });

  withPapers('takes no words from the record that do not stand at the lines it gives', () => {
    const papers = new Map(documents.map(({ handle, file }) => [handle, linesOf(textOf(file))]));
    const names = new Map(entries.map(({ handle, body }) => [handle, String(body['name'])]));
    const strays = entries.flatMap((entry) => {
      const lines = papers.get(entry.envelope.document ?? '') ?? [];
      const printed = plain(
        sourcesOf(entry.envelope)
          .flatMap((source) => ('lines' in source ? lines.slice(source.lines.from - 1, source.lines.to) : []))
          .join(' '),
      );
      return wordsOf(entry, names).flatMap((words) =>
        printed.includes(plain(words)) ? [] : [`${entry.handle}: ${words}`],
      );
    });
    expect(strays).toEqual([]);
  });

  withPapers('gives no line that its paper does not have', () => {
    const counts = new Map(documents.map(({ handle, lineCount = 0 }) => [handle, lineCount]));
    const beyond = entries.filter(({ envelope: { document = '', lines = [] } }) =>
      lines.some(({ to }) => to > (counts.get(document) ?? 0)),
    );
    expect(beyond.map(({ handle }) => handle)).toEqual([]);
  });
});

const plain = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').toLowerCase();

/** Fields that hold words of one's own. */
const OWN_WORDS = new Set([
  'action.title', 'paper.title', 'gap.about', 'gap.words', 'dispute.statement', 'progress.report', 'statement.title',
  'vote.title', 'vote-option.title', 'vote-option.subItems', 'priority.title', 'call.title', 'vocabulary.name',
  'restructure.title',
]); // prettier-ignore
/** Fields that hold ids, dates and terms of the format; and headings, which stand above the lines that they head. */
const NO_WORDS = new Set([
  'id', 'itemId', 'kind', 'resolution', 'edtf', 'earliest', 'latest', 'duration', 'iso', 'at', 'startTime', 'role', 'strictness',
  'basis', 'says', 'shownBy', 'outcome', 'standsIn', 'is', 'handed', 'point', 'reason', 'corrected', 'as', 'heading', 'type',
  'right', 'verdict', 'axis', 'phase', 'every', 'contents', 'link', 'becomes', 'view', 'taken', 'joined', 'designation',
  'certainty',
]); // prettier-ignore

/** The record's own words in an entry: names, marks, deadlines and the like. */
function wordsOf(entry: Entry, names: ReadonlyMap<string, string>): string[] {
  const handles = new Set<unknown>();
  const { data } = filledIn(
    entry,
    (handle) => {
      const id = `id of ${handle}`;
      handles.add(id);
      return { id, name: names.get(handle) ?? '' };
    },
    undefined,
  );
  const words = (value: unknown, field: string): string[] => {
    if (typeof value === 'string') return NO_WORDS.has(field) || handles.has(value) ? [] : [value];
    if (Array.isArray(value)) return value.flatMap((part) => words(part, field));
    if (typeof value !== 'object' || value === null) return [];
    const isTime = 'words' in value && (field === 'duration' || field === 'startTime');
    return Object.entries(value).flatMap(([key, part]) => words(part, isTime && key === 'words' ? '' : key));
  };
  return Object.entries(data)
    .filter(([field]) => !OWN_WORDS.has(`${entry.kind.name}.${field}`))
    .flatMap(([field, value]) => words(value, field));
}
