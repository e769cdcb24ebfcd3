import { z } from 'zod';
import {
  AgendaItemRecorded, Correction, InitialsResolved, InterestsDeclared, MinutesAgreed, MinutesCorrected, OwnerMarkMatched, OwnerMarkRecorded,
  PaperPresented, restsOf,
  type AsCorrected, type Fact, type MeetingView as Domain,
} from '@app/domain'; // prettier-ignore
import type { Query } from '../query/answer.js';
import { Temporal, temporal, type TemporalParams } from '../query/ask.js';
import { factSchema, factView } from '../query/fact-view.js';
import { glossarySchema, NAMED_IN } from '../query/glossary.js';
import { several } from '../query/params.js';
import { shownFor, type Shown } from '../query/shown.js';
import { revisionOf, single } from '../query/single.js';
import { AttendeeView, attendeeView } from './attendance.js';
import { meetingIn, MEETINGS } from './meeting.js';
import { meetingSummary, MeetingView } from './view.js';

const minutes = {
  items: z.array(factSchema(AgendaItemRecorded, 'MinutesItem')).describe('In the order of the meeting.'),
  attendance: z.array(AttendeeView),
  initials: z.array(factSchema(InitialsResolved, 'MinutesInitials')),
  marks: z.array(
    factSchema(OwnerMarkRecorded, 'MinutesMark', { match: factSchema(OwnerMarkMatched, 'MinutesMatch').nullable() }),
  ),
  interests: z.array(factSchema(InterestsDeclared, 'MinutesInterests')),
  papers: z.array(factSchema(PaperPresented, 'MinutesPaper')),
  agreements: z
    .array(factSchema(MinutesAgreed, 'MinutesAgreement'))
    .describe('Of the minutes of other meetings, made here.'),
  corrections: z
    .array(factSchema(MinutesCorrected, 'MinutesCorrection'))
    .describe('Of the minutes of other meetings, made here.'),
};
const Minuted = z.strictObject(minutes).meta({ id: 'MinutesAsMinuted' });
const Corrected = z
  .strictObject({
    ...minutes,
    correctedBy: z
      .array(factSchema(MinutesCorrected, 'CorrectionElsewhere'))
      .describe('Made at later meetings, of these minutes.'),
    rewordings: z
      .array(z.strictObject({ correction: Correction, event: z.string() }))
      .describe('Corrections of words, which a reader must apply; by the event that made them.'),
  })
  .meta({ id: 'MinutesAsCorrected' });

type Params = TemporalParams & { readonly view?: ('as-minuted' | 'as-corrected')[] | undefined };

/** Both versions of the minutes, or one of them. */
export const getMinutes: Query<Params> = {
  name: 'GetMeetingMinutes',
  path: 'meetings/{id}/minutes',
  summary: 'The minutes as minuted, and as later meetings corrected them; both versions, or one.',
  params: z.strictObject({
    view: several(z.enum(['as-minuted', 'as-corrected'])),
    ...temporal,
  }),
  answer: z
    .strictObject({
      meeting: MeetingView,
      asMinuted: Minuted.optional(),
      asCorrected: Corrected.optional(),
      temporal: Temporal,
      ...glossarySchema,
    })
    .meta({ id: 'MinutesAnswer' }),
  uses: ['meetings', ...NAMED_IN],
  async run(reading, { view = ['as-minuted', 'as-corrected'] }) {
    const meeting = await meetingIn(reading);
    if ('ok' in meeting) return meeting;
    const { facts, elsewhere, minuted, corrected } = meeting;
    const shown = await shownFor(reading, [...facts, ...elsewhere]);
    const answer = {
      meeting: meetingSummary(minuted, facts, shown).view,
      ...(view.includes('as-minuted') && { asMinuted: minutesView(minuted, shown) }),
      ...(view.includes('as-corrected') && { asCorrected: correctedView(corrected, elsewhere, shown) }),
    };
    const cites = [...facts, ...elsewhere, ...corrected.attendance.flatMap(restsOf)];
    return single(reading, meeting, answer, cites, await revisionOf(reading, MEETINGS, meeting.known));
  },
};

function minutesView(meeting: Domain, shown: Shown): object {
  const view = (fact: Fact) => factView(fact, shown.reading.ask, shown.witness);
  return {
    items: meeting.items.map(view),
    attendance: meeting.attendance.map((attendee) => attendeeView(attendee, shown)),
    initials: meeting.initials.map(view),
    marks: meeting.marks.map(({ mark, match }) => ({ ...view(mark), match: match ? view(match) : null })),
    interests: meeting.interests.map(view),
    papers: meeting.papers.map(view),
    agreements: meeting.agreements.map(view),
    corrections: meeting.corrections.map(({ made }) => view(made)),
  };
}

function correctedView(meeting: AsCorrected, elsewhere: readonly Fact[], shown: Shown): object {
  return {
    ...minutesView(meeting, shown),
    correctedBy: elsewhere
      .filter(({ type }) => type === 'MinutesCorrected')
      .map((fact) => factView(fact, shown.reading.ask, shown.witness)),
    rewordings: meeting.rewordings.map(({ correction, made }) => ({
      correction,
      event: shown.witness.evidence(made).event,
    })),
  };
}
