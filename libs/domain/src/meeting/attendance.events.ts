import { z } from 'zod';
import { eventType } from '../event.js';
import { Party } from '../party.js';
import { clearText, ref, words } from '../schema.js';

export const SAYS = ['present', 'apologies', 'absent'] as const;
/** What a statement says of somebody: that he was there, that he sent apologies, or that he was not there. */
export const Says = z.enum(SAYS);
export type Says = z.infer<typeof Says>;

/** When somebody came or left: by an item of the agenda, since records seldom give the time, or by the clock. */
export const Moment = z
  .union([
    z.strictObject({ itemId: ref('agenda-item'), point: z.enum(['start', 'during', 'end']) }),
    z.strictObject({ time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day, as 13:00') }),
  ])
  .meta({ id: 'Moment' });
export type Moment = z.infer<typeof Moment>;

const extent = {
  from: Moment.optional().describe('When they joined.'),
  to: Moment.optional().describe('When they left.'),
};

export const AttendanceStated = eventType(
  'AttendanceStated',
  z
    .strictObject({
      attendee: Party.optional().describe('Absent: a capacity without a name ("The Chair welcomed members").'),
      says: Says,
      shownBy: z.enum(['list', 'narrative']).describe('Only what a list shows is counted.'),
      heading: clearText(200).optional().describe('The heading of the list as printed: "Also Present".'),
      capacity: clearText(100)
        .optional()
        .describe('chair, facilitator, minute-taker, or the record’s own word; absent: not stated.'),
      organisation: z
        .strictObject({
          text: words(300),
          organisationId: ref('organisation').optional(),
          bodyId: ref('body').optional(),
        })
        .optional()
        .describe('Where they come from, as printed.'),
      onBehalfOf: Party.optional(),
      ...extent,
      seenAt: z
        .array(ref('agenda-item'))
        .max(100)
        .optional()
        .describe('Items at which the narrative shows them; it says nothing of the others.'),
    })
    .refine(({ attendee, capacity }) => attendee ?? capacity, 'needs an attendee, or a capacity without a name')
    .refine(
      ({ says, from, to, seenAt }) => says === 'present' || !(from || to || seenAt),
      'only somebody who is present can come, leave or be seen',
    ),
  { dates: 'happening', summary: 'What the record says of somebody’s presence; several statements may contradict.' },
);

const resolution = { says: Says, ...extent };
/** What a client says; the attendance in the path is the `attendanceId` of the event. */
export const AttendanceResolution = z.strictObject(resolution);

export const AttendanceResolved = eventType(
  'AttendanceResolved',
  z.strictObject({ attendanceId: ref('event'), ...resolution }),
  { dates: 'happening', summary: 'Which of the statements about an attendee is taken to hold, on what evidence.' },
);

export const attendanceEvents = [AttendanceStated, AttendanceResolved] as const;
