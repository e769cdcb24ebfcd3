import type { Recorded } from './store.js';

/** What the metadata of a stream says of how long its events are shown. `$all` shows them all the same. */
export interface Retention {
  readonly softDeleted: boolean;
  readonly truncateBefore?: number;
  readonly maxCount?: number;
  /** Seconds. */
  readonly maxAge?: number;
}

export function visibleOf(events: readonly Recorded[], retention: Retention): readonly Recorded[] {
  const { truncateBefore = 0, maxCount = Infinity, maxAge = Infinity } = retention;
  const first = Math.max(truncateBefore, events.length - maxCount, 0);
  const shown = first === 0 ? events : events.slice(first);
  if (maxAge === Infinity) return shown;
  const oldest = Date.now() - maxAge * 1000;
  return shown.filter((event) => event.created >= oldest);
}
