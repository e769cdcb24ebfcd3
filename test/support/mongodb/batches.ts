import { position, type Day } from '@app/domain';
import type { Documents, Entry, Generation, Mark, Query, Write } from '@app/eventing';

export const G: Generation = { projection: 'actions', number: 1 };
export const NEXT: Generation = { projection: 'actions', number: 2 };

export const at = (n: number): Mark => ({ position: position(n), eventId: null });

const held = (value: string, key: string): Entry => ({
  ...{ scope: 'p', field: 'owner', value, key, from: null, to: '2012-01-01' as Day },
});
const opened = (value: string, key: string, since: number, until?: number): Write['opened'][number] => ({
  ...{ entry: held(value, key), since: position(since) },
  ...(until !== undefined && { until: position(until) }),
});
const write = (id: string, n: number, o: Partial<Write>): Write => ({
  ...{ id, json: `{"id":"${id}","n":${n}}`, position: position(n), opened: [], closed: [] },
  ...o,
});

/** Three documents. */
export const FIRST: readonly Write[] = [
  write('a', 1, { opened: [opened('x', '1', 1)] }),
  write('b', 2, { opened: [opened('x', '2', 2)] }),
  write('c', 3, { opened: [opened('y', '3', 3)] }),
];

/** One is moved, one removed, one left alone, and one is new with an entry that is closed again and one that is not. */
export const SECOND: readonly Write[] = [
  write('a', 5, { opened: [opened('y', '1', 5)], closed: [{ entry: held('x', '1'), until: position(5) }] }),
  write('b', 6, { json: null }),
  write('d', 8, { opened: [opened('x', '4', 7, 8), opened('x', '5', 8)] }),
];

/** The moved one moves back, the new one is removed, and the one that was removed is made again. */
export const THIRD: readonly Write[] = [
  write('a', 10, { opened: [opened('x', '1', 10)], closed: [{ entry: held('y', '1'), until: position(10) }] }),
  write('d', 11, { json: null }),
  write('b', 12, { opened: [opened('x', '2', 12)] }),
];

/** All that can be read of a generation at each position up to its checkpoint, and what is told of it. */
export async function everything(documents: Documents, g = G): Promise<unknown> {
  const state = (await documents.states()).get(g.projection)!;
  const through = state.checkpoint.position;
  const found: string[] = [];
  for (let n = 1n; n <= through; n++) {
    for (const openEnded of [false, true]) {
      const query: Query = {
        ...{ scope: 'p', field: 'owner', limit: 100, openEnded },
        at: { effectiveAt: null, position: position(n) },
      };
      const { docs } = await documents.find(g, query);
      const count = await documents.count(g, query, 100);
      found.push(`${n} ${openEnded} ${count}: ${docs.map(({ key, id, json }) => `${key} ${id} ${json}`).join(', ')}`);
    }
  }
  const { live, checkpoint, others, parked, skips } = state;
  const beside = others.map(({ generation }) => generation);
  return { found, size: await documents.size(g), live, checkpoint, beside, parked, skips };
}
