import { z } from 'zod';
import { eventType, type EventOf } from '../event.js';
import { Party } from '../party.js';
import { ref, words } from '../schema.js';
import { fuzzyDate } from '../time/index.js';
import { DesignationBasis } from '../vote/vote.events.js';

const meeting = {
  meetingId: ref('meeting').optional(),
  agendaItemId: ref('agenda-item').optional().describe('An item of that meeting.'),
};

export const PriorityListStarted = eventType(
  'PriorityListStarted',
  z.strictObject({
    title: words(500),
    owner: z
      .discriminatedUnion('is', [
        z.strictObject({ is: z.literal('body'), body: ref('body') }),
        z.strictObject({
          is: z.literal('unsettled'),
          candidates: z.array(ref('body')).max(20),
          words: words(1_000).optional(),
        }),
      ])
      .describe('The body that decides on it; unsettled where the record does not tell, or contradicts itself.'),
    intended: z
      .strictObject({ words: words(300).optional(), number: z.int().min(0).max(10_000).optional() })
      .optional()
      .describe('How many priorities it was to have.'),
    period: z
      .array(fuzzyDate(words(300)))
      .max(4)
      .optional()
      .describe('The period that it is for.'),
    ...meeting,
  }),
  { dates: 'happening', begins: 'thing', summary: 'A list of priorities, for a body and a period.' },
);

const decision = { decisionId: ref('statement').optional().describe('The decision, a statement of that kind.') };
const cap = {
  max: z.int().min(0).max(10_000).optional().describe('The most priorities there may be; absent: words only.'),
  words: words(1_000).optional().describe('As printed: "a small number".'),
  ...decision,
};
export const PriorityCapSet = eventType(
  'PriorityCapSet',
  z.strictObject(cap).refine(({ max, words: said }) => max !== undefined || said !== undefined, 'needs max or words'),
  { dates: 'happening', summary: 'How many priorities there may be, as a number or in words only.' },
);

/** Where an entry comes from. */
export const Origin = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('vote-option'), voteId: ref('vote'), id: ref('vote-option') }),
    z.strictObject({ kind: z.literal('priority'), listId: ref('priority-list'), id: ref('priority') }),
    z.strictObject({ kind: z.literal('action'), id: ref('action') }),
    z.strictObject({ kind: z.literal('statement'), id: ref('statement') }),
  ])
  .meta({ id: 'Origin' });

export const PriorityEntered = eventType(
  'PriorityEntered',
  z.strictObject({
    is: z.enum(['priority', 'heading']).describe('heading: an outcome that others stand under, not itself counted.'),
    text: words(4_000).optional().describe('The words as printed.'),
    title: words(300).optional().describe('A short title of one’s own, beside the words.'),
    label: words(50).optional(),
    heading: ref('priority').optional().describe('The heading that it stands under.'),
    place: z.int().min(1).max(10_000).optional().describe('Place among those beside it, from 1.'),
    from: z.array(Origin).max(20).optional().describe('What it comes from: an option of a vote, an entry of a list.'),
  }),
  { dates: 'happening', begins: 'member', summary: 'An entry appears on a list; how far it has got, its stages say.' },
);

const ofEntry = (data: { readonly entryId?: string | undefined }) => data.entryId;

/** A long list that is known to exist: what was on it is not. */
export const UnknownLonglist = z
  .strictObject({
    contents: z.enum(['partial', 'unknown']),
    described: words(1_000).optional().describe('As printed.'),
    ...meeting,
  })
  .meta({ id: 'UnknownLonglist' });

export const LonglistPayload = z.strictObject({ ...meeting }).meta({ id: 'Longlisting' });

export const PriorityLonglisted = eventType(
  'PriorityLonglisted',
  z.strictObject({
    entryId: ref('priority').optional().describe('Absent: a long list whose contents are not, or not all, on record.'),
    contents: z.enum(['partial', 'unknown']).optional(),
    described: words(1_000).optional(),
    ...meeting,
  }),
  {
    dates: 'happening',
    member: ofEntry,
    summary: 'An entry is on the long list; or there was one, its contents unknown.',
  },
);

const stage = { ...decision, ...meeting };
const entryId = { entryId: ref('priority') };

export const StagePayload = z.strictObject(stage).meta({ id: 'PriorityStage' });

export const PriorityShortlisted = eventType('PriorityShortlisted', z.strictObject({ ...entryId, ...stage }), {
  dates: 'happening',
  member: ofEntry,
  summary: 'An entry is on the short list.',
});

export const PriorityAdopted = eventType('PriorityAdopted', z.strictObject({ ...entryId, ...stage }), {
  dates: 'happening',
  member: ofEntry,
  summary: 'An entry becomes a priority, by a decision of the owning body.',
});

const retirement = { reason: words(2_000).optional(), ...stage };
export const RetirementPayload = z.strictObject(retirement).meta({ id: 'PriorityRetirement' });

export const PriorityRetired = eventType('PriorityRetired', z.strictObject({ ...entryId, ...retirement }), {
  dates: 'happening',
  member: ofEntry,
  summary: 'An entry is a priority, or a candidate for one, no longer.',
});

export const PriorityReordered = eventType(
  'PriorityReordered',
  z.strictObject({ order: z.array(ref('priority')).min(1).max(500), ...decision }),
  { dates: 'happening', summary: 'The order of the entries, as a whole.' },
);

const wording = { text: words(4_000), ...decision };
export const WordingPayload = z.strictObject(wording).meta({ id: 'PriorityWording' });

export const PriorityWorded = eventType('PriorityWorded', z.strictObject({ ...entryId, ...wording }), {
  dates: 'happening',
  member: ofEntry,
  summary: 'An entry is worded otherwise from now on.',
});

const challenge = {
  text: words(4_000).optional().describe('The challenge as printed.'),
  alternative: words(4_000).optional().describe('The wording asked for.'),
  views: z
    .array(
      z.strictObject({
        holder: Party,
        view: z.enum(['for-alternative', 'against-alternative', 'other']),
        words: words(2_000).optional(),
        count: z
          .int()
          .min(0)
          .max(1_000_000)
          .nullable()
          .optional()
          .describe('How many; null: the record gives no count.'),
      }),
    )
    .max(50)
    .optional()
    .describe('Who holds which view.'),
  toBeResolvedBy: Party.optional().describe('Perhaps a body that is not in being yet.'),
  ...meeting,
};
export const ChallengePayload = z.strictObject(challenge).meta({ id: 'WordingChallenge' });

export const WordingChallenged = eventType('WordingChallenged', z.strictObject({ ...entryId, ...challenge }), {
  dates: 'happening',
  member: ofEntry,
  summary: 'Somebody wants an entry worded otherwise; until that is resolved the wording is contested.',
});

const resolution = {
  challenge: ref('event'),
  outcome: z.enum(['kept', 'reworded', 'dropped']),
  text: words(4_000).optional().describe('reworded: the new words.'),
  ...decision,
};
export const WordingResolutionPayload = z.strictObject(resolution).meta({ id: 'WordingResolution' });

export const WordingResolved = eventType('WordingResolved', z.strictObject({ ...entryId, ...resolution }), {
  dates: 'happening',
  member: ofEntry,
  summary: 'A challenge of a wording is settled.',
});

const lock = { by: ref('body').describe('The higher body that locks it.'), ...decision, ...meeting };
export const LockPayload = z.strictObject(lock).meta({ id: 'PriorityLock' });

export const PriorityLocked = eventType(
  'PriorityLocked',
  z.strictObject({ entryId: ref('priority').optional().describe('Absent: the whole list.'), ...lock }),
  {
    dates: 'happening',
    member: ofEntry,
    summary: 'A higher body has fixed an entry, or the whole list: others may challenge it, not change it.',
  },
);

export const CapExceptionGranted = eventType(
  'CapExceptionGranted',
  z.strictObject({
    extra: z.int().min(1).max(10_000).describe('How many more than the cap there may be.'),
    reason: words(2_000).optional(),
    ...decision,
  }),
  { dates: 'happening', summary: 'For a time there may be more priorities than the cap allows.' },
);

const designation = {
  designation: z.enum(['priority', 'not-priority', 'cannot-be-told']),
  basis: DesignationBasis,
  rule: words(1_000).optional(),
  ...decision,
};
export const PriorityDesignationPayload = z.strictObject(designation).meta({ id: 'PriorityDesignation' });

export const PriorityDesignated = eventType('PriorityDesignated', z.strictObject({ ...entryId, ...designation }), {
  dates: 'happening',
  member: ofEntry,
  summary: 'Whether an entry counts as a priority, and on what grounds; never worked out from counts.',
});

export const priorityListEvents = [
  PriorityListStarted, PriorityCapSet, PriorityEntered, PriorityLonglisted, PriorityShortlisted, PriorityAdopted,
  PriorityRetired, PriorityReordered, PriorityWorded, WordingChallenged, WordingResolved, PriorityLocked,
  CapExceptionGranted, PriorityDesignated,
] as const; // prettier-ignore
export type PriorityListEvent = EventOf<(typeof priorityListEvents)[number]>;
