import { z } from 'zod';
import {
  inCapacity, MeetingRecorded, NextMeetingClaimed, ref, restsOf,
  type Attendee, type Fact, type MeetingView as Domain,
} from '@app/domain'; // prettier-ignore
import { Evidence } from '../query/evidence.js';
import { factSchema, factView, said, saidView, shapeOf, Status, statusOf } from '../query/fact-view.js';
import { gapsOf, missing, MissingFields, type Missing } from '../query/missing.js';
import type { Shown } from '../query/shown.js';
import { AttendeeView, attendeeView, Listed } from './attendance.js';

export const NextDates = z
  .array(
    z.strictObject({
      body: ref('body').optional().describe('Whose next meeting; absent: of the bodies that convened this one.'),
      claims: z.array(factSchema(NextMeetingClaimed, 'NextMeetingClaim')),
      conflict: z.boolean().describe('At least two of the claims cannot both be so.'),
    }),
  )
  .describe('What is said of the next meeting; several claims may stand and contradict one another.');

export const MeetingView = z
  .looseObject({
    id: z.uuid(),
    status: Status,
    ...shapeOf(MeetingRecorded),
    chair: z.array(AttendeeView).describe('Those who chaired, by name; empty where nobody is named.'),
    listed: Listed,
    nextMeetings: NextDates,
    ...said,
    missing: MissingFields,
    evidence: z.array(Evidence),
  })
  .meta({ id: 'MeetingView' });

/** A meeting without its minutes: when, where and whose it was, who chaired, and when the next one is. */
export function meetingSummary(
  meeting: Domain,
  facts: readonly Fact[],
  shown: Shown,
): { view: object; cites: readonly Fact[] } {
  const { recorded, nextMeetings, listed } = meeting;
  const { reading, witness } = shown;
  const chair = inCapacity(meeting, 'chair').filter(({ party }) => party !== undefined);
  const cites = [recorded, ...chair.flatMap(restsOf), ...nextMeetings.flatMap(({ claims }) => claims)];
  const view = {
    id: recorded.recorded.stream.split('/')[2],
    status: statusOf(recorded),
    ...recorded.data,
    chair: chair.map((attendee) => attendeeView(attendee, shown)),
    listed,
    nextMeetings: nextMeetings.map(({ claims, ...group }) => ({
      ...group,
      claims: claims.map((claim) => factView(claim, reading.ask, witness)),
    })),
    ...saidView(recorded),
    missing: missingIn(meeting, chair, facts, shown),
    evidence: cites.map((fact) => witness.evidence(fact)),
  };
  return { view, cites };
}

const FIELDS = {
  title: 'The record gives it no heading.',
  date: 'The record gives no date.',
  startTime: 'The record does not say when it began.',
  duration: 'The record does not say how long it took.',
  format: 'The record does not say what sort of meeting it was.',
  place: 'The record does not say where it took place.',
  bodies: 'The record does not say who convened it.',
  describedAs: 'The record does not describe it.',
} as const;

function missingIn(
  meeting: Domain,
  chair: readonly Attendee[],
  facts: readonly Fact[],
  { reading }: Shown,
): Record<string, Missing> {
  const gaps = gapsOf(facts, reading.ask);
  const lacking: Record<string, Missing> = {};
  for (const [field, words] of Object.entries(FIELDS)) {
    if (meeting.recorded.data[field as keyof typeof FIELDS] === undefined) lacking[field] = missing(gaps, field, words);
  }
  if (chair.length === 0) lacking.chair = missing(gaps, 'chair', chairWords(meeting));
  if (meeting.attendance.length === 0) lacking.attendances = missing(gaps, 'attendances', 'No attendance is recorded.');
  if (meeting.nextMeetings.length === 0) {
    lacking.nextMeetings = missing(gaps, 'nextMeetings', 'The record says nothing of a next meeting.');
  }
  return lacking;
}

const chairWords = (meeting: Domain): string =>
  inCapacity(meeting, 'chair').length > 0
    ? 'The record speaks of a chair without a name.'
    : 'The record does not say who chaired.';
