import { Incidents } from './incidents.js';
import { runUntilTold } from './lifetime.js';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

describe('a process', () => {
  let codes: unknown[];
  let exited: Promise<void>;
  beforeEach(() => {
    // Or one that ran out later would end the tests.
    jest.useFakeTimers();
    codes = [];
    exited = new Promise((resolve) => {
      jest.spyOn(process, 'exit').mockImplementation((code) => {
        codes.push(code);
        resolve();
        return undefined as never;
      });
    });
  });
  afterEach(() => {
    jest.clearAllTimers();
    jest.useRealTimers();
    jest.restoreAllMocks();
    for (const signal of SIGNALS) process.removeAllListeners(signal);
  });
  const open = () => Promise.resolve('the stores');
  const stopping = (stop = () => Promise.resolve()) => ({ stop: jest.fn(stop) });

  it.each(SIGNALS)('that is told to end by %s stops, and exits with 0', async (signal) => {
    const running = stopping();
    expect(await runUntilTold(new Incidents(), { open, start: () => Promise.resolve(running) })).toBe(running);
    expect(codes).toEqual([]);
    process.emit(signal);
    await exited;
    expect([running.stop.mock.calls.length, codes]).toEqual([1, [0]]);
  });

  it('that is told so while it waits for its stores gives that up, and exits with 0', async () => {
    const start = jest.fn();
    const waiting = (signal: AbortSignal) =>
      new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('given up'))));
    const outcome = runUntilTold(new Incidents(), { open: waiting, start });
    process.emit('SIGTERM');
    expect([await outcome, codes, start.mock.calls]).toEqual([undefined, [0], []]);
  });

  it('that is told so while it starts stops as soon as it has', async () => {
    const running = stopping();
    const start = () => {
      process.emit('SIGTERM');
      return Promise.resolve(running);
    };
    expect(await runUntilTold(new Incidents(), { open, start })).toBeUndefined();
    await exited;
    expect([running.stop.mock.calls.length, codes]).toEqual([1, [0]]);
  });

  it('to which something fatal happens stops, and exits with 1', async () => {
    const incidents = new Incidents();
    incidents.tell({ fatal: () => undefined, failure: () => undefined, server: () => undefined });
    const running = stopping();
    await runUntilTold(incidents, { open, start: () => Promise.resolve(running) });
    incidents.onFatal(new Error('the disk is gone'));
    await exited;
    expect(codes[0]).toBe(1);
  });

  it('that fails to stop exits with 1', async () => {
    const running = stopping(() => Promise.reject(new Error('no')));
    await runUntilTold(new Incidents(), { open, start: () => Promise.resolve(running) });
    process.emit('SIGTERM');
    await exited;
    expect(codes).toEqual([1]);
  });

  it('that does not stop in time exits with 1, before whoever told it kills it', async () => {
    const never = stopping(() => new Promise(() => undefined));
    await runUntilTold(new Incidents(), { open, start: () => Promise.resolve(never) });
    process.emit('SIGTERM');
    jest.advanceTimersByTime(8_900);
    expect(codes).toEqual([]);
    jest.advanceTimersByTime(1_000);
    expect(codes).toEqual([1]);
  });

  it('that cannot open its stores leaves the exit to whoever started it', async () => {
    const failing = () => Promise.reject(new Error('no such folder'));
    await expect(runUntilTold(new Incidents(), { open: failing, start: jest.fn() })).rejects.toThrow('no such folder');
    expect(codes).toEqual([]);
  });
});
