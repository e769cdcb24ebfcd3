import { z } from 'zod';
import { eventType, type EventOf } from '../event.js';
import { Party } from '../party.js';
import { ref, words } from '../schema.js';
import { Basis } from '../source.js';
import { fuzzyDate } from '../time/index.js';

export const ACTION_KINDS = [
  'action', 'challenge', 'offer', 'outcome', 'aspiration', 'request', 'issue', 'heading', 'blank',
] as const; // prettier-ignore
/** What a row of an action table is; set by a person, never by keyword. */
export const ActionKind = z.enum(ACTION_KINDS).meta({ id: 'ActionKind' });
export type ActionKind = z.infer<typeof ActionKind>;

/** Rows without work of their own: they cannot be completed, and are never unowned work. */
export const isWork = (kind: ActionKind): boolean => kind !== 'heading' && kind !== 'blank';

export const DueDate = fuzzyDate(words(500)).meta({ id: 'DueDate' });

const parties = () => z.array(Party).min(1).max(50);

export const ActionRecorded = eventType(
  'ActionRecorded',
  z.strictObject({
    kind: ActionKind,
    label: words(50).optional().describe('The label of the row as printed: "1", "a".'),
    text: words(8_000).optional().describe('The words as printed; a blank row has none.'),
    title: words(300).optional().describe('A short title of one’s own, beside the words.'),
    by: parties().optional().describe('Who asks for it or offers it.'),
    to: parties().optional().describe('Who receives the result.'),
    with: parties().optional().describe('With whom it is done.'),
    recurrence: z
      .strictObject({ words: words(300), every: z.iso.duration().optional() })
      .optional()
      .describe('A recurring duty; without `every` the record gives no period.'),
    condition: words(1_000).optional().describe('On what it depends: "if we were shortlisted".'),
    parent: ref('action').optional().describe('Named here only, and on record before this action.'),
    meetingId: ref('meeting').optional(),
    agendaItemId: ref('agenda-item').optional().describe('An item of that meeting.'),
  }),
  {
    dates: 'happening',
    begins: 'thing',
    summary: 'An entry of an action table, or work agreed on, in the words of the record.',
  },
);

export const ActionReclassified = eventType('ActionReclassified', z.strictObject({ kind: ActionKind }), {
  dates: 'happening',
  summary: 'From then on the entry is of another kind.',
});

/** What an assignment and a transfer say of those who own from then on. */
const holding = {
  owners: parties().describe('All of them; several own jointly.'),
  lead: z.int().min(0).max(49).optional().describe('Place of the lead among the owners, from 0.'),
  performers: parties().optional().describe('Those who do it, where they are not those who own it.'),
  standsIn: z.enum(['column', 'text', 'both']).optional().describe('Where the record names the owner.'),
  condition: words(1_000).optional(),
  mark: z
    .strictObject({ meetingId: ref('meeting'), markId: ref('owner-mark') })
    .optional()
    .describe('The owner mark that this reads.'),
};

/**
 * An owner on record. One that is words only has no id to be named by; it is named by the event that made it an owner
 * and its place there.
 */
export const OwnerRef = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('person'), id: ref('person') }),
    z.strictObject({ kind: z.literal('body'), id: ref('body') }),
    z.strictObject({ kind: z.literal('organisation'), id: ref('organisation') }),
    z.strictObject({ kind: z.literal('seat'), id: ref('seat') }),
    z.strictObject({ kind: z.literal('words'), assignment: ref('event'), place: z.int().min(0).max(49) }),
  ])
  .meta({ id: 'OwnerRef' });
export type OwnerRef = z.infer<typeof OwnerRef>;

const leavers = () => z.array(OwnerRef).min(1).max(50);

export const ActionAssigned = eventType('ActionAssigned', z.strictObject(holding), {
  dates: 'happening',
  summary: 'From then on these own it, and nobody else.',
});

export const ActionTransferred = eventType('ActionTransferred', z.strictObject({ from: leavers(), ...holding }), {
  dates: 'happening',
  summary: 'The named owners give it to others; owners who are not named stay.',
});

export const ActionReleased = eventType(
  'ActionReleased',
  z.strictObject({ from: leavers().optional().describe('Absent: everybody.') }),
  { dates: 'happening', summary: 'Its owners, or the named ones, own it no longer.' },
);

export const ActionDueSet = eventType(
  'ActionDueSet',
  z.strictObject({ due: z.array(DueDate).max(20).describe('An empty list lifts what was set before.') }),
  {
    version: 2,
    dates: 'happening',
    summary: 'By when it is wanted, in the words of the record; replaces what was set before.',
  },
);

export const ActionProgressed = eventType(
  'ActionProgressed',
  z.strictObject({ report: words(8_000), by: Party.optional().describe('Who reports.') }),
  { dates: 'happening', summary: 'How it is getting on.' },
);

export const ActionCompleted = eventType('ActionCompleted', z.strictObject({ outcome: words(8_000).optional() }), {
  dates: 'happening',
  summary: 'It is done.',
});

export const ActionReopened = eventType('ActionReopened', z.strictObject({}), {
  dates: 'happening',
  summary: 'What was completed or withdrawn is work again.',
});

export const ActionWithdrawn = eventType('ActionWithdrawn', z.strictObject({}), {
  dates: 'happening',
  summary: 'It is given up without being done.',
});

export const ActionEscalated = eventType(
  'ActionEscalated',
  z.strictObject({ from: Party.optional(), to: Party, reason: words(4_000).optional() }),
  { dates: 'happening', summary: 'It is brought before somebody else; no owner changes by that.' },
);

export const ACTION_LINKS = ['sameAs', 'restates', 'concerns', 'dependsOn'] as const;

export const ActionLinked = eventType(
  'ActionLinked',
  z.strictObject({
    link: z.enum(ACTION_LINKS),
    to: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('action'), id: ref('action') }),
      z.strictObject({ kind: z.literal('statement'), id: ref('statement') }),
      z.strictObject({ kind: z.literal('priority'), listId: ref('priority-list'), id: ref('priority') }),
      z.strictObject({ kind: z.literal('vote-option'), voteId: ref('vote'), id: ref('vote-option') }),
    ]),
    basis: Basis,
  }),
  { dates: 'state', summary: 'How it stands to something else on record.' },
);

export const actionEvents = [
  ActionRecorded, ActionReclassified, ActionAssigned, ActionTransferred, ActionReleased, ActionDueSet, ActionProgressed,
  ActionCompleted, ActionReopened, ActionWithdrawn, ActionEscalated, ActionLinked,
] as const; // prettier-ignore
export type ActionEvent = EventOf<(typeof actionEvents)[number]>;

/** Those that change who owns it. */
export type HoldingEvent = EventOf<typeof ActionAssigned | typeof ActionTransferred | typeof ActionReleased>;
/** Those that open and close it. */
export type CourseEvent = EventOf<
  typeof ActionRecorded | typeof ActionCompleted | typeof ActionReopened | typeof ActionWithdrawn
>;
