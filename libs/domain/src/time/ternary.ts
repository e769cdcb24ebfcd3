/** Kleene's strong three-valued logic: `unknown` stands for "either, the record does not say which". */
export type Ternary = true | false | 'unknown';

/** False if any term is false, true if all are true (and of none), otherwise unknown. */
export function and3(...terms: readonly Ternary[]): Ternary {
  if (terms.includes(false)) return false;
  return terms.includes('unknown') ? 'unknown' : true;
}

/** True if any term is true, false if all are false (and of none), otherwise unknown. */
export function or3(...terms: readonly Ternary[]): Ternary {
  return not3(and3(...terms.map(not3)));
}

export function not3(term: Ternary): Ternary {
  return term === 'unknown' ? 'unknown' : !term;
}
