import type { Reading } from './reading.js';

/** Worked out once for an answer, however many of its items ask for it. */
export function onceFor<T>(work: (reading: Reading) => Promise<T>): (reading: Reading) => Promise<T> {
  const found = new WeakMap<Reading, Promise<T>>();
  return (reading) => {
    const known = found.get(reading) ?? work(reading);
    found.set(reading, known);
    return known;
  };
}
