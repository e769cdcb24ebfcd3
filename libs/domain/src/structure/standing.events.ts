import { z } from 'zod';
import { eventType } from '../event.js';
import { ref, words } from '../schema.js';

const mandate = {
  mandate: words(8_000).optional().describe('What it is for, as printed.'),
  area: words(300).optional().describe('The area that it covers, as printed.'),
};
const says = ({ mandate: what, area }: { mandate?: string | undefined; area?: string | undefined }) =>
  what !== undefined || area !== undefined;

/** What a client says; the body in the path is the `bodyId` of the event. */
export const MandatePayload = z
  .strictObject(mandate)
  .refine(says, 'needs a mandate or an area')
  .meta({ id: 'Mandate' });

export const BodyMandated = eventType('BodyMandated', z.strictObject({ bodyId: ref('body'), ...mandate }), {
  dates: 'state',
  member: ({ bodyId }) => bodyId,
  summary: 'What a body is for, or which area it covers; replaces what was said before.',
});

const frequency = {
  frequency: words(300).describe('As printed: "twice a year".'),
  every: z.iso.duration().optional().describe('The period that somebody reads into the words: P2M.'),
  timesAYear: z.number().positive().max(366).optional().describe('The number that somebody reads into the words.'),
};
export const FrequencyPayload = z.strictObject(frequency).meta({ id: 'MeetingFrequency' });

export const MeetingFrequencySet = eventType(
  'MeetingFrequencySet',
  z.strictObject({ bodyId: ref('body'), ...frequency }),
  {
    dates: 'state',
    member: ({ bodyId }) => bodyId,
    summary: 'How often a body meets, in the words of the record; replaces what was said before.',
  },
);

export const OPERATING_PHASES = ['proposed', 'shadow', 'operating', 'dormant'] as const;
export const LEGAL_PHASES = ['informal', 'constituted', 'statutory'] as const;

const phase = [
  z.strictObject({
    axis: z.literal('operating'),
    phase: z.enum(OPERATING_PHASES),
    described: words(500).optional().describe('As printed.'),
  }),
  z.strictObject({
    axis: z.literal('legal'),
    phase: z.enum(LEGAL_PHASES),
    described: words(500).optional().describe('As printed.'),
  }),
] as const;
export const PhasePayload = z.discriminatedUnion('axis', phase).meta({ id: 'BodyPhase' });

const bodyId = { bodyId: ref('body') };
export const BodyPhaseSet = eventType(
  'BodyPhaseSet',
  z.discriminatedUnion('axis', [phase[0].extend(bodyId), phase[1].extend(bodyId)]),
  {
    dates: 'state',
    member: (data) => data.bodyId,
    summary: 'A phase of a body on one of two timelines, how it operates and what it is in law; there may be gaps.',
  },
);

export const standingEvents = [BodyMandated, MeetingFrequencySet, BodyPhaseSet] as const;
