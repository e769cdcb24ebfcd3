import { z } from 'zod';
import { eventType } from '../event.js';
import { Party } from '../party.js';
import { clearText, ref, words } from '../schema.js';
import { Basis } from '../source.js';
import { RelationEnd } from './relations.events.js';

const contact = {
  area: words(300).optional().describe('The part of its work or area that the contact is for: a district.'),
  contacts: z.array(Party).min(1).max(20).describe('Alternatives, where there are several.'),
  joined: z.enum(['and', 'or']).optional().describe('How the record joins several.'),
};
/** What a client says; the body or organisation in the path is `of`. */
export const ContactPointPayload = z.strictObject(contact).meta({ id: 'ContactPoint' });

export const ContactPointSet = eventType('ContactPointSet', z.strictObject({ of: RelationEnd, ...contact }), {
  dates: 'state',
  member: ({ of }) => of.id,
  summary: 'Whom to ask about a body, an area of it, or an organisation; no ownership follows.',
});

export const RightKind = z.enum(['decides', 'helps', 'finalises', 'agrees', 'advises', 'resolves']);
export type RightKind = z.infer<typeof RightKind>;

const right = {
  right: RightKind,
  what: words(1_000).describe('What is decided, as printed.'),
  matter: clearText(100)
    .optional()
    .describe(
      'A term of one’s own for it, the same in every statement about the same thing: "priorities". Not sealed.',
    ),
  beside: ref('body').optional().describe('Whom it helps or advises in deciding.'),
};
/** What a client says; the body in the path is the `bodyId` of the event. */
export const DecisionRightPayload = z.strictObject(right).meta({ id: 'DecisionRight' });

export const DecisionRightStated = eventType('DecisionRightStated', z.strictObject({ bodyId: ref('body'), ...right }), {
  dates: 'state',
  member: ({ bodyId }) => bodyId,
  summary: 'Who decides, helps to decide or finalises what; statements that conflict stand side by side.',
});

const identity = {
  other: RelationEnd.optional(),
  outside: z
    .strictObject({ scheme: clearText(200), id: clearText(200) })
    .optional()
    .describe('An identifier given by others: a company number, a code.'),
  verdict: z.enum(['same', 'different', 'open']),
  basis: Basis,
};
/** What a client says; the body or organisation in the path is `of`. */
export const IdentityPayload = z
  .strictObject(identity)
  .refine(({ other, outside }) => other !== undefined || outside !== undefined, 'needs other or outside')
  .meta({ id: 'Identity' });

export const IdentityStated = eventType('IdentityStated', z.strictObject({ of: RelationEnd, ...identity }), {
  dates: 'state',
  member: ({ of }) => of.id,
  summary: 'Two entries are one body or organisation, are two, or cannot be told apart; or what others call it.',
});

export const rightEvents = [ContactPointSet, DecisionRightStated, IdentityStated] as const;
