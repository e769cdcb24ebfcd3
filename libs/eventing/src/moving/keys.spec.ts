import type { KeyId } from '@app/domain';
import { MemoryKeys } from '../memory/index.js';
import type { Keys } from '../ports.js';
import { exportKeys, importKeys, KeysDiffer } from './keys.js';
import { pieces } from './testing/files.js';
import { FileDamaged } from './unframing.js';

async function textOf(keys: Keys): Promise<string> {
  let text = '';
  await exportKeys(keys, () => new Date(0), async (more) => void (text += more)); // prettier-ignore
  return text;
}

const made = (keys: MemoryKeys, count: number): KeyId[] => Array.from({ length: count }, () => keys.next());

describe('keys that move', () => {
  it('are the same there, destroyed ones destroyed', async () => {
    const [from, to] = [new MemoryKeys(), new MemoryKeys()];
    const ids = made(from, 2_500);
    await from.destroy(ids.slice(0, 3));
    expect(await importKeys(to, pieces(await textOf(from)))).toEqual({ keys: 2_500, destroyed: 3 });
    expect(await to.find(ids)).toEqual(await from.find(ids));
  });

  it('stay destroyed where they are destroyed there', async () => {
    const from = new MemoryKeys();
    const ids = made(from, 3);
    const text = await textOf(from);
    const to = new MemoryKeys();
    await importKeys(to, pieces(text));
    await to.destroy(ids.slice(0, 1));
    expect(await importKeys(to, pieces(text))).toEqual({ keys: 3, destroyed: 1 });
    expect([...(await to.find(ids)).values()].filter((key) => key === 'destroyed')).toHaveLength(1);
  });

  it('are destroyed there where the file says so', async () => {
    const from = new MemoryKeys();
    const [id] = made(from, 1) as [KeyId];
    const to = new MemoryKeys();
    await importKeys(to, pieces(await textOf(from)));
    await from.destroy([id]);
    await importKeys(to, pieces(await textOf(from)));
    expect((await to.find([id])).get(id)).toBe('destroyed');
  });

  it('are refused where the same id is another key there', async () => {
    const [from, to] = [new MemoryKeys(), new MemoryKeys()];
    const [id] = made(from, 1) as [KeyId];
    const other = (await from.find(made(from, 1))).values().next().value!;
    await to.put([[id, other]]);
    await expect(importKeys(to, pieces(await textOf(from)))).rejects.toThrow(KeysDiffer);
    expect((await to.find([id])).get(id)).toEqual(other);
  });

  it('are refused where a byte of the file is another', async () => {
    const [from, to] = [new MemoryKeys(), new MemoryKeys()];
    const [id] = made(from, 1) as [KeyId];
    const text = (await textOf(from)).replace(/"key":"(.)/, (_all, first) => `"key":"${first === 'A' ? 'B' : 'A'}`);
    await expect(importKeys(to, pieces(text))).rejects.toThrow(FileDamaged);
    expect(await to.find([id])).toEqual(new Map());
  });
});
