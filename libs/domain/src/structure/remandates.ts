import type { EventOf } from '../event.js';
import type { Fact } from '../facts.js';
import { changesIn } from './restructures.js';
import type { BodyMandated } from './standing.events.js';

type Mandating = Fact<EventOf<typeof BodyMandated>>;

/**
 * The mandates on record with those that restructures gave, each as a mandate of the same dates, on the evidence of the
 * restructure. One that is only intended stays so.
 */
export const withRemandates = (mandates: readonly Mandating[], restructures: readonly Fact[]): readonly Mandating[] => [
  ...mandates,
  ...changesIn(restructures).flatMap(({ fact, certainty, change: { kind, original: [bodyId] = [], mandate } }) =>
    kind === 'remandate' && bodyId !== undefined
      ? [{ ...fact, certainty, type: 'BodyMandated' as const, data: { bodyId, mandate } }]
      : [],
  ),
];
