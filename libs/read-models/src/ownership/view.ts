import { z } from 'zod';
import {
  ChangeKind, EventDate, ownership, OWNERSHIP_ANSWERS, Party, Certainty, ref,
  type ActionState, type ComesTo, type Effective as Domain, type Fact, type Owner, type Ownership, type Whom,
} from '@app/domain'; // prettier-ignore
import { eventAddress } from '../query/event-address.js';
import { structureOf } from '../query/further-needs.js';
import type { Shown } from '../query/shown.js';
import { gapsOf, missing, Missing } from '../query/missing.js';
import { notedOf } from './noted.js';
import { bodyName, wordsOf } from './words.js';

type Looking = Pick<Shown, 'facts' | 'reading'>;

const Told = z.union([z.boolean(), z.literal('unknown')]);

const Holder = z.looseObject({ party: Party, role: z.string().optional(), holds: Told });

const words = z.string().describe('What the recorded owner comes to, in a sentence of ours.');
const noted = Missing.optional().describe('What the record notes to be missing there.');

const Effective = z
  .discriminatedUnion('is', [
    z.strictObject({
      is: z.literal('owner'),
      members: z.array(ref('person')).optional(),
      holders: z.array(Holder).optional().describe('Who holds the seat that owns it.'),
      seatsOver: z.array(ref('seat')).optional().describe('Seats that the person held, and that are over.'),
      plannedEnd: z
        .strictObject({ on: EventDate, certainty: Certainty, restructure: ref('restructure') })
        .optional()
        .describe('The end of the body is only intended or likely, though its day has come, or may have.'),
      words,
    }),
    z.strictObject({
      is: z.literal('vacant'),
      candidates: z.array(z.looseObject({ text: z.string().nullable() })),
      words,
      noted,
    }),
    z.strictObject({ is: z.literal('pending'), from: EventDate, planned: z.boolean(), words, noted }),
    z.strictObject({
      is: z.literal('orphaned'),
      why: z
        .enum(['left-orphaned', 'not-recorded', 'nothing-said', 'seat-ended', 'given-to-one-gone'])
        .describe('left-orphaned: on purpose; given-to-one-gone: the work was given to a body that had ended.'),
      words,
      reason: z.string().nullable().optional().describe('In the words of the record.'),
      candidates: z
        .array(ref('body'))
        .describe('Bodies that came of it: candidates, and owners of nothing by that alone.'),
    }),
    z.strictObject({ is: z.literal('cannot-be-told'), candidates: z.array(ref('body')), words, noted }),
    z.strictObject({ is: z.literal('unknown'), reason: z.string(), excluded: z.array(z.string()), words }),
  ])
  .describe(
    'What the recorded owner comes to on that day. vacant: a seat that nobody holds; pending: a body that is planned, or not in being yet; orphaned: a body that is gone, and nobody got its work.',
  )
  .meta({ id: 'EffectiveOwner' });

const Link = z
  .strictObject({
    body: ref('body').describe('The body that ended.'),
    restructure: ref('restructure'),
    change: ChangeKind,
    on: EventDate,
    by: z.enum(['exception', 'default', 'nothing']).describe('By what the work went on, or that it did not.'),
    certainty: Certainty,
    planned: z.boolean().describe('Stated ahead of its date, and confirmed by nothing since.'),
    event: z.string(),
  })
  .meta({ id: 'SuccessionLink' });

const succession = {
  effective: Effective,
  to: z
    .looseObject({ kind: z.string(), id: z.string().optional(), text: z.string().nullable().optional() })
    .optional()
    .describe(
      'Whom it came to through restructures, where that is not the owner on record: in the words of the record, or a body by its name of the day.',
    ),
  basis: z
    .enum(['recorded', 'exception', 'default'])
    .describe('recorded: as assigned; exception, default: by what a restructure says of the work.'),
  chain: z.array(Link).describe('The restructures on the way from the owner on record, in effective order.'),
};

const events = z.array(z.string()).describe('Addresses of the events that it rests on; they stand under evidence.');

export const OwnerView = z
  .strictObject({
    recorded: Party,
    lead: Told,
    owns: Told.describe('unknown: the day lies inside a fuzzy bound.'),
    status: z.enum(['in-force', 'planned']),
    ...succession,
    ifEnded: z
      .strictObject(succession)
      .optional()
      .describe('Where a body may have ended by that day: what it comes to if it has.'),
    certainty: Certainty.describe('That of the least sure among the assignment and the restructures on the way.'),
    condition: z.string().nullable().optional(),
    events,
  })
  .meta({ id: 'Owner' });

const PerformerView = z.strictObject({ party: Party, performs: Told, events }).meta({ id: 'Performer' });

export const ownershipShape = {
  answer: z
    .enum(OWNERSHIP_ANSWERS)
    .describe(
      'owned: an owner on record is in effect on that day. Otherwise what all of them come to (pending, vacant, cannot-be-told, orphaned, unknown), or mixed. unowned: none is on record.',
    ),
  joint: Told,
  orphaned: z
    .union([z.enum(['all', 'partly', 'unknown']), z.literal(false)])
    .describe('Whether its owners are gone and nobody got their work: all of them, or some of several.'),
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
  shown: Looking,
): { view: object; told: Ownership; cites: readonly Fact[] } {
  const { effectiveAt } = shown.reading.ask;
  const told = ownership(state, effectiveAt, structureOf(shown));
  const cites = [
    ...told.rests,
    ...told.performers.flatMap(({ rests }) => rests),
    ...(told.untilConfirmed ?? []).flatMap(({ rests }) => rests),
  ];
  return { told, cites: eachOnce(cites), view: viewOf(told, shown) };
}

const viewOf = (told: Ownership, shown: Looking) => ({
  answer: told.answer,
  joint: told.joint,
  orphaned: told.orphaned,
  leads: told.owners.filter(({ lead }) => lead === true).length,
  owners: told.owners.map((owner) => ownerView(owner, shown)),
  ...(told.excluded.length > 0 && { excluded: told.excluded }),
  performers: told.performers.map(({ party, performs, rests }) => ({ party, performs, events: addresses(rests) })),
  ...(told.untilConfirmed && { untilConfirmed: told.untilConfirmed.map((owner) => ownerView(owner, shown)) }),
});

const ownerView = (
  { recorded, lead, owns, status, ifEnded, certainty, condition, rests, ...came }: Owner,
  shown: Looking,
) => ({
  recorded,
  lead,
  owns,
  status,
  ...cameView(came, recorded, shown),
  ...(ifEnded && { ifEnded: cameView(ifEnded, recorded, shown) }),
  certainty,
  ...(condition !== undefined && { condition }),
  events: addresses(rests),
});

type Came = Pick<ComesTo, 'effective' | 'to' | 'basis' | 'chain'>;

export const cameView = ({ effective, to, basis, chain }: Came, recorded: Party, shown: Looking) => ({
  effective: {
    ...effectiveView(effective),
    ...notedOf(effective, to ?? recorded, shown),
    words: wordsOf({ effective, chain, ...(to && { to }) }, recorded, shown),
  },
  ...(to && { to: toView(to, shown) }),
  basis,
  chain: chain.map(({ restructureId, fact, ...link }) => ({
    ...link,
    restructure: restructureId,
    event: eventAddress(fact.recorded),
  })),
});

/** A default names a body by its id alone. */
const toView = (to: Whom, shown: Looking): object => {
  const name = to.kind === 'body' && to.id !== undefined && !('text' in to) ? bodyName(to.id, shown) : undefined;
  return name === undefined ? to : { ...to, text: name };
};

function effectiveView(effective: Domain): object {
  if (effective.is !== 'owner') return effective;
  const { holders, plannedEnd, ...owner } = effective;
  return {
    ...owner,
    ...(holders && {
      holders: holders.map(({ party, role, holds }) => ({ party, ...(role !== undefined && { role }), holds })),
    }),
    ...(plannedEnd && {
      plannedEnd: { on: plannedEnd.on, certainty: plannedEnd.certainty, restructure: plannedEnd.restructureId },
    }),
  };
}

/** A fact stands in the documents of all bodies that it names. */
export const eachOnce = (facts: readonly Fact[]): readonly Fact[] => [
  ...new Map(facts.map((fact) => [fact.recorded.id, fact])).values(),
];

export const addresses = (facts: readonly Fact[]): string[] =>
  eachOnce(facts).map(({ recorded }) => eventAddress(recorded));

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
