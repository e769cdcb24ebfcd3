import { z } from 'zod';
import { eventType, type EventOf } from '../event.js';
import { Party } from '../party.js';
import { clearText, ref, words } from '../schema.js';

export const VoteOpened = eventType(
  'VoteOpened',
  z.strictObject({
    title: words(300).optional().describe('A short title of one’s own.'),
    question: words(2_000).optional().describe('What was voted on, as printed.'),
    method: words(2_000).describe(
      'How, as printed: "Members then voted for the ones which they felt were most important".',
    ),
    votesEach: z.int().min(1).max(10_000).optional().describe('How many votes each voter has; absent: not recorded.'),
    electorate: z.array(Party).max(200).optional().describe('Who may vote.'),
    bodies: z.array(ref('body')).max(20).optional().describe('Whose vote it is.'),
    meetingId: ref('meeting').optional(),
    agendaItemId: ref('agenda-item').optional().describe('An item of that meeting.'),
  }),
  { dates: 'happening', begins: 'thing', summary: 'A vote on options, as far as the record tells how it was held.' },
);

export const VoteOptionAdded = eventType(
  'VoteOptionAdded',
  z.strictObject({
    label: clearText(50).optional(),
    text: words(8_000).optional().describe('The words as printed.'),
    title: words(300).optional().describe('A short title of one’s own, beside the words.'),
    category: clearText(200).optional().describe('The heading that it stands under, as printed.'),
    place: z.int().min(1).max(10_000).optional().describe('Place among the options, from 1.'),
    subItems: z
      .array(z.strictObject({ text: words(4_000), actionId: ref('action').optional() }))
      .max(50)
      .optional()
      .describe('What stands below it and was counted with it; named by their places, from 0.'),
    actionId: ref('action').optional().describe('The action that it is.'),
    statementId: ref('statement').optional(),
  }),
  {
    dates: 'happening',
    begins: 'member',
    summary: 'Something that can be voted for; none is added once a vote is in.',
  },
);

const count = { optionId: ref('vote-option'), votes: z.int().min(0).max(1_000_000).nullable() };
/** A figure read off a paper; null where the paper has a blank. */
export const CountPayload = z.strictObject(count).meta({ id: 'VoteCount' });

const ballot = {
  optionId: ref('vote-option'),
  voter: Party,
  votes: z.int().min(0).max(10_000).describe('How many of the voter’s votes go to this option; 0 takes them back.'),
};
/** What one voter gives to one option. */
export const BallotPayload = z.strictObject(ballot).meta({ id: 'Ballot' });

export const PriorityVoted = eventType('PriorityVoted', z.union([z.strictObject(ballot), z.strictObject(count)]), {
  dates: 'happening',
  member: ({ optionId }) => optionId,
  summary: 'Votes for an option: a count read off the paper, null for a blank, or what one voter gives.',
});

export const VoteCorrected = eventType('VoteCorrected', z.strictObject({ ...count, reason: words(2_000).optional() }), {
  dates: 'happening',
  member: ({ optionId }) => optionId,
  summary: 'The record itself gives another count later; the earlier one stays readable.',
});

export const DESIGNATION_BASES = ['rule', 'decision', 'stated', 'bold-in-source', 'not-recoverable'] as const;
export const DesignationBasis = z
  .enum(DESIGNATION_BASES)
  .describe('stated: the record calls it so, and says no more.')
  .meta({ id: 'DesignationBasis' });

export const VoteOptionDesignated = eventType(
  'VoteOptionDesignated',
  z.strictObject({
    optionId: ref('vote-option').optional().describe('Absent: said of the vote as a whole.'),
    designation: z.enum(['priority', 'not-priority', 'cannot-be-told']),
    basis: DesignationBasis,
    rule: words(1_000).optional().describe('The rule as printed: "with priority actions in bold".'),
    decisionId: ref('statement').optional(),
  }),
  {
    dates: 'happening',
    summary: 'Whether an option was made a priority, and on what grounds; never worked out from counts.',
  },
);

export const VoteClosed = eventType('VoteClosed', z.strictObject({ outcome: words(2_000).optional() }), {
  dates: 'happening',
  summary: 'No more votes are taken.',
});

export const voteEvents = [
  VoteOpened, VoteOptionAdded, PriorityVoted, VoteCorrected, VoteOptionDesignated, VoteClosed,
] as const; // prettier-ignore
export type VoteEvent = EventOf<(typeof voteEvents)[number]>;
