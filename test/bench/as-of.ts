import { PAGE } from './bare-pages.js';
import type { Row } from './harness.js';
import { pagesOf } from './pages.js';
import { readRow, type Reading } from './reading.js';
import type { Size } from './size.js';

/**
 * The list of actions as it was half way through the log. The ceiling parses the same actions, leaves out what was
 * recorded later, and serialises the rest; it works out nothing from it.
 */
export async function asOf(reading: Reading, size: Size): Promise<Row> {
  const position = (reading.head / 2n).toString();
  const ours = (await pagesOf(reading.ours, position)).map(({ path }) => path);
  const bare = ours.map((_, i) => `/things/${i * PAGE}?asOf=${position}`);
  return readRow({ name: 'the same page as of an earlier position', target: 0.6 }, reading, { ours, bare }, size);
}
