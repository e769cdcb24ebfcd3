/** What the runner and the projector take from the world around them; tests give their own. */
export interface Ambient {
  now(): Date;
  /** Milliseconds that never go back, from no point in particular. */
  elapsed(): number;
  /** In [0, 1). */
  random(): number;
  /** Ends early, without an error, when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const ambient: Ambient = {
  now: () => new Date(),
  elapsed: () => performance.now(),
  random: Math.random,
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener('abort', done, { once: true });
    }),
};
