import { z } from 'zod';
import { isPlan, isPlanned, StructureChange, type Fact, type StructureChange as Change } from '@app/domain';
import { Certainty } from '@app/domain';

/** A change with how sure the record is of it, and whether it has come about. */
export const ChangeView = z
  .looseObject({
    ...StructureChange.shape,
    certainty: Certainty,
    status: z
      .enum(['in-force', 'planned'])
      .describe('planned: proposed only, intended or stated ahead of its date, and confirmed by nothing since.'),
  })
  .meta({ id: 'StructureChangeView' });

/** The changes that a proposal or an implementation names. */
export const changeViews = (fact: Fact): readonly object[] =>
  (fact.data as { readonly changes: readonly Change[] }).changes.map((change) => {
    const certainty = fact.revisions.length > 0 ? fact.certainty : (change.certainty ?? fact.certainty);
    const isMade = fact.type === 'BoardRestructured' && !isPlanned(certainty) && !isPlan({ ...fact, certainty });
    return { ...change, certainty, status: isMade ? 'in-force' : 'planned' };
  });
