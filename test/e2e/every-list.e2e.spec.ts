import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadRecords } from '@app/platform';
import { QUERIES } from '@app/read-models';
import { z } from 'zod';
import { Client } from './support/client.js';
import { csvRows, type Row } from './support/csv.js';
import { memoryStack } from './support/memory-stack.js';
import { serve, type Served } from './support/server.js';

type Item = Readonly<Record<string, unknown>>;

const EXAMPLES = ['003-sunderland.yaml', '004-trafford.yaml'];
const PAPERS = resolve('../shared/seeds');

// Two records are loaded first.
jest.setTimeout(180_000);

let served: Served;
let reader: Client;
let roots: string[];

/** Every question that is answered with items, by its path. */
const LISTS = QUERIES.filter(({ answer }) => answer instanceof z.ZodObject && 'items' in answer.shape).map(
  ({ path }) => path,
);

beforeAll(async () => {
  served = await serve(await memoryStack());
  const files = EXAMPLES.map((name) => ({
    name,
    text: readFileSync(resolve('examples', name), 'utf8'),
    beside: resolve('examples/papers'),
  }));
  const token = await served.token('operator', ['partnerships:create']);
  await loadRecords({ url: served.url, token, files, ...(existsSync(PAPERS) && { papers: PAPERS }) });
  reader = new Client(served.url, token);
  const { items } = (await reader.get('/v1/partnerships')).body as { items: { href: string }[] };
  roots = items.map(({ href }) => href);
});
afterAll(() => served.stop());

const itemsAt = async (path: string): Promise<readonly Item[]> => {
  const { status, body } = await reader.get(`${path}?limit=200`);
  return status === 200 ? (body.items as Item[]) : [];
};

/** Some addresses of a list: with ids of what there is, at most two for every place in its path. */
async function addressesOf(path: string): Promise<string[]> {
  let found = roots;
  for (const part of path.split('/')) {
    const isId = part.startsWith('{');
    const longer = found.map(async (address) => (isId ? (await idsBelow(address)).map((id) => `${address}/${id}`) : [`${address}/${part}`])); // prettier-ignore
    found = (await Promise.all(longer)).flat();
  }
  return found;
}

async function idsBelow(address: string): Promise<string[]> {
  const isOfEvents = address.endsWith('/events');
  const items = await itemsAt(isOfEvents ? address.replace(/events$/, 'conflicts') : address);
  const ids = items.flatMap(({ id, events }) =>
    isOfEvents ? (events as string[]) : typeof id === 'string' ? [id] : [],
  );
  // The last ones too: what was added late is what has most below it.
  return [...new Set([...ids.slice(0, 1), ...ids.slice(-1)])];
}

/** All that stands at a path; in lists, several values. */
const at = (value: unknown, path: string): readonly unknown[] =>
  path
    .split('.')
    .reduce<readonly unknown[]>(
      (parts, key) => parts.flatMap((part) => [part].flat()).map((part) => (part as Item | null | undefined)?.[key]),
      [value],
    );
const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
const isPlain = (value: unknown): boolean => typeof value !== 'object';

/** Plain values one after the other, anything else as JSON. */
const cellOf = (values: readonly unknown[]): string => {
  const plain = values.flat();
  const texts = plain.map((value) => (isEmpty(value) ? '' : textOf(value)));
  if (texts.every((text) => text === '')) return '';
  if (plain.every((value) => isPlain(value) || isEmpty(value))) return texts.map((text) => text || '–').join('; ');
  return values
    .filter((value) => !isEmpty(value))
    .map(textOf)
    .join('; ');
};
const guarded = (text: string): string => (/^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text);

/** What is told in words of its own: `evidence` with its sources, or `sources` themselves. */
function sourcesIn(name: string, value: unknown): readonly unknown[] | undefined {
  if (!Array.isArray(value)) return undefined;
  if (/(^|\.)sources$/.test(name)) return value as unknown[];
  return /(^|\.)evidence$/.test(name) ? (value as Item[]).flatMap(({ sources }) => sources as unknown[]) : undefined;
}
const isInWords = (name: string): boolean => /(^|\.)(missing|cites)$/.test(name);
const isAdded = (name: string): boolean => /(^|\.)(name|mentions|events|more)$/.test(name);

/** The columns of which the cell does not say what the item says there, and the fields that no column holds. */
function differences(item: Item, row: Row): string[] {
  const columns = Object.keys(row);
  const wrong = columns.filter((name) => {
    const values = at(item, name);
    if (isInWords(name) || (values.every((value) => value === undefined) && isAdded(name))) return false;
    const sources = values.length === 1 ? sourcesIn(name, values[0]) : undefined;
    return sources ? (row[name] === '') !== (sources.length === 0) : row[name] !== guarded(cellOf(values));
  });
  const more = Object.keys(JSON.parse(row['more'] || '{}') as object);
  const held = (key: string) =>
    more.includes(key) || columns.some((name) => name === key || name.startsWith(`${key}.`));
  return [...wrong, ...Object.keys(item).filter((key) => !held(key))];
}

describe('every list', () => {
  it('is looked at', () => {
    expect(LISTS.length).toBeGreaterThan(60);
  });

  it('is the same as CSV and NDJSON as it is as JSON, row by row', async () => {
    const filled = new Set<string>();
    for (const path of LISTS) {
      for (const address of await addressesOf(path)) {
        const items = await itemsAt(address);
        const [csv, ndjson] = [
          await reader.get(address, { accept: 'text/csv' }),
          await reader.get(address, { accept: 'application/x-ndjson' }),
        ];
        expect([path, csv.status, ndjson.status]).toEqual([path, 200, 200]);
        const { header, rows } = csvRows(csv.text);
        expect([path, header.length > 0, rows.length >= items.length]).toEqual([path, true, true]);
        expect([path, items.flatMap((item, i) => differences(item, rows[i] as Row))]).toEqual([path, []]);
        const lines = ndjson.text.split('\n').filter((line) => line !== '');
        expect(lines.slice(0, items.length).map((line) => JSON.parse(line) as Item)).toEqual(items);
        if (items.length > 0) filled.add(path);
      }
    }
    expect(filled.size).toBeGreaterThan(30);
  });
});
