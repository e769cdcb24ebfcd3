import { z } from 'zod';
import {
  Certainty, EventDate, RelationEnd, RelationType,
  type Fact, type RelationEnding, type RelationOn,
} from '@app/domain'; // prettier-ignore
import { Evidence, type Witness } from '../query/evidence.js';
import { Status, statusOf } from '../query/fact-view.js';

const EndingView = z
  .strictObject({
    id: z.string(),
    effectiveFrom: EventDate,
    status: z
      .enum(['in-force', 'planned'])
      .describe(
        'planned: where it is only intended or possible it ends nothing; where it was stated ahead of its day it leaves open whether the relation holds.',
      ),
    evidence: z.array(Evidence),
  })
  .meta({ id: 'RelationEndingView' });

/** A relation on a day, or a denial of one. */
export const RelationView = z
  .strictObject({
    id: z.string(),
    type: RelationType,
    from: RelationEnd,
    to: RelationEnd,
    scope: z.string().nullable().optional(),
    denied: z.boolean().describe('The record says that it does not hold.'),
    holds: z.union([z.boolean(), z.literal('unknown')]).describe('False: it is to begin later.'),
    status: Status,
    certainty: Certainty,
    endings: z.array(EndingView),
    evidence: z.array(Evidence),
  })
  .meta({ id: 'RelationView' });

export const relationView = ({ fact, holds, status, endings }: RelationOn, witness: Witness) => ({
  id: fact.recorded.id,
  ...fact.data,
  denied: fact.type === 'RelationDenied',
  holds,
  status: status === 'planned' || holds !== 'unknown' ? status : ('unknown' as const),
  certainty: fact.certainty,
  endings: endings.map((ending) => endingView(ending, witness)),
  evidence: [witness.evidence(fact)],
});

const endingView = (ending: RelationEnding, witness: Witness) => ({
  id: ending.recorded.id,
  effectiveFrom: ending.effectiveFrom,
  status: statusOf(ending),
  evidence: [witness.evidence(ending)],
});

export const factsOfRelation = ({ fact, endings }: RelationOn): readonly Fact[] => [fact, ...endings];
