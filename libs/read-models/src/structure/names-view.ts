import { z } from 'zod';
import { bodyNamesOn, NameKind, type Fact } from '@app/domain';
import { Evidence } from '../query/evidence.js';
import { eventAddress } from '../query/event-address.js';
import { MissingFields } from '../query/missing.js';
import type { Shown } from '../query/shown.js';
import { memberName } from './name.js';

const NameOn = z
  .strictObject({
    name: z.string(),
    kind: NameKind,
    holds: z.union([z.literal(true), z.literal('unknown')]),
    event: z.string(),
  })
  .meta({ id: 'NameOn' });

/** What bodies and organisations have in common. */
export const commonShape = {
  id: z.uuid(),
  name: z.string().describe('The primary name on `effectiveAt`.'),
  names: z.array(NameOn).describe('All names that hold on that day, or may.'),
  missing: MissingFields,
  evidence: z.array(Evidence),
};

/** The names on that day, and the facts that give them. */
export function namedOn(facts: readonly Fact[], id: string, { reading: { ask } }: Shown) {
  const on = bodyNamesOn(facts, id, ask.effectiveAt);
  return {
    view: {
      names: on.map(({ name, kind, holds, fact }) => ({ name, kind, holds, event: eventAddress(fact.recorded) })),
      ...memberName({ facts }, ask, id),
    },
    cites: on.map(({ fact }): Fact => fact),
  };
}
