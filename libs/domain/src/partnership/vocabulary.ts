import { refuse, type Command, type Decision, type References } from '../decider.js';
import { inForce, isFirm } from '../in-force.js';
import { partnershipAggregate } from './partnership.js';

/**
 * Whether a term is one of the partnership's own, by the vocabulary of that name in force when the command takes effect.
 * Where none is, or it cannot be told which, any term will do that one of them may have.
 */
export function refuseUnknownTerm(
  refs: References,
  vocabulary: string,
  term: string,
  { effectiveFrom, pointer }: Pick<Command, 'effectiveFrom'> & { readonly pointer: string },
): Decision | undefined {
  const { vocabularies = [] } = refs.get(partnershipAggregate, '') ?? {};
  const own = vocabularies.filter(({ data }) => data.name === vocabulary);
  const { possible, nothing } = inForce(own, effectiveFrom, isFirm);
  const known = [...new Set(possible.flatMap(({ data }) => data.terms.map((one) => one.term)))];
  if (nothing !== false || known.includes(term)) return undefined;
  return refuse('unknown-term', `The partnership's vocabulary ${vocabulary} has no term ${term}.`, {
    pointers: [pointer],
    details: { vocabulary, known },
    evidence: possible,
  });
}
