import { z } from 'zod';
import { Because, Certainty, EventDate, factsOf, type Fact, type Recorded, type Stated } from '@app/domain';
import { PositionText } from '../query/ask.js';
import { SourceView, type Witness } from '../query/evidence.js';
import { eventAddress } from '../query/event-address.js';

const stated = {
  data: z.record(z.string(), z.unknown()),
  statedOn: EventDate,
  effectiveFrom: EventDate,
  effectiveTo: EventDate.optional(),
  certainty: Certainty,
  because: Because.optional(),
  sources: z.array(SourceView),
};

/** What an event says, at one time. */
export const Saying = z.strictObject(stated).meta({ id: 'Saying' });

export const HistoryEntry = z
  .strictObject({
    event: z.string().describe('Its address, behind /events/.'),
    id: z.uuid(),
    type: z.string(),
    version: z.int(),
    revision: z.string(),
    position: PositionText,
    recordedAt: z.string(),
    by: z.string().describe('The opaque id of whoever recorded it.'),
    ...stated,
    amends: z
      .strictObject({ event: z.string(), before: Saying.nullable(), after: Saying.nullable() })
      .optional()
      .describe('Of an amendment: what the amended event said before and after; null: nothing, it was withdrawn.'),
    amendedBy: z.array(z.string()).describe('Addresses of its amendments, those superseded too.'),
    disputedBy: z.array(z.string()),
    certaintyRevisedBy: z.array(z.string()),
    withdrawn: z.boolean(),
  })
  .meta({ id: 'HistoryEntry' });

/** An event as it was recorded, with what later events did to it; and of an amendment, what it did to another. */
export function historyEntry(fact: Fact, events: readonly Recorded[], witness: Witness): z.output<typeof HistoryEntry> {
  const { recorded } = fact;
  return {
    event: eventAddress(recorded),
    id: recorded.id,
    type: recorded.type,
    version: recorded.version,
    revision: recorded.revision.toString(),
    position: recorded.position.toString(),
    recordedAt: recorded.recordedAt,
    by: recorded.actor,
    ...saying(recorded, fact, witness),
    ...amendment(recorded, events, witness),
    amendedBy: fact.amendments.map(eventAddress),
    disputedBy: fact.disputes.map(eventAddress),
    certaintyRevisedBy: fact.revisions.map(eventAddress),
    withdrawn: fact.withdrawn,
  };
}

type Said = Stated & { readonly data: unknown };

export function saying(said: Said, fact: Fact, witness: Witness): z.output<typeof Saying> {
  const { data, statedOn, effectiveFrom, effectiveTo, certainty, because, sources } = said;
  return {
    data: data as Record<string, unknown>,
    statedOn,
    effectiveFrom,
    ...(effectiveTo && { effectiveTo }),
    certainty,
    ...(because && { because }),
    sources: sources.map((source) => witness.source(source, fact)),
  };
}

function amendment(recorded: Recorded, events: readonly Recorded[], witness: Witness) {
  if (recorded.type !== 'FactAmended') return {};
  const { amends } = recorded.data as { amends: string };
  const upTo = events.filter(({ position }) => position <= recorded.position);
  const before = factsOf(upTo.slice(0, -1)).find((fact) => fact.recorded.id === amends);
  const after = factsOf(upTo).find((fact) => fact.recorded.id === amends);
  if (!before || !after) return {};
  const said = (fact: Fact) => (fact.withdrawn ? null : saying(fact, fact, witness));
  return { amends: { event: eventAddress(before.recorded), before: said(before), after: said(after) } };
}
