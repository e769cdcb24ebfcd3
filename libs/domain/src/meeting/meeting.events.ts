import { z } from 'zod';
import { Concerned } from '../anything/anything.events.js';
import { eventType, type EventOf } from '../event.js';
import { clearText, ref, words } from '../schema.js';
import { Party } from '../party.js';
import { EventDate, fuzzyDate } from '../time/index.js';
import { attendanceEvents } from './attendance.events.js';
import { markEvents } from './marks.events.js';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day, as 13:00');

export const MeetingRecorded = eventType(
  'MeetingRecorded',
  z.strictObject({
    title: words(500).optional().describe('The heading as printed.'),
    describedAs: z.array(words(500)).max(10).optional().describe('"first meeting of a new group"'),
    date: EventDate.optional().describe('Absent: the record gives none.'),
    startTime: z.strictObject({ words: words(100), at: clockTime.optional() }).optional(),
    duration: z.strictObject({ words: words(200), iso: z.iso.duration().optional() }).optional(),
    format: words(200).optional().describe('"joint workshop"'),
    place: words(300).optional(),
    bodies: z.array(ref('body')).max(20).optional().describe('Those that convened it.'),
    partOf: ref('meeting').optional().describe('The meeting within which this one took place.'),
  }),
  {
    dates: 'happening',
    begins: 'thing',
    summary: 'A meeting, as far as the record tells when, where and whose it was.',
  },
);

export const AgendaItemRecorded = eventType(
  'AgendaItemRecorded',
  z.strictObject({
    number: clearText(50).optional().describe('As printed: "1.0", "2.1". Text, never a figure.'),
    place: z.int().min(1).max(10_000).describe('Place in the order of the meeting, from 1.'),
    names: z.array(words(500)).max(10).describe('As printed; several where the paper names it differently.'),
    body: ref('body').optional().describe('The body whose item it is, where that is not the convening one.'),
    outcome: z.enum(['taken', 'not-reached', 'deferred', 'not-recorded']),
  }),
  { dates: 'happening', begins: 'member', summary: 'An item of the agenda, and what became of it.' },
);

export const InterestsDeclared = eventType(
  'InterestsDeclared',
  z.strictObject({
    declared: z.discriminatedUnion('is', [
      z.strictObject({ is: z.literal('none') }),
      z.strictObject({ is: z.literal('interest'), by: Party, interest: words(2_000).optional() }),
    ]),
    itemId: ref('agenda-item').optional(),
  }),
  { dates: 'happening', summary: 'Somebody declared an interest, or it was said that there was none.' },
);

export const PaperPresented = eventType(
  'PaperPresented',
  z.strictObject({
    title: words(500).optional(),
    by: z.array(Party).max(20).optional(),
    itemId: ref('agenda-item').optional(),
    handed: z.enum(['attached', 'promised', 'tabled', 'not-stated']),
    documentId: ref('document').optional(),
  }),
  { dates: 'happening', summary: 'A paper or presentation was brought before the meeting.' },
);

/** A recorded meeting, or one that is known by words only ("the previous meeting"). */
export const MeetingRef = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('meeting'), id: ref('meeting') }),
    z.strictObject({ kind: z.literal('words'), text: words(500) }),
  ])
  .meta({ id: 'MeetingRef' });
export type MeetingRef = z.infer<typeof MeetingRef>;

export const MinutesAgreed = eventType(
  'MinutesAgreed',
  z.strictObject({
    of: MeetingRef,
    corrected: z
      .boolean()
      .describe('Whether they were agreed but for corrections; what these are, MinutesCorrected says.'),
    itemId: ref('agenda-item').optional(),
  }),
  { dates: 'happening', summary: 'At this meeting the minutes of another were agreed.' },
);

export const Correction = z
  .discriminatedUnion('about', [
    z.strictObject({ about: z.literal('attendance'), party: Party, says: z.enum(['present', 'apologies', 'absent']) }),
    z.strictObject({
      about: z.literal('words'),
      item: clearText(50).optional().describe('Number of the item in the corrected minutes.'),
      stood: words(4_000).optional(),
      reads: words(4_000),
    }),
  ])
  .meta({ id: 'Correction' });
export type Correction = z.infer<typeof Correction>;

const corrected = {
  of: MeetingRef,
  corrections: z.array(Correction).min(1).max(100),
  itemId: ref('agenda-item').optional().describe('The item at which it was made.'),
};
/** What a client says; what is concerned, the decider fills in. */
export const CorrectionBody = z.strictObject(corrected);

export const MinutesCorrected = eventType(
  'MinutesCorrected',
  z.strictObject({
    ...corrected,
    concerned: Concerned.optional().describe('Where the corrected meeting is recorded.'),
  }),
  {
    dates: 'happening',
    summary: 'At this meeting the minutes of another were corrected; both versions stay readable.',
  },
);

const target = { meetingId: ref('meeting'), basis: z.enum(['stated', 'inferred']) };
/** What a client says; the correction in the path is the `correctionId` of the event. */
export const TargetBody = z.strictObject(target);

export const CorrectionTargetResolved = eventType(
  'CorrectionTargetResolved',
  z.strictObject({ correctionId: ref('event'), ...target, concerned: Concerned }),
  { dates: 'happening', summary: 'Which recorded meeting a correction was aimed at that named it in words only.' },
);

export const NextMeetingClaimed = eventType(
  'NextMeetingClaimed',
  z.strictObject({
    when: fuzzyDate(words(500)),
    body: ref('body').optional().describe('Whose next meeting; absent: of the bodies that convened this one.'),
    startTime: clockTime.optional(),
    place: words(300).optional(),
    itemId: ref('agenda-item').optional(),
  }),
  {
    dates: 'happening',
    summary: 'What this meeting says of the next one; several may stand and contradict one another.',
  },
);

export const meetingEvents = [
  MeetingRecorded, AgendaItemRecorded, ...attendanceEvents, InterestsDeclared, PaperPresented, ...markEvents,
  MinutesAgreed, MinutesCorrected, CorrectionTargetResolved, NextMeetingClaimed,
] as const; // prettier-ignore
export type MeetingEvent = EventOf<(typeof meetingEvents)[number]>;
