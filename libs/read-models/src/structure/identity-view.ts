import { z } from 'zod';
import { identitiesOn, RelationEnd, type Fact } from '@app/domain';
import { Evidence } from '../query/evidence.js';
import type { Shown } from '../query/shown.js';

export const IdentityOn = z
  .strictObject({
    other: RelationEnd,
    verdict: z.enum(['same', 'different', 'open', 'contradictory']),
    evidence: z.array(Evidence),
  })
  .meta({
    id: 'IdentityOn',
    description:
      'How an entry stands to another that may be the same, on a day. open: nobody has settled it, or it is only likely; contradictory: it was said in both ways.',
  });

/** Field of the view of a body or an organisation. */
export const comparedShape = {
  comparedWith: z
    .array(IdentityOn)
    .describe('Other entries that it was compared with, or may be ("same or new?"); nothing is merged by it.'),
};

/** Beside the view of a body or an organisation: the entries that it may be the same as. */
export function comparedWith(facts: readonly Fact[], id: string, { reading, witness }: Shown) {
  const identities = identitiesOn(facts, id, reading.ask.effectiveAt);
  return {
    view: {
      comparedWith: identities.map(({ other, verdict, rests }) => ({
        other,
        verdict,
        evidence: rests.map((fact) => witness.evidence(fact)),
      })),
    },
    cites: identities.flatMap(({ rests }) => rests),
  };
}
