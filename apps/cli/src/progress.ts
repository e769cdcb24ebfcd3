import { Presets, SingleBar } from 'cli-progress';

/** A progress bar on stderr, where that is a terminal; otherwise nothing, so that output stays clean in scripts. */
export interface Progress {
  at(done: number, total: number): void;
  stop(): void;
}

export function progress(what: string): Progress {
  if (!process.stderr.isTTY) return { at: () => undefined, stop: () => undefined };
  const bar = new SingleBar(
    { format: `${what} {bar} {value}/{total}`, hideCursor: true, clearOnComplete: true, stream: process.stderr },
    Presets.shades_classic,
  );
  let isRunning = false;
  return {
    at: (done, total) => {
      if (!isRunning) bar.start(total, done);
      isRunning = true;
      bar.setTotal(total);
      bar.update(done);
    },
    stop: () => bar.stop(),
  };
}
