import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Child, FailedThere } from '../../../test/support/child.js';
import { newFolder } from '../../../test/support/folders.js';
import { Database } from './database.js';
import { openFolder, type Folder } from './folder.js';
import { KEYS_FILE } from './keys-file.js';
import { LOG_FILE } from './log-file.js';
import { StoreError } from './store-error.js';
import { ensureFile } from './store-file.js';

describe('a data folder', () => {
  let path: string;
  let dispose: () => Promise<void>;
  let opened: Folder[];
  beforeEach(async () => {
    ({ path, dispose } = await newFolder());
    opened = [];
  });
  afterEach(async () => {
    for (const folder of opened) folder.close();
    await dispose();
  });
  /** The refusal, after which every file is what it was. */
  const untouched = (work: () => unknown): StoreError => {
    const contents = () => readdirSync(path).map((name) => [name, readFileSync(join(path, name)).toString('base64')]);
    const before = contents();
    const error = refusal(work);
    expect(contents()).toEqual(before);
    return error;
  };
  const open = (at = path, o?: { create: boolean }): Folder => {
    const folder = openFolder(at, o);
    opened.push(folder);
    return folder;
  };

  it('is taken, says by whom and where the server is, and is free again afterwards', () => {
    const folder = open();
    expect(card(path)).toEqual({ pid: process.pid, started: expect.any(String) });
    folder.announce('http://127.0.0.1:3000');
    expect(card(path)).toMatchObject({ url: 'http://127.0.0.1:3000' });
    folder.close();
    expect(existsSync(join(path, 'server.json'))).toBe(false);
    open();
  });

  it('that is missing is refused, and not made', () => {
    const missing = join(path, 'no', 'such');
    expect(refusal(() => open(missing))).toMatchObject({
      code: 'folder-missing',
      message: expect.stringContaining(missing),
    });
    expect(refusal(() => open(missing, { create: true }))).toMatchObject({ code: 'folder-missing' });
    expect(readdirSync(path)).toEqual([]);
  });

  it('is made where that is asked for, itself but not what is above it', () => {
    expect(open(join(path, 'data'), { create: true }).path).toBe(join(path, 'data'));
  });

  it('that is a file is refused', () => {
    writeFileSync(join(path, 'data'), 'notes');
    expect(refusal(() => open(join(path, 'data'), { create: true }))).toMatchObject({ code: 'folder-missing' });
    expect(readFileSync(join(path, 'data'), 'utf8')).toBe('notes');
  });

  it.each(['log.db', 'documents.db', 'keys.db'])(
    'with a %s that is no database is refused, and not touched',
    (name) => {
      writeFileSync(join(path, name), 'minutes of the meeting '.repeat(200));
      expect(untouched(() => open())).toMatchObject({ code: 'file-foreign', message: expect.stringContaining(name) });
    },
  );

  it.each(['log.db', 'documents.db', 'keys.db'])('with a %s of another program is refused, and not touched', (name) => {
    const database = Database.writing(join(path, name), 'FULL');
    database.exec('CREATE TABLE bookmarks (url TEXT)');
    database.close();
    expect(untouched(() => open())).toMatchObject({ code: 'file-foreign' });
  });

  it('with the files of it exchanged is refused', () => {
    ensureFile(join(path, 'log.db'), KEYS_FILE);
    expect(untouched(() => open())).toMatchObject({ code: 'file-foreign' });
  });

  it('with an empty file in place of the log is refused', () => {
    writeFileSync(join(path, 'log.db'), '');
    expect(untouched(() => open())).toMatchObject({ code: 'file-foreign' });
  });

  it('of a newer version is refused, and not touched', () => {
    ensureFile(join(path, 'keys.db'), KEYS_FILE);
    ensureFile(join(path, 'log.db'), { ...LOG_FILE, version: LOG_FILE.version + 1 });
    expect(untouched(() => open())).toMatchObject({ code: 'file-newer', message: expect.stringContaining('newer') });
  });

  it('of a newer version whose upgrade is still in the WAL is refused', () => {
    const log = join(path, 'log.db');
    ensureFile(log, LOG_FILE);
    const newer = Database.writing(log, 'FULL');
    newer.exec(`PRAGMA user_version = ${LOG_FILE.version + 1}`);
    expect(refusal(() => ensureFile(log, LOG_FILE))).toMatchObject({ code: 'file-newer' });
    newer.close();
  });

  it('whose keys are missing is refused, since nobody could read its words', () => {
    ensureFile(join(path, 'log.db'), LOG_FILE);
    expect(untouched(() => open())).toMatchObject({
      code: 'file-missing',
      message: expect.stringContaining('keys.db'),
    });
  });

  it('takes a file that was not finished for one that is not there', () => {
    writeFileSync(join(path, 'log.db.new'), 'half of');
    ensureFile(join(path, 'log.db'), LOG_FILE);
    expect(readdirSync(path)).toEqual(['log.db']);
  });

  it('that this process has is not given out twice', () => {
    open().announce('http://127.0.0.1:3000');
    expect(refusal(() => open())).toMatchObject({
      code: 'folder-in-use',
      owner: { pid: process.pid, url: 'http://127.0.0.1:3000' },
    });
    expect(card(path)).toMatchObject({ url: 'http://127.0.0.1:3000' });
  });

  describe('and other processes', () => {
    let child: Child;
    beforeEach(() => void (child = Child.start()));
    afterEach(() => child.kill());

    it('is refused while one has it, with its address', async () => {
      await child.call('openFolder', path, 'http://127.0.0.1:4711');
      const error = refusal(() => open());
      expect(error).toMatchObject({ code: 'folder-in-use', owner: { url: 'http://127.0.0.1:4711' } });
      expect(error.message).toContain('http://127.0.0.1:4711');
    });

    it('is free at once when that one is killed', async () => {
      await child.call('openFolder', path, 'http://127.0.0.1:4711');
      await child.kill();
      open();
      expect(card(path)).toEqual({ pid: process.pid, started: expect.any(String) });
    });

    it('stays with its owner when another has tried', async () => {
      open();
      await expect(child.call('openFolder', path)).rejects.toMatchObject({ there: { code: 'folder-in-use' } });
      await child.kill();
      const second = Child.start();
      await expect(second.call('openFolder', path)).rejects.toBeInstanceOf(FailedThere);
      await second.kill();
    });
  });

  // Root may write anywhere, so another user has to try; only root can become one, so others leave this out.
  (process.getuid?.() === 0 ? describe : describe.skip)('of another user', () => {
    const NOBODY = 65_534;
    let child: Child;
    beforeEach(() => void (child = Child.start({ uid: NOBODY })));
    afterEach(() => child.kill());

    it('that cannot be written is refused, and not touched', async () => {
      chmodSync(path, 0o755);
      await expect(child.call('openFolder', path)).rejects.toMatchObject({ there: { code: 'folder-read-only' } });
      expect(readdirSync(path)).toEqual([]);
    });

    it('with a file that cannot be written is refused', async () => {
      mkdirSync(join(path, 'data'));
      for (const [name, kind] of [
        ['log.db', LOG_FILE],
        ['keys.db', KEYS_FILE],
      ] as const) {
        ensureFile(join(path, 'data', name), { ...kind, mode: 0o644 });
      }
      chmodSync(path, 0o755);
      chmodSync(join(path, 'data'), 0o777);
      await expect(child.call('openFolder', join(path, 'data'))).rejects.toMatchObject({
        there: { code: 'folder-read-only', message: expect.stringContaining('log.db') },
      });
    });
  });
});

const card = (path: string): unknown => JSON.parse(readFileSync(join(path, 'server.json'), 'utf8'));

function refusal(work: () => unknown): StoreError {
  try {
    work();
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}
