import { once } from 'node:events';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppendAmbiguous, AppendRefused, type NewEvent, type StreamId } from '@app/eventing';
import { newEvents, newStream } from '../../../test/contract/event-log.contract.js';
import { Child, FailedThere } from '../../../test/support/child.js';
import { newFolder } from '../../../test/support/folders.js';
import { canMount, withSmallDisk } from '../../../test/support/small-disk.js';
import { Database } from './database.js';
import { SqliteLog } from './log.js';

describe('the SQLite log', () => {
  let folder: string;
  let path: string;
  let dispose: () => Promise<void>;
  beforeEach(async () => {
    ({ path: folder, dispose } = await newFolder());
    path = join(folder, 'log.db');
  });
  afterEach(() => dispose());
  const open = (): Promise<SqliteLog> => SqliteLog.open(path, { onFatal: (error) => fail(error) });

  it('refuses an id that stands elsewhere in it', async () => {
    const log = await open();
    const events = newEvents(1);
    await log.append(newStream(), 'none', events);
    await expect(log.append(newStream(), 'none', events)).rejects.toBeInstanceOf(AppendRefused);
    await log.close();
  });

  it('answers what was sent before it is closed, and nothing after', async () => {
    const log = await open();
    const sent = log.append(newStream(), 'none', newEvents(1));
    await log.close();
    expect(await sent).toMatchObject({ revision: 0n });
    await expect(log.append(newStream(), 'none', newEvents(1))).rejects.toBeInstanceOf(AppendAmbiguous);
  });

  it('is followed by another thread of the process as it grows', async () => {
    const log = await open();
    const follower = new Worker(join(__dirname, '../../../dist/workers/follow-log.js'), { workerData: { path } });
    expect(await once(follower, 'message')).toEqual([[]]);
    for (const events of [newEvents(2), newEvents(1)]) {
      const seen = once(follower, 'message');
      await log.append(newStream(), 'none', events);
      expect(await seen).toEqual([events.map(({ id }) => id)]);
    }
    const ended = once(follower, 'exit');
    follower.postMessage('stop');
    await ended;
    await log.close();
  });

  it('moves its WAL into its file while it is written, so that the WAL is used again', async () => {
    const log = await open();
    const database = Database.reading(path);
    const frames = () => (database.prepare('PRAGMA wal_checkpoint(NOOP)').get() as { log: number }).log;
    const appendMany = () =>
      Promise.all(Array.from({ length: 50 }, () => log.append(newStream(), 'none', newEvents(1))));
    let most = 0;
    // Without a checkpointer it never ends.
    for (let now = 0; now >= most; most = Math.max(most, now)) {
      await appendMany();
      now = frames();
    }
    expect(most).toBeGreaterThan(500);
    database.close();
    await log.close();
  });

  it('stands whole in its file, apart from the WAL, when it is closed', async () => {
    const log = await open();
    await log.append(newStream(), 'none', newEvents(1));
    await log.close();
    copyFileSync(path, join(folder, 'copy.db'));
    const copy = await SqliteLog.open(join(folder, 'copy.db'), { onFatal: (error) => fail(error) });
    expect((await copy.head()).position).toBe(1n);
    await copy.close();
  });

  describe('in a process of its own', () => {
    let child: Child;
    afterEach(() => child.kill());

    it('stops writing when a commit fails, says so once, and the next process finds what it acknowledged', async () => {
      // The file system refuses to let the WAL grow: to SQLite an error of the disk, in the middle of a commit.
      child = Child.start({ after: 'ulimit -f 400' });
      await child.call('openLog', path);
      const acknowledged = await appendUntilFailure(child);
      expect(acknowledged.failure.kind).toBe('AppendAmbiguous');
      expect(await child.fatal).toMatch(/disk I\/O/);
      const again = child.call('append', newStream(), 'none', newEvents(1));
      await expect(again).rejects.toMatchObject({ there: { kind: 'AppendAmbiguous' } });
      await child.kill();

      const log = await open();
      for (const [stream, events] of acknowledged.written) {
        expect(await log.append(stream, 'none', events)).toMatchObject({ revision: 0n });
      }
      const position = (await log.head()).position;
      const [stream, events] = acknowledged.last;
      expect(await log.append(stream, 'none', events)).toMatchObject({ revision: 0n });
      expect(position).toBeGreaterThanOrEqual(BigInt(acknowledged.written.length));
      await log.close();
    }, 30_000);

    // A file system of one megabyte needs the right to mount one; whoever may not mount leaves this out.
    (canMount() ? it : it.skip)(
      'says that the disk is full, and goes on when there is room again',
      async () => {
        const small = join(folder, 'small');
        mkdirSync(small);
        child = Child.start(withSmallDisk(small, 4));
        await child.call('fill', join(small, 'minutes.pdf'), 2 * 1024 * 1024);
        await child.call('openLog', join(small, 'log.db'));
        const { failure, written, last } = await appendUntilFailure(child);
        expect(failure.kind).toBe('DiskFull');
        await expect(child.call('append', last[0], 'none', last[1])).rejects.toMatchObject({
          there: { kind: 'DiskFull' },
        });

        await child.call('remove', join(small, 'minutes.pdf'));
        const { position } = await child.call('append', last[0], 'none', last[1]);
        expect(position).toBe(BigInt(written.length + 1));
        const [stream, events] = written[0]!;
        expect(await child.call('append', stream, 'none', events)).toMatchObject({ position: 1n });
      },
      30_000,
    );
  });
});

type Sent = readonly [StreamId, readonly NewEvent[]];

async function appendUntilFailure(
  child: Child,
): Promise<{ written: Sent[]; last: Sent; failure: FailedThere['there'] }> {
  const written: Sent[] = [];
  for (;;) {
    const last: Sent = [newStream(), newEvents(1, 'x'.repeat(20_000))];
    try {
      await child.call('append', last[0], 'none', last[1]);
      written.push(last);
    } catch (error) {
      return { written, last, failure: (error as FailedThere).there };
    }
  }
}
