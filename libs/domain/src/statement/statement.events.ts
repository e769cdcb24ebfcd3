import { z } from 'zod';
import { eventType, type EventOf } from '../event.js';
import { Party } from '../party.js';
import { ref, words } from '../schema.js';

/** A term of the partnership’s vocabulary `statement-kinds`; these are the usual ones. */
export const STATEMENT_KINDS = [
  'decision', 'aim', 'objective', 'theme', 'principle', 'view', 'wish', 'idea', 'risk', 'report',
] as const; // prettier-ignore
export const StatementKind = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,62}$/, 'lower-case letters, digits and hyphens')
  .describe(`${STATEMENT_KINDS.join(', ')}, or another term of the partnership’s own.`)
  .meta({ id: 'StatementKind' });

/** What a statement or a list is about. */
export const Topic = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('body'), id: ref('body') }),
    z.strictObject({ kind: z.literal('organisation'), id: ref('organisation') }),
    z.strictObject({ kind: z.literal('action'), id: ref('action') }),
    z.strictObject({ kind: z.literal('statement'), id: ref('statement') }),
    z.strictObject({ kind: z.literal('priority-list'), id: ref('priority-list') }),
    z.strictObject({ kind: z.literal('vote'), id: ref('vote') }),
    z.strictObject({ kind: z.literal('restructure'), id: ref('restructure') }),
    z.strictObject({ kind: z.literal('words'), text: words(500) }),
  ])
  .meta({ id: 'Topic' });
export type Topic = z.infer<typeof Topic>;

const where = {
  meetingId: ref('meeting').optional(),
  agendaItemId: ref('agenda-item').optional().describe('An item of that meeting.'),
};

export const StatementRecorded = eventType(
  'StatementRecorded',
  z.strictObject({
    kind: StatementKind,
    label: words(50).optional().describe('As printed: "1", "a".'),
    text: words(8_000).optional().describe('The words as printed.'),
    title: words(300).optional().describe('A short title of one’s own, beside the words.'),
    cells: z
      .array(z.strictObject({ heading: words(200).optional(), text: words(4_000).nullable() }))
      .max(50)
      .optional()
      .describe('The cells, where it is a row of a table; null for an empty one.'),
    about: z.array(Topic).max(20).optional(),
    heldBy: z.array(Party).max(50).optional().describe('Who says, holds or hopes it.'),
    howMany: words(300).optional().describe('How many hold it, as printed: "a majority of partners".'),
    listId: ref('statement-list').optional(),
    place: z.int().min(1).max(10_000).optional().describe('Place in that list, from 1.'),
    parent: ref('statement').optional().describe('The statement that it stands under.'),
    decidedBy: z.array(ref('body')).max(20).optional().describe('decision: the bodies that took it.'),
    ...where,
  }),
  {
    dates: 'happening',
    begins: 'thing',
    summary: 'Something was said, held or decided that is no work: an aim, a theme, a view, a decision.',
  },
);

export const StatementNamed = eventType('StatementNamed', z.strictObject({ name: words(300) }), {
  dates: 'state',
  summary: 'The same statement goes by another name too.',
});

export const StatementListRecorded = eventType(
  'StatementListRecorded',
  z.strictObject({
    title: words(500).optional().describe('As printed.'),
    kind: StatementKind.optional().describe('Of its entries.'),
    intended: z
      .strictObject({ words: words(300).optional(), number: z.int().min(0).max(10_000).optional() })
      .optional()
      .describe('How many entries it was to have.'),
    contents: z.enum(['complete', 'partial', 'unknown']).describe('How much of it is in the record.'),
    about: z.array(Topic).max(20).optional(),
    bodies: z.array(ref('body')).max(20).optional().describe('Whose list it is.'),
    ...where,
  }),
  { dates: 'happening', begins: 'thing', summary: 'A list of statements, perhaps known only to exist.' },
);

export const statementEvents = [StatementRecorded, StatementNamed] as const;
export type StatementEvent = EventOf<(typeof statementEvents)[number]>;
export const statementListEvents = [StatementListRecorded] as const;
