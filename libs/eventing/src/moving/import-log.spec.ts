import { MemoryLog } from '../memory/index.js';
import type { EventLog, Stored } from '../ports.js';
import { ImportDisturbed, importLog, ImportRefused } from './import-log.js';
import { all, beginningOf, blocksOf, logOf, textOf } from './testing/files.js';
import { FileDamaged } from './unframing.js';

const ranked = async (log: EventLog) => (await all(log)).map((event, i) => ({ ...event, position: i }));

async function isRefused(target: EventLog, text: string, reason: RegExp): Promise<void> {
  const before = await all(target);
  const refusal: unknown = await importLog({ log: target, blocks: blocksOf(text) }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ImportRefused);
  expect((refusal as Error).message).toMatch(reason);
  expect(await all(target)).toEqual(before);
}

describe('an import', () => {
  it('makes an empty log the same, event by event', async () => {
    const [log, target] = [await logOf(50), new MemoryLog()];
    expect(await importLog({ log: target, blocks: blocksOf(await textOf(log)) })).toEqual({ present: 0, appended: 50 });
    expect(await ranked(target)).toEqual(await ranked(log));
  });

  it('again changes nothing', async () => {
    const log = await logOf(50);
    expect(await importLog({ log, blocks: blocksOf(await textOf(log)) })).toEqual({ present: 50, appended: 0 });
    expect(await all(log)).toHaveLength(50);
  });

  it('goes on behind what the log holds', async () => {
    const log = await logOf(50);
    const target = await beginningOf(log, 20);
    const blocks = blocksOf(await textOf(log));
    expect(await importLog({ log: target, blocks })).toEqual({ present: 20, appended: 30 });
    expect(await ranked(target)).toEqual(await ranked(log));
  });

  it('sends neighbours in one stream as one append', async () => {
    const target = new MemoryLog();
    const append = jest.spyOn(target, 'append');
    await importLog({ log: target, blocks: blocksOf(await textOf(await logOf(12))) });
    expect(append).toHaveBeenCalledTimes(6);
  });

  it('sends no append that is larger than a log takes', async () => {
    const source = new MemoryLog();
    const data = JSON.stringify('é'.repeat(150_000));
    const [{ stream, id, ...rest }] = (await all(await logOf(1))) as [Stored];
    for (const n of [0, 1, 2, 3, 4, 5]) {
      const event = { ...rest, data, id: `${n}${id.slice(1)}` as typeof id };
      await source.append(stream, n === 0 ? 'none' : (BigInt(n - 1) as Stored['revision']), [event]);
    }
    const target = new MemoryLog();
    const append = jest.spyOn(target, 'append');
    await importLog({ log: target, blocks: blocksOf(await textOf(source)) });
    expect(append).toHaveBeenCalledTimes(2);
    expect(await ranked(target)).toEqual(await ranked(source));
  });

  it('sends nothing before the appends before it are answered, unless it may', async () => {
    const text = await textOf(await logOf(12));
    const most = async (atOnce?: number): Promise<number> => {
      const target = new MemoryLog();
      let [now, peak] = [0, 0];
      const append = target.append.bind(target);
      jest.spyOn(target, 'append').mockImplementation(async (...args) => {
        peak = Math.max(peak, ++now);
        await new Promise(setImmediate);
        return append(...args).finally(() => now--);
      });
      await importLog({ log: target, blocks: blocksOf(text), ...(atOnce && { atOnce }) });
      return peak;
    };
    expect([await most(), await most(4)]).toEqual([1, 4]);
  });

  it('that is broken off after any append can be made again, and comes to the same', async () => {
    const log = await logOf(24);
    const text = await textOf(log);
    for (let after = 0; after < 12; after++) {
      const target = new MemoryLog();
      const append = target.append.bind(target);
      let count = 0;
      const breaking = jest.spyOn(target, 'append').mockImplementation((...args) => {
        if (count++ === after) return Promise.reject(new Error('killed'));
        return append(...args);
      });
      await expect(importLog({ log: target, blocks: blocksOf(text) })).rejects.toThrow('killed');
      expect(await ranked(target)).toEqual((await ranked(log)).slice(0, 2 * after));
      breaking.mockRestore();
      await importLog({ log: target, blocks: blocksOf(text) });
      expect(await ranked(target)).toEqual(await ranked(log));
    }
  });

  it('tells when somebody else has written to the log meanwhile', async () => {
    const target = new MemoryLog();
    const text = await textOf(await logOf(10));
    const append = target.append.bind(target);
    jest.spyOn(target, 'append').mockImplementationOnce(async (...args) => {
      const [stranger] = (await all(await logOf(1))) as [Stored];
      await append('elsewhere/action/1' as Stored['stream'], 'none', [stranger]);
      return append(...args);
    });
    await expect(importLog({ log: target, blocks: blocksOf(text) })).rejects.toThrow(ImportDisturbed);
  });
});

describe('an import is refused, and changes nothing,', () => {
  it('where the log holds other events, as many', async () => {
    await isRefused(await logOf(5), await textOf(await logOf(5)), /event 1 .*differs in id/);
  });

  it('where it holds more than the file', async () => {
    const log = await logOf(30);
    await isRefused(log, await textOf(await beginningOf(log, 20)), /the file ends before event 21/);
  });

  it.each(['type', 'data', 'metadata'] as const)('where an event has other %s', async (field) => {
    const log = await logOf(30);
    const other = { type: 'Other', data: '{"a": 1}', metadata: '{"at":"2026-01-01T00:00:00.001Z"}' }[field];
    const target = await beginningOf(log, 10, (event) =>
      event.position === 6n ? { ...event, [field]: other } : event,
    );
    await isRefused(target, await textOf(log), new RegExp(`event 6 .*differs in ${field}:`));
  });

  it('where the same events stand in another order', async () => {
    const log = await logOf(30);
    const target = new MemoryLog();
    const events = await all(log);
    const third = events.find(({ stream }) => stream !== events[0]?.stream) as Stored;
    await target.append(third.stream, 'none', [third]);
    await isRefused(target, await textOf(log), /event 1 .*differs in id, stream/);
  });
});

describe('a file that is not whole', () => {
  const lines = async (count: number) => (await textOf(await logOf(count))).split(/(?<=\n)/);
  const failure = async (text: string, target: EventLog = new MemoryLog()): Promise<string> => {
    const error: unknown = await importLog({ log: target, blocks: blocksOf(text) }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(FileDamaged);
    return (error as Error).message;
  };

  it('that was cut off behind a line is told at the line that is missing', async () => {
    expect(await failure((await lines(5)).slice(0, 4).join(''))).toMatch(/^line 5: .*cut off/);
    expect(await failure((await lines(5)).slice(0, -1).join(''))).toMatch(/^line 8: .*cut off/);
  });

  it('that was cut off within a line is told there', async () => {
    expect(await failure((await lines(5)).join('').slice(0, -1))).toMatch(/^line 8: .*cut off within it/);
  });

  it('has all before the last proof taken, and nothing behind it', async () => {
    const [target, whole] = [new MemoryLog(), await lines(1_500)];
    expect(await failure(whole.slice(0, 1_200).join(''), target)).toMatch(/^line 1201: /);
    expect(await all(target)).toHaveLength(1_000);
    await importLog({ log: target, blocks: blocksOf(whole.join('')) });
    expect(await all(target)).toHaveLength(1_500);
  });

  it.each([
    ['a byte of the data is another', '\\"a\\":1}', '\\"a\\":2}', /^line 7: .*not what was written/],
    ['a line is no JSON', '{"position":"2"', '"position":"2"', /^line 3: it is not JSON/],
    ['a field is missing', '"revision":"1",', '', /^line 3: revision: /],
    ['there is a field too many', '"revision":"1"', '"revision":"1","more":1', /^line 3: .*more/],
    ['a revision is no number', '"revision":"1"', '"revision":"-1"', /^line 3: revision: /],
    ['data are no JSON', '"data":"{\\"a', '"data":"{a', /^line 2: data: not JSON/],
  ])('where %s is told, and nothing is appended', async (_what, from, to, message) => {
    const target = new MemoryLog();
    const whole = (await lines(5)).join('');
    expect(whole).toContain(from);
    expect(await failure(whole.replace(from, to), target)).toMatch(message);
    expect(await all(target)).toEqual([]);
  });

  it('that lacks a line in the middle is told, and nothing is appended', async () => {
    const target = new MemoryLog();
    expect(await failure((await lines(5)).toSpliced(3, 1).join(''), target)).toMatch(/^line 6: 4 items .* it says 5/);
    expect(await all(target)).toEqual([]);
  });

  it('with something behind its end is told', async () => {
    expect(await failure(`${(await lines(5)).join('')}{}\n`)).toMatch(/^line 9: it stands behind/);
  });

  it('with a line without end is told before memory is full', async () => {
    const [first] = await lines(1);
    expect(await failure(`${first}${'x'.repeat(9 * 1024 * 1024)}`)).toMatch(/^line 2: it is longer/);
  });
});
