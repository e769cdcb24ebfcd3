import { z } from 'zod';
import { Because, Certainty, EventDate, holdsOn, isPlan, type EventType, type Fact, periodOf } from '@app/domain';
import type { Ask } from './ask.js';
import { Evidence, type Witness } from './evidence.js';

export const Status = z
  .enum(['in-force', 'planned', 'unknown'])
  .describe('planned: intended, likely, possible or stated ahead of its date, and confirmed by nothing yet.');

const InEffect = z
  .union([z.boolean(), z.literal('unknown')])
  .describe('Whether it holds on `effectiveAt`, by its own dates; unknown inside a fuzzy bound.');

/** When and on what grounds something is on record. */
export const said = {
  statedOn: EventDate,
  effectiveFrom: EventDate,
  effectiveTo: EventDate.optional(),
  certainty: Certainty,
  because: Because.optional(),
};

/** What surrounds the payload of a fact in an answer, but for its id. */
export const standing = { ...said, status: Status, inEffect: InEffect, evidence: z.array(Evidence) };

/** What surrounds the payload of a fact in an answer. */
export const envelope = { id: z.string(), ...standing };

/** A fact as answered: the payload of its event as amended, its dates, its certainty and its evidence. */
export type FactView = Readonly<Record<string, unknown>> & { readonly id: string };

export const statusOf = (fact: Fact): 'in-force' | 'planned' => (isPlan(fact) ? 'planned' : 'in-force');

export const factView = (fact: Fact, ask: Pick<Ask, 'effectiveAt'>, witness: Witness): FactView => ({
  id: fact.recorded.id,
  ...(fact.data as Record<string, unknown>),
  ...standingView(fact, ask, witness),
});

export const saidView = ({ statedOn, effectiveFrom, effectiveTo, certainty, because }: Fact) => ({
  statedOn,
  effectiveFrom,
  ...(effectiveTo && { effectiveTo }),
  certainty,
  ...(because && { because }),
});

/** The dates of a fact, its certainty and its evidence. */
export const standingView = (fact: Fact, ask: Pick<Ask, 'effectiveAt'>, witness: Witness) => ({
  ...saidView(fact),
  status: statusOf(fact),
  inEffect: holdsOn(periodOf(fact), ask.effectiveAt),
  evidence: [witness.evidence(fact)],
});

/** The fields of an event's payload. */
export const shapeOf = (type: EventType): z.ZodRawShape => (type.data instanceof z.ZodObject ? type.data.shape : {});

/** Schema of `factView` for a kind of event, with what an answer adds to it. */
export function factSchema(type: EventType, id: string, more: z.ZodRawShape = {}) {
  return z.looseObject({ ...shapeOf(type), ...envelope, ...more }).meta({ id, description: type.summary });
}
