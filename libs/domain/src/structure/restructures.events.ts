import { z } from 'zod';
import { eventType, type EventOf } from '../event.js';
import { Party } from '../party.js';
import { clearText, ref, words } from '../schema.js';
import { Certainty } from '../source.js';
import { fuzzyDate } from '../time/index.js';

export const CHANGE_KINDS = [
  'create', 'dissolve', 'merge', 'split', 'replace', 'rename', 'remandate', 'move', 'leave-structure',
] as const; // prettier-ignore
export const ChangeKind = z.enum(CHANGE_KINDS).meta({ id: 'ChangeKind' });
export type ChangeKind = z.infer<typeof ChangeKind>;

/** One change of a restructure, after W3C ORG’s ChangeEvent: from original to resulting bodies. */
export const StructureChange = z
  .strictObject({
    kind: ChangeKind,
    original: z.array(ref('body')).max(50).optional().describe('Those that there were; `create` has none.'),
    resulting: z.array(ref('body')).max(50).optional().describe('Those that there are then, on record already.'),
    described: words(2_000).optional().describe('As printed.'),
    name: clearText().optional().describe('rename: the new name.'),
    mandate: words(8_000).optional().describe('remandate: the new mandate.'),
    under: ref('body').optional().describe('move: the body that it stands under then; none where absent.'),
    certainty: Certainty.optional().describe('Of this change, where it is not that of the whole.'),
  })
  .meta({ id: 'StructureChange' });
export type StructureChange = z.infer<typeof StructureChange>;

const orphaned = z.strictObject({ is: z.literal('orphaned'), reason: words(2_000) });
const notRecorded = z.strictObject({ is: z.literal('not-recorded') });

/** What becomes of the work of a body that ends. */
export const Disposition = z
  .strictObject({
    body: ref('body').describe('The body that ends.'),
    work: z.discriminatedUnion('is', [
      z.strictObject({ is: z.literal('to'), body: ref('body').describe('A living body.') }),
      orphaned,
      notRecorded.describe('The paper does not say.'),
    ]),
    exceptions: z
      .array(
        z.strictObject({
          action: ref('action'),
          work: z.discriminatedUnion('is', [
            z.strictObject({ is: z.literal('to'), owner: Party }),
            orphaned,
            notRecorded,
          ]),
        }),
      )
      .max(500)
      .optional()
      .describe('Actions of which something else becomes.'),
  })
  .meta({ id: 'Disposition' });
export type Disposition = z.infer<typeof Disposition>;

const changes = z.array(StructureChange).min(1).max(100);
const dispositions = z.array(Disposition).max(100).optional();

const proposal = {
  title: words(300),
  changes,
  dispositions,
  planned: fuzzyDate(words(300)).optional().describe('When it is to take effect.'),
  proposalNotRecorded: z
    .literal(true)
    .optional()
    .describe('The record has no proposal: it begins with the agreement or the change itself.'),
};
/** What a client says; the new id is the `restructureId` of the event. */
export const ProposalPayload = z.strictObject(proposal).meta({ id: 'RestructureProposal' });

const restructureId = { restructureId: ref('restructure') };
const member = (data: { readonly restructureId: string }) => data.restructureId;

export const RestructureProposed = eventType('RestructureProposed', z.strictObject({ ...restructureId, ...proposal }), {
  dates: 'happening',
  begins: 'member',
  member,
  summary: 'A change of the structure is put forward: one unit of several changes.',
});

/** So that a projection finds the bodies that the proposal names; filled in by the decider. */
const bodies = { bodies: z.array(ref('body')).max(1_000) };

const agreement = {
  by: z.array(ref('body')).max(20).optional().describe('The bodies that agreed.'),
  meetingId: ref('meeting').optional(),
  terms: words(2_000).optional().describe('On what terms, as printed.'),
};
export const AgreementPayload = z.strictObject(agreement).meta({ id: 'RestructureAgreement' });

export const RestructureAgreed = eventType(
  'RestructureAgreed',
  z.strictObject({ ...restructureId, ...bodies, ...agreement }),
  { dates: 'happening', member, summary: 'A proposed restructure is agreed; nothing has changed yet.' },
);

const implementation = {
  changes: changes.optional().describe('What was changed; as proposed where absent.'),
  dispositions: dispositions.describe('What becomes of the work of every body that ends; as proposed where absent.'),
  agreementNotRecorded: z.literal(true).optional().describe('The record has no agreement.'),
};
export const ImplementationPayload = z.strictObject(implementation).meta({ id: 'RestructureImplementation' });

export const BoardRestructured = eventType(
  'BoardRestructured',
  z.strictObject({
    ...restructureId,
    changes,
    dispositions: z.array(Disposition).max(100),
    agreementNotRecorded: implementation.agreementNotRecorded,
  }),
  {
    dates: 'happening',
    member,
    summary: 'The structure changes, with what becomes of the work of every body that ends.',
  },
);

const abandonment = { reason: words(2_000).optional() };
export const AbandonmentPayload = z.strictObject(abandonment).meta({ id: 'RestructureAbandonment' });

export const RestructureAbandoned = eventType(
  'RestructureAbandoned',
  z.strictObject({ ...restructureId, ...bodies, ...abandonment }),
  { dates: 'happening', member, summary: 'A proposed or agreed restructure is given up.' },
);

export const restructureEvents = [
  RestructureProposed, RestructureAgreed, BoardRestructured, RestructureAbandoned,
] as const; // prettier-ignore
export type RestructureEvent = EventOf<(typeof restructureEvents)[number]>;
