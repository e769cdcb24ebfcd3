import { z } from 'zod';
import {
  Day, FactAmended, Instant, earliestBoundOnOrBefore, factsOf, latestBoundOnOrBefore,
  type Position, type Recorded,
} from '@app/domain'; // prettier-ignore
import { eventAddress } from './event-address.js';

/** A position as written in answers: opaque, increasing, valid in one log only. */
export const PositionText = z.string().regex(/^(0|[1-9]\d{0,18})$/, 'must be a position as an answer gave it');

/** The three dates of every read. */
export const temporal = {
  effectiveAt: Day.optional().describe(
    'The day in the world that is asked about; default: today in the partnership’s zone.',
  ),
  asOf: z
    .union([PositionText, Day, Instant], 'must be a position, an instant with an offset, or a date')
    .optional()
    .describe('What the record held then: a position, an instant, or a date (its end in the partnership’s zone).'),
  statedBy: Day.optional().describe('What had been stated by that day; default: unbounded.'),
};
export interface TemporalParams {
  readonly effectiveAt?: Day | undefined;
  readonly asOf?: string | undefined;
  readonly statedBy?: Day | undefined;
}

/** The dates that an answer uses, and the position that it is given at. */
export interface Ask {
  readonly effectiveAt: Day;
  /** Nothing recorded after it is seen. */
  readonly asOf: Position;
  readonly statedBy: Day | null;
  /** Where the read models stood. */
  readonly position: Position;
}

export const Temporal = z
  .strictObject({
    effectiveAt: Day,
    asOf: PositionText,
    statedBy: Day.nullable(),
    position: PositionText.describe('Where the read models stood when they answered.'),
    uncertain: z
      .array(z.string())
      .describe('Addresses of events that only may have been stated by `statedBy`, and are left out.'),
  })
  .meta({
    id: 'Temporal',
    examples: [{ effectiveAt: '2011-12-01', asOf: '1042', statedBy: null, position: '1042', uncertain: [] }],
  });

/** At most this many uncertain events are named. */
const NAMED = 100;

export const temporalOf = (ask: Ask, uncertain: Iterable<string> = []): z.output<typeof Temporal> => ({
  effectiveAt: ask.effectiveAt,
  asOf: ask.asOf.toString(),
  statedBy: ask.statedBy,
  position: ask.position.toString(),
  uncertain: [...new Set(uncertain)].slice(0, NAMED),
});

export interface Visible {
  readonly events: readonly Recorded[];
  /** Addresses of those that only may have been stated by then. */
  readonly uncertain: readonly string[];
}

/**
 * The events that count for an answer: recorded by `asOf`, and certainly stated by `statedBy`. An event whose date was
 * amended was stated on its amended date, for whoever sees the amendment.
 */
export function visible(events: readonly Recorded[], { asOf, statedBy }: Pick<Ask, 'asOf' | 'statedBy'>): Visible {
  const recorded = (events.at(-1)?.position ?? 0n) <= asOf ? events : events.filter(({ position }) => position <= asOf);
  if (statedBy === null) return { events: recorded, uncertain: [] };
  const isStated = ({ statedOn }: Pick<Recorded, 'statedOn'>) => latestBoundOnOrBefore(statedOn, statedBy);
  const mayBeStated = ({ statedOn }: Pick<Recorded, 'statedOn'>) => earliestBoundOnOrBefore(statedOn, statedBy);
  const facts = factsOf(recorded.filter((event) => !isAmendment(event) || isStated(event)));
  const undated = facts.filter((fact) => !isStated(fact) && mayBeStated(fact));
  const hidden = recorded.filter((event) => isAmendment(event) && !isStated(event) && mayBeStated(event));
  return {
    events: facts.filter(isStated).map((fact) => fact.recorded),
    uncertain: [...undated.map((fact) => fact.recorded), ...hidden].map(eventAddress),
  };
}

const isAmendment = ({ type }: Recorded): boolean => type === FactAmended.type;
