import { PAGE } from './bare-pages.js';
import type { Row } from './harness.js';
import { readRow, type Reading } from './reading.js';
import { get } from './servers.js';
import type { Size } from './size.js';

/** The list of actions as it is now. The ceiling puts together stored items, and gives the very same bytes. */
export async function page(reading: Reading, size: Size): Promise<Row> {
  const bare = reading.pages.map((_, i) => `/pages/${i * PAGE}`);
  for (const [i, path] of bare.entries()) {
    if ((await get(reading.bare, path)) !== reading.pages[i]?.text) throw new Error(`${path} is not what ours gives`);
  }
  const ours = reading.pages.map(({ path }) => path);
  return readRow({ name: 'page of 50 of 10,000 actions', target: 0.6 }, reading, { ours, bare }, size);
}
