import type { Incidents } from './incidents.js';

/** What is under way has this long to end; whoever sent SIGTERM waits for 10 s. */
const PATIENCE_MS = 9_000;

export interface Lifetime<R extends { stop(): Promise<void> }> {
  /** Gives up waiting, and rejects, when `signal` aborts: the process is to end. `stop` lets what is under way end. */
  readonly start: (signal: AbortSignal) => Promise<R>;
  /** What it does first, while it runs; may be broken off by the end. */
  readonly first: (running: R) => Promise<void> | void;
}

/**
 * Runs until SIGTERM or SIGINT, and then exits with 0; with 1 where something fatal happened, before or while it stopped,
 * or it did not stop in time. Rejects where it could not start, or what it does first failed; exiting is then for the
 * caller.
 */
export async function runUntilTold<R extends { stop(): Promise<void> }>(
  incidents: Incidents,
  { start, first }: Lifetime<R>,
): Promise<void> {
  const told = new AbortController();
  let code = 0;
  const end = () => {
    if (told.signal.aborted) return;
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    told.abort();
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  const unlessTold = (error: unknown) => {
    if (!told.signal.aborted) throw error;
  };

  const running = await start(told.signal).catch(unlessTold);
  if (!running) return process.exit(0);
  incidents.endBy(() => {
    code = 1;
    end();
  });
  const stop = () =>
    void running.stop().then(
      () => process.exit(code),
      () => process.exit(1),
    );
  if (told.signal.aborted) return stop();
  told.signal.addEventListener('abort', stop);
  await Promise.resolve(first(running)).catch(unlessTold);
}
