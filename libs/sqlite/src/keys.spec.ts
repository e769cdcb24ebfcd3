import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Key, KeyId } from '@app/eventing';
import { Child } from '../../../test/support/child.js';
import { newFolder } from '../../../test/support/folders.js';
import { canMount, withSmallDisk } from '../../../test/support/small-disk.js';
import { SqliteKeys } from './keys.js';

describe('the SQLite key store', () => {
  let folder: string;
  let dispose: () => Promise<void>;
  let keys: SqliteKeys;
  beforeEach(async () => {
    ({ path: folder, dispose } = await newFolder());
    keys = await SqliteKeys.open(join(folder, 'keys.db'), { batch: 8 });
  });
  afterEach(async () => {
    await keys.close();
    await dispose();
  });
  const take = async (count: number): Promise<[KeyId, Buffer][]> => {
    const ids: KeyId[] = [];
    while (ids.length < count) ids.push(await keys.next());
    return [...(await keys.find(ids))].map(([id, key]) => [id, Buffer.from(key as Key)]);
  };
  /** Names of the files in which these bytes stand. */
  const filesWith = (bytes: Buffer): string[] =>
    readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(bytes));

  it('can be read by its owner only, and so can what stands beside it', () => {
    const names = readdirSync(folder);
    expect(names).toContain('keys.db-wal');
    for (const name of names) expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
  });

  it('leaves no byte of a destroyed key in any of its files', async () => {
    const taken = await take(40);
    const [gone, kept] = [taken.slice(0, 25), taken.slice(25)];
    for (const [, key] of taken) expect(filesWith(key)).not.toEqual([]);
    await keys.destroy(gone.map(([id]) => id));
    for (const [, key] of gone) {
      expect(filesWith(key)).toEqual([]);
      expect(filesWith(key.subarray(8, 24))).toEqual([]);
    }
    for (const [, key] of kept) expect(filesWith(key)).not.toEqual([]);
  });

  it('leaves no byte of it after pages were split and merged around it either', async () => {
    const taken = await take(600);
    const gone = taken.filter((_, i) => i % 7 !== 0);
    await keys.destroy(gone.slice(0, 100).map(([id]) => id));
    const later = await take(300);
    await keys.destroy([...gone.slice(100), ...later].map(([id]) => id));
    for (const [, key] of [...gone, ...later]) expect(filesWith(key)).toEqual([]);
  });

  // A disk of one megabyte needs the right to mount it; whoever may not mount leaves this out.
  (canMount() ? it : it.skip)(
    'says that the disk is full when it has no key left, and goes on with room again',
    async () => {
      const disk = join(folder, 'disk');
      mkdirSync(disk);
      const child = Child.start(withSmallDisk(disk, 1));
      const spare = join(disk, 'minutes.pdf');
      await child.call('fill', spare, 256 * 1024);
      await child.call('openKeys', join(disk, 'keys.db'));
      const until = async (): Promise<unknown> => {
        for (;;) {
          const failure = await child.call('nextKeys', 256).then(
            () => undefined,
            (error: unknown) => error,
          );
          if (failure) return failure;
        }
      };
      expect(await until()).toMatchObject({ there: { kind: 'DiskFull' } });
      await child.call('remove', spare);
      expect(await child.call('nextKeys', 1)).toHaveLength(1);
      await child.kill();
    },
  );

  it('has keys at hand before it is asked, and waits only when there are none', async () => {
    const handed = Array.from({ length: 9 }, () => keys.next());
    expect(handed.slice(0, 8).map((id) => typeof id)).toEqual(Array(8).fill('string'));
    expect(handed[8]).toBeInstanceOf(Promise);
    expect(await keys.find([await handed[8]!])).toHaveProperty('size', 1);
  });
});
