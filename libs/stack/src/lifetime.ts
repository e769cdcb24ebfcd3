import type { Incidents } from './incidents.js';

/** What is under way has this long to end; whoever sent SIGTERM waits for 10 s. */
const PATIENCE_MS = 9_000;

/** What a process does between its start and its end. */
export interface Work<Opened, Running extends { stop(): Promise<void> }> {
  /** Gives up waiting, and rejects, when `signal` aborts: the process is to end. */
  readonly open: (signal: AbortSignal) => Promise<Opened>;
  /** `stop` lets what is under way end, and closes what was opened. */
  readonly start: (opened: Opened) => Promise<Running>;
}

/**
 * Runs until SIGTERM or SIGINT, and then exits with 0; with 1 after a fatal incident, or where it did not stop in time.
 * Gives what runs, or undefined where the process was told to end before it did. Rejects where it could not be opened or
 * started; exiting is then for the caller.
 */
export async function runUntilTold<Opened, Running extends { stop(): Promise<void> }>(
  incidents: Incidents,
  { open, start }: Work<Opened, Running>,
): Promise<Running | undefined> {
  const told = new AbortController();
  const end = () => {
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    told.abort();
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);

  let opened: Opened;
  try {
    opened = await open(told.signal);
  } catch (error) {
    if (!told.signal.aborted) throw error;
    process.exit(0);
    return undefined;
  }
  const running = await start(opened);
  const stop = (code: number) =>
    void running.stop().then(
      () => process.exit(code),
      () => process.exit(1),
    );
  incidents.endBy(() => {
    stop(1);
    end();
  });
  told.signal.addEventListener('abort', () => stop(0));
  if (!told.signal.aborted) return running;
  stop(0);
  return undefined;
}
