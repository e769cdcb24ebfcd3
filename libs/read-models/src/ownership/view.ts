import { z } from 'zod';
import {
  bodyStatusOn, EventDate, ownership, Party, Certainty,
  type ActionState, type Fact, type Owner, type Ownership,
} from '@app/domain'; // prettier-ignore
import { eventAddress } from '../query/event-address.js';
import type { Shown } from '../query/shown.js';
import { gapsOf, missing, Missing } from '../query/missing.js';

const Told = z.union([z.boolean(), z.literal('unknown')]);

const Effective = z
  .discriminatedUnion('is', [
    z.strictObject({ is: z.literal('owner'), members: z.array(z.string()).optional() }),
    z.strictObject({ is: z.literal('pending'), from: EventDate, planned: z.boolean() }),
    z.strictObject({ is: z.literal('cannot-be-told'), candidates: z.array(z.string()) }),
    z.strictObject({ is: z.literal('unknown'), reason: z.string(), excluded: z.array(z.string()) }),
  ])
  .describe('What the recorded owner comes to on that day; pending: a body that is planned, or not in being yet.')
  .meta({ id: 'EffectiveOwner' });

const events = z.array(z.string()).describe('Addresses of the events that it rests on; they stand under evidence.');

const OwnerView = z
  .strictObject({
    recorded: Party,
    lead: Told,
    owns: Told.describe('unknown: the day lies inside a fuzzy bound.'),
    status: z.enum(['in-force', 'planned']),
    effective: Effective,
    basis: z.literal('recorded'),
    certainty: Certainty,
    condition: z.string().nullable().optional(),
    events,
  })
  .meta({ id: 'Owner' });

const PerformerView = z.strictObject({ party: Party, performs: Told, events }).meta({ id: 'Performer' });

export const ownershipShape = {
  answer: z.enum(['owned', 'unowned', 'unknown']),
  joint: Told,
  leads: z.int().min(0).describe('How many of the owners are marked as lead.'),
  owners: z.array(OwnerView),
  excluded: z
    .array(Party)
    .optional()
    .describe('Where something is unknown: who certainly does not own it on that day.'),
  performers: z.array(PerformerView).describe('Who does it, where that is not who owns it.'),
  untilConfirmed: z.array(OwnerView).optional().describe('Who owns it until what is planned is confirmed.'),
};

/** Who owns an action on the day, and what it rests on. */
export function ownershipView(
  state: ActionState,
  shown: Pick<Shown, 'facts' | 'reading'>,
): { view: object; told: Ownership; cites: readonly Fact[] } {
  const { effectiveAt } = shown.reading.ask;
  const told = ownership(state, effectiveAt, {
    bodyOn: (id, day) => bodyStatusOn(shown.facts('body', id), id, day),
  });
  const cites = [
    ...told.rests,
    ...told.performers.flatMap(({ rests }) => rests),
    ...(told.untilConfirmed ?? []).flatMap(({ rests }) => rests),
  ];
  return { told, cites: [...new Set(cites)], view: viewOf(told) };
}

const viewOf = (told: Ownership) => ({
  answer: told.answer,
  joint: told.joint,
  leads: told.owners.filter(({ lead }) => lead === true).length,
  owners: told.owners.map(ownerView),
  ...(told.excluded.length > 0 && { excluded: told.excluded }),
  performers: told.performers.map(({ party, performs, rests }) => ({ party, performs, events: addresses(rests) })),
  ...(told.untilConfirmed && { untilConfirmed: told.untilConfirmed.map(ownerView) }),
});

const ownerView = ({ recorded, lead, owns, status, effective, basis, certainty, condition, rests }: Owner) => ({
  recorded,
  lead,
  owns,
  status,
  effective,
  basis,
  certainty,
  ...(condition !== undefined && { condition }),
  events: addresses(rests),
});

const addresses = (facts: readonly Fact[]): string[] => facts.map(({ recorded }) => eventAddress(recorded));

/** Why nobody is named as owner, or as lead among several. */
export function missingOwners(
  facts: readonly Fact[],
  told: Ownership,
  shown: Pick<Shown, 'reading'>,
): Record<string, Missing> {
  const gaps = gapsOf(facts, shown.reading.ask);
  const noLead = told.joint === true && told.owners.every(({ lead }) => lead === false);
  return {
    ...(told.answer === 'unowned' && { owners: missing(gaps, 'owners', 'No owner is recorded.') }),
    ...(told.answer === 'unknown' && {
      owners: { status: 'unknown' as const, reason: 'The day lies inside a fuzzy date of what is recorded.' },
    }),
    ...(noLead && { lead: missing(gaps, 'lead', 'None of the owners is marked as lead.') }),
  };
}
