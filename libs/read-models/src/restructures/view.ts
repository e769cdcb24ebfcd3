import { z } from 'zod';
import {
  Certainty, Disposition, EventDate, RESTRUCTURE_STATUSES, restructureOn, restructuresIn, RestructureProposed,
  type Fact, type RestructureFact,
} from '@app/domain'; // prettier-ignore
import { Evidence } from '../query/evidence.js';
import { eventAddress } from '../query/event-address.js';
import { shapeOf } from '../query/fact-view.js';
import { gapsOf, missing, MissingFields, type Missing } from '../query/missing.js';
import type { Shown } from '../query/shown.js';
import { changeViews, ChangeView } from './changes.js';

const { title, planned } = shapeOf(RestructureProposed);
const Step = z.enum(['proposed', 'agreed', 'implemented', 'abandoned']);

export const RestructureStatus = z
  .enum([...RESTRUCTURE_STATUSES, 'unknown'])
  .describe('planned: implemented as an intention, or for a later day, and confirmed by nothing since.')
  .meta({ id: 'RestructureStatus' });

export const RestructureView = z
  .looseObject({
    id: z.uuid(),
    title,
    status: RestructureStatus,
    possible: z.array(z.string()).optional().describe('Where the status is unknown: those that it may be.'),
    planned,
    changes: z.array(ChangeView).describe('As implemented; as proposed where it was not.'),
    dispositions: z.array(Disposition).describe('What becomes of the work of the bodies that end.'),
    effectiveFrom: EventDate.optional().describe('When it was implemented, or is to be.'),
    certainty: Certainty,
    steps: z
      .array(
        z.strictObject({
          step: Step,
          on: EventDate,
          certainty: Certainty,
          event: z.string(),
        }),
      )
      .describe('In the order of the record.'),
    missing: MissingFields,
    evidence: z.array(Evidence),
  })
  .meta({ id: 'RestructureView' });

const STEP: Readonly<Record<RestructureFact['type'], z.output<typeof Step>>> = {
  RestructureProposed: 'proposed',
  RestructureAgreed: 'agreed',
  BoardRestructured: 'implemented',
  RestructureAbandoned: 'abandoned',
};

type Told = Extract<RestructureFact, { type: 'RestructureProposed' | 'BoardRestructured' }>;

/** A restructure on a day: how far it has got, what it changes, and what becomes of the work. */
export function restructureView(
  facts: readonly Fact[],
  id: string,
  { reading, witness }: Shown,
): { readonly view: object; readonly cites: readonly Fact[] } {
  const steps = restructuresIn(facts).filter(({ data }) => data.restructureId === id);
  const proposed = steps.find(({ type }) => type === 'RestructureProposed') as Extract<
    Told,
    { type: 'RestructureProposed' }
  >;
  const made = steps.find(({ type }) => type === 'BoardRestructured') as Told | undefined;
  const telling = made ?? proposed;
  const on = restructureOn(facts, id, reading.ask.effectiveAt);
  const view = {
    id,
    title: proposed.data.title,
    status: on.status,
    ...(on.status === 'unknown' && { possible: on.possible }),
    ...(proposed.data.planned && { planned: proposed.data.planned }),
    changes: changeViews(telling),
    dispositions: telling.data.dispositions ?? [],
    ...(made && { effectiveFrom: made.effectiveFrom }),
    certainty: telling.certainty,
    steps: steps.map((step) => ({
      step: STEP[step.type],
      on: step.effectiveFrom,
      certainty: step.certainty,
      event: eventAddress(step.recorded),
    })),
    missing: missingSteps(steps, proposed, facts, id, reading),
    evidence: steps.map((step) => witness.evidence(step)),
  };
  return { view, cites: steps };
}

function missingSteps(
  steps: readonly RestructureFact[],
  proposed: Extract<Told, { type: 'RestructureProposed' }>,
  facts: readonly Fact[],
  id: string,
  { ask }: Shown['reading'],
): Record<string, Missing> {
  const gaps = gapsOf(facts, ask);
  const lacks = (type: RestructureFact['type']) => !steps.some((step) => step.type === type);
  const note = (field: string, words: string) => ({ [field]: missing(gaps, field, words, id) });
  return {
    ...(proposed.data.proposalNotRecorded && note('proposal', 'The record has no proposal.')),
    ...(lacks('RestructureAgreed') && note('agreement', 'No agreement to it is recorded.')),
    ...(lacks('BoardRestructured') &&
      lacks('RestructureAbandoned') &&
      note('implementation', 'It is recorded neither as implemented nor as given up.')),
  };
}
