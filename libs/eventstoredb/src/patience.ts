import { ambient, type Outage } from '@app/eventing';
import { kindOf, LogUnavailable, mayPass, NoAnswer, reasonOf, type FailureKind } from './failure.js';

/** Before the next attempt: about 25 ms after the first failure, twice that after the next, at most 2 s. */
export const backOff = (failures: number): number =>
  Math.min(2_000, 25 * 2 ** Math.min(failures, 10)) * (0.5 + ambient.random());

export interface Patience {
  /** For all attempts together. */
  readonly ms: number;
  /** Shared by all who ask the same server: behind the patience with it there is one attempt. */
  readonly outage: Outage;
  readonly signal: AbortSignal;
  /** Which failures are worth another attempt. */
  readonly again?: (kind: FailureKind) => boolean;
}

/**
 * Tries again while the failure is one that may pass and there is time. What fails for another reason is thrown as it
 * is; when the time is up, LogUnavailable.
 */
export async function persist<T>(work: (leftMs: number) => Promise<T>, patience: Patience): Promise<T> {
  const { ms, outage, signal, again } = patience;
  const began = ambient.elapsed();
  for (let failures = 0; ; failures++) {
    try {
      const done = await work(Math.max(1, began + ms - ambient.elapsed()));
      outage.answered();
      return done;
    } catch (error) {
      if (!mayPass(error)) {
        outage.answered();
        throw error;
      }
      const until = Math.min(began + ms, outage.failed());
      if (again && !again(kindOf(error))) throw error;
      const pause = backOff(failures);
      if (signal.aborted || ambient.elapsed() + pause >= until) {
        throw new LogUnavailable(`the log does not answer: ${reasonOf(error)}`, { cause: error });
      }
      await ambient.sleep(pause, signal);
    }
  }
}

/** The client keeps no deadline on some of its paths, so none is left to it alone. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(ms)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
