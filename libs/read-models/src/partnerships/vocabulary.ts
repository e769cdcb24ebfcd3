import { fold, partnershipAggregate, vocabularyOn, type Day, type Fact } from '@app/domain';
import { missing, type Missing } from '../query/missing.js';
import type { Need } from '../query/reading.js';
import type { Shown } from '../query/shown.js';

/** A term with its meaning in the partnership's own vocabulary, or why it has none. */
export type Meaning = { readonly meaning: string } | { readonly missing: Missing };

/** What `meaningOf` looks at. */
export const vocabularies = (partnership: string): Need => ({ kind: 'partnership', id: partnership });

/** What the term means by the vocabulary in force on the day that is asked about; no meaning is built in. */
export function meaningOf(vocabulary: string, term: string, shown: Shown): Meaning {
  const { target, ask } = shown.reading;
  return meaningOn(shown.facts('partnership', target.partnership), vocabulary, term, ask.effectiveAt);
}

function meaningOn(partnership: readonly Fact[], vocabulary: string, term: string, day: Day): Meaning {
  const state = fold(partnershipAggregate, partnership);
  const set = vocabularyOn(state, vocabulary, day);
  if (!set) return none(`The partnership has set no vocabulary "${vocabulary}" for that day.`);
  const known = set.data.terms.find((one) => one.term === term);
  if (!known) return none(`The partnership's vocabulary "${vocabulary}" of that day has no such term.`);
  return known.meaning === undefined
    ? none(`The partnership's vocabulary "${vocabulary}" of that day has the term without a meaning.`)
    : { meaning: known.meaning };
}

const none = (reason: string): Meaning => ({ missing: missing([], '', reason) });
