import fc from 'fast-check';
import { and3, not3, or3, type Ternary } from './ternary.js';

const all: Ternary[] = [true, false, 'unknown'];

/** What the answer must be, by trying every way in which the unknown terms may turn out. */
function byTrying(terms: readonly Ternary[], combine: (known: boolean[]) => boolean): Ternary {
  const worlds = terms.reduce<boolean[][]>(
    (known, term) => (term === 'unknown' ? [true, false] : [term]).flatMap((value) => known.map((w) => [...w, value])),
    [[]],
  );
  const answers = new Set(worlds.map(combine));
  return answers.size === 2 ? 'unknown' : answers.has(true);
}

describe('three-valued logic', () => {
  it('says unknown of and, or exactly when the unknown terms could turn the answer either way', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...all), { maxLength: 5 }), (terms) => {
        expect(and3(...terms)).toBe(byTrying(terms, (known) => known.every(Boolean)));
        expect(or3(...terms)).toBe(byTrying(terms, (known) => known.some(Boolean)));
      }),
    );
  });

  it('leaves unknown unknown when negated', () => {
    expect(all.map(not3)).toEqual([false, true, 'unknown']);
  });
});
