import { Presets, SingleBar } from 'cli-progress';

/** A progress bar on stderr, where that is a terminal; otherwise nothing, so that output stays clean in scripts. */
export interface Progress {
  /** `words`: what stands for the names in the tail. */
  at(done: number, total: number, words?: Readonly<Record<string, string>>): void;
  stop(): void;
}

export function progress(what: string, tail = '{value}/{total}'): Progress {
  if (!process.stderr.isTTY) return { at: () => undefined, stop: () => undefined };
  const bar = new SingleBar(
    { format: `${what} {bar} ${tail}`, hideCursor: true, clearOnComplete: true, stream: process.stderr },
    Presets.shades_classic,
  );
  let isRunning = false;
  return {
    at: (done, total, words = {}) => {
      if (!isRunning) bar.start(total, done, words);
      isRunning = true;
      bar.setTotal(total);
      bar.update(done, words);
    },
    stop: () => bar.stop(),
  };
}
