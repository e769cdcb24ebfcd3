import { createHash } from 'node:crypto';
import type { StreamId } from '@app/domain';
import type { EventLog } from '../ports.js';
import { exportLog, begunIn, isOf } from './export-log.js';
import { all, beginningOf, blocksOf, logOf, newEvent, pieces, textOf } from './testing/files.js';
import { FileForeign } from './unframing.js';

async function eventsIn(text: string | Buffer, size?: number) {
  const events = [];
  for await (const { items } of blocksOf(text, size)) events.push(...items);
  return events;
}

describe('an export', () => {
  it('holds every event as the log gives it, texts byte for byte', async () => {
    const log = await logOf(50);
    expect(await eventsIn(await textOf(log))).toEqual(await all(log));
  });

  it.each([1, 7, 1_000_000])('is read the same in pieces of %d bytes', async (size) => {
    const log = await logOf(5);
    expect(await eventsIn(await textOf(log), size)).toEqual(await all(log));
  });

  it('of an empty log is whole', async () => {
    expect(await eventsIn(await textOf(await logOf(0)))).toEqual([]);
  });

  it('proves what it holds at least every thousand events', async () => {
    const lines = (await textOf(await logOf(2_500))).split('\n');
    expect(lines.flatMap((line, i) => (line.startsWith('{"proof"') ? [i + 1] : []))).toEqual([1_002, 2_003, 2_504]);
  });

  it('ends with the digest of all lines above, as sha256sum has it', async () => {
    const lines = (await textOf(await logOf(5))).trimEnd().split('\n');
    const above = lines.slice(0, -1).map((line) => `${line}\n`);
    const sha256 = createHash('sha256').update(above.join('')).digest('hex');
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual({ end: { items: 5, sha256 } });
  });

  it('of a log that grows as fast as it is read comes to an end', async () => {
    const log = await logOf(3);
    let grown = 0;
    let text = '';
    await exportLog({ log, now: () => new Date(0) }, async (more) => {
      text += more;
      await log.append(`anytown/meeting/${grown++}` as StreamId, 'none', [newEvent(grown)]);
    });
    expect(await eventsIn(text)).toEqual((await all(log)).slice(0, 4));
  });

  it('leaves nothing open in the log', async () => {
    const log = await logOf(3);
    const subscribe = jest.spyOn(log, 'subscribe');
    await textOf(log);
    expect(subscribe.mock.calls.map(([{ signal }]) => signal.aborted)).toEqual([true]);
  });
});

describe('an export that is gone on with', () => {
  async function resumed(before: string | Buffer, log: EventLog): Promise<Buffer> {
    const begun = await begunIn(pieces(before));
    const kept = Buffer.from(before as string).subarray(0, begun?.mark.bytes ?? 0);
    let text = '';
    await exportLog({ log, now: () => new Date(0), begun }, async (more) => void (text += more));
    return Buffer.concat([kept, Buffer.from(text)]);
  }

  it('holds what came since', async () => {
    const log = await logOf(30);
    const text = await resumed(await textOf(await beginningOf(log, 20)), log);
    expect(await eventsIn(text)).toEqual(await all(log));
  });

  it('holds the same as one made at once, wherever the first was broken off', async () => {
    const log = await logOf(1_100);
    const whole = await textOf(log);
    const bytes = Buffer.from(whole);
    for (const cut of [0, 1, 40, 1_000, 200_000, bytes.length - 150, bytes.length - 1, bytes.length]) {
      expect(await resumed(bytes.subarray(0, cut), log).then((text) => eventsIn(text))).toEqual(await all(log));
    }
  });

  it('keeps what was proven, and writes no more of it', async () => {
    const log = await logOf(1_100);
    const bytes = Buffer.from(await textOf(log));
    const begun = await begunIn(pieces(bytes.subarray(0, bytes.length - 200)));
    expect(begun?.mark.items).toBe(1_000);
    expect(begun?.last?.position).toBe(1_000n);
  });

  it('is written anew behind the last proof before a damaged line', async () => {
    const log = await logOf(1_100);
    const damaged = (await textOf(log)).replace('"n":1050', '"n":9999');
    expect(await eventsIn(await resumed(damaged, log))).toEqual(await all(log));
  });

  it('knows the log that it is of', async () => {
    const log = await logOf(5);
    const begun = await begunIn(pieces(await textOf(log)));
    expect(await isOf(log, begun!)).toBe(true);
    expect(await isOf(await logOf(5), begun!)).toBe(false);
  });

  it('is not taken for one where the file is of another kind', async () => {
    await expect(begunIn(pieces('{"some":"notes"}\n'))).rejects.toThrow(FileForeign);
    await expect(begunIn(pieces('# notes\n'))).rejects.toThrow(FileForeign);
  });
});
