/** Several ordered sequences as one; reads no further ahead than one of each. */
export function* merge<T>(sources: readonly Iterator<T>[], compare: (a: T, b: T) => number): Iterable<T> {
  const heads = sources.map((source) => ({ source, next: source.next() })).filter(({ next }) => !next.done);
  while (heads.length > 0) {
    const first = heads.reduce((a, b) => (compare(b.next.value as T, a.next.value as T) < 0 ? b : a));
    yield first.next.value as T;
    first.next = first.source.next();
    if (first.next.done) heads.splice(heads.indexOf(first), 1);
  }
}
