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
  const quiet = () => {
    const incidents = new Incidents();
    incidents.tell({ fatal: () => undefined, failure: () => undefined, server: () => undefined });
    return incidents;
  };
  const stopping = (stop = () => Promise.resolve()) => ({ stop: jest.fn(stop) });
  type Running = ReturnType<typeof stopping>;
  const run = (running: Running, first: () => Promise<void> | void = () => undefined, incidents = quiet()) =>
    runUntilTold(incidents, { start: () => Promise.resolve(running), first });

  it.each(SIGNALS)('that is told to end by %s stops, and exits with 0', async (signal) => {
    const running = stopping();
    await run(running);
    expect(codes).toEqual([]);
    process.emit(signal);
    await exited;
    expect([running.stop.mock.calls.length, codes]).toEqual([1, [0]]);
  });

  it('that is told so while it waits for its stores gives that up, and exits with 0', async () => {
    const waiting = (signal: AbortSignal) =>
      new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('given up'))));
    const first = jest.fn();
    const outcome = runUntilTold(quiet(), { start: waiting, first });
    process.emit('SIGTERM');
    await outcome;
    expect([codes, first.mock.calls]).toEqual([[0], []]);
  });

  it('that is told so while it starts stops as soon as it has', async () => {
    const running = stopping();
    const first = jest.fn();
    const start = () => {
      process.emit('SIGTERM');
      return Promise.resolve(running);
    };
    await runUntilTold(quiet(), { start, first });
    await exited;
    expect([running.stop.mock.calls.length, codes, first.mock.calls]).toEqual([1, [0], []]);
  });

  it('that is told so amid what it does first stops, whatever becomes of that', async () => {
    const running = stopping();
    await run(running, () => {
      process.emit('SIGTERM');
      return Promise.reject(new Error('the server is away'));
    });
    await exited;
    expect([running.stop.mock.calls.length, codes]).toEqual([1, [0]]);
  });

  it('whose first work fails leaves the exit to whoever started it', async () => {
    await expect(run(stopping(), () => Promise.reject(new Error('no such file')))).rejects.toThrow('no such file');
    expect(codes).toEqual([]);
  });

  it('to which something fatal happens stops once, and exits with 1', async () => {
    const [running, incidents] = [stopping(), quiet()];
    await run(running, undefined, incidents);
    incidents.onFatal(new Error('the disk is gone'));
    await exited;
    expect([running.stop.mock.calls.length, codes]).toEqual([1, [1]]);
  });

  it('to which something fatal happens while it stops exits with 1', async () => {
    const incidents = quiet();
    const running = stopping(async () => incidents.onFatal(new Error('the disk is gone')));
    await run(running, undefined, incidents);
    process.emit('SIGTERM');
    await exited;
    expect([running.stop.mock.calls.length, codes]).toEqual([1, [1]]);
  });

  it('that fails to stop exits with 1', async () => {
    await run(stopping(() => Promise.reject(new Error('no'))));
    process.emit('SIGTERM');
    await exited;
    expect(codes).toEqual([1]);
  });

  it('that does not stop in time exits with 1, before whoever told it kills it', async () => {
    await run(stopping(() => new Promise(() => undefined)));
    process.emit('SIGTERM');
    jest.advanceTimersByTime(8_900);
    expect(codes).toEqual([]);
    jest.advanceTimersByTime(1_000);
    expect(codes).toEqual([1]);
  });

  it('that cannot open its stores leaves the exit to whoever started it', async () => {
    const start = () => Promise.reject(new Error('no such folder'));
    await expect(runUntilTold(quiet(), { start, first: jest.fn() })).rejects.toThrow('no such folder');
    expect(codes).toEqual([]);
  });
});
