import { ambient } from '@app/eventing';

const GRACE_MS = 3_000;

/** Waits for the end of the work, but not for long: a server that is away keeps no process from ending. */
export async function withinGrace(work: Promise<unknown>): Promise<void> {
  const done = new AbortController();
  await Promise.race([work.finally(() => done.abort()), ambient.sleep(GRACE_MS, done.signal)]);
}
