import { z } from 'zod';
import { eventType, type EventOf } from '../event.js';
import { Party } from '../party.js';
import { clearText, ref, words } from '../schema.js';
import { Because, Certainty, Lines, Source } from '../source.js';
import { EventDate } from '../time/index.js';

/**
 * The event concerned and every id that it names, before and after: filled in by the decider, so that a projection
 * finds its documents in this event alone.
 */
export const Concerned = z.strictObject({
  stream: z.string(),
  revision: z.string(),
  type: z.string(),
  /** The member whose key seals the words of the event concerned; the stream's own thing where absent. */
  member: z.string().optional(),
  ids: z.array(z.string()),
  /** The same as `kind/id`, where one stream holds things of several kinds: in the structure. */
  named: z.array(z.string()).optional(),
});
export type Concerned = z.infer<typeof Concerned>;

const memberConcerned = (data: { readonly concerned: Concerned }) => data.concerned.member;

export const AMENDMENT_KINDS = [
  'minutes-correction',
  'transcription-error',
  'source-conflict-resolved',
  'reading-revised',
  'recorded-in-error',
] as const;

/**
 * The payload of a replacement is checked against the schema of the amended event, which is not known here. Its words
 * are sealed by that schema too.
 */
export const Replacement = z.strictObject({
  data: z.record(z.string(), z.unknown()),
  statedOn: EventDate,
  effectiveFrom: EventDate,
  effectiveTo: EventDate.optional(),
  sources: z.array(Source).max(50),
  certainty: Certainty,
  because: Because.optional(),
});

export const FactAmended = eventType(
  'FactAmended',
  z.strictObject({
    amends: ref('event'),
    kind: z.enum(AMENDMENT_KINDS),
    replacement: Replacement.nullable(),
    concerned: Concerned,
  }),
  {
    dates: 'happening',
    member: memberConcerned,
    summary: 'The record itself was wrong: an event’s data and dates are replaced whole, or it is withdrawn.',
  },
);

export const FactDisputed = eventType(
  'FactDisputed',
  z.strictObject({
    eventId: ref('event'),
    statement: words(4_000),
    by: Party.optional(),
    concerned: Concerned,
  }),
  {
    dates: 'happening',
    member: memberConcerned,
    summary: 'Somebody holds that an event is not so; both statements stay.',
  },
);

export const CertaintyRevised = eventType(
  'CertaintyRevised',
  z.strictObject({ eventId: ref('event'), becomes: Certainty, concerned: Concerned }),
  {
    dates: 'happening',
    member: memberConcerned,
    summary: 'What was likely, intended or doubtful is confirmed, dropped or doubted.',
  },
);

/** In the structure, where the member is a seat: the body that has it, which the decider fills in. */
const within = ref('body').optional();

const gap = {
  about: clearText(200).describe('What is missing, as the name of a read field or in short: "chair", "actions.text".'),
  reason: z.enum(['not-in-the-record', 'lost-in-copying', 'declared-incomplete', 'cannot-be-told']),
  words: words(2_000).optional(),
  documentId: ref('document').optional(),
  lines: Lines.optional(),
  member: z.uuid().optional().describe('The member of the thing that the gap is in: an agenda item, a mark, a seat.'),
};
/** What a client says. */
export const GapPayload = z.strictObject(gap);

export const GapNoted = eventType('GapNoted', z.strictObject({ ...gap, within }), {
  dates: 'state',
  member: (data) => data.member,
  summary: 'Something is known to be missing, and why.',
});

const consultation = {
  with: z.array(Party).max(50).optional().describe('Who was asked.'),
  at: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('meeting'), id: ref('meeting') }),
      z.strictObject({ kind: z.literal('words'), text: words(500) }),
    ])
    .optional()
    .describe('At which meeting or event.'),
  described: words(2_000).optional().describe('As printed.'),
  result: words(4_000).optional().describe('What came of it; absent: not recorded.'),
  member: z.uuid().optional().describe('The member of the thing that was consulted on: an entry, an option, a seat.'),
};
/** What a client says. */
export const ConsultationPayload = z.strictObject(consultation);

export const ConsultationRecorded = eventType('ConsultationRecorded', z.strictObject({ ...consultation, within }), {
  dates: 'happening',
  member: (data) => data.member,
  summary: 'Somebody was consulted on it, with a result or with none on record.',
});

export const anythingEvents = [FactAmended, FactDisputed, CertaintyRevised, GapNoted, ConsultationRecorded] as const;
export type AnythingEvent = EventOf<(typeof anythingEvents)[number]>;
