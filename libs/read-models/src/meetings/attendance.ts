import { z } from 'zod';
import {
  AttendanceResolved, AttendanceStated, MinutesCorrected, Party, presenceAt, restsOf,
  type Attendee, type AttendanceStated as Stated, type EventOf, type Fact, type MeetingState,
} from '@app/domain'; // prettier-ignore
import type { Query } from '../query/answer.js';
import { temporal } from '../query/ask.js';
import { factSchema, factView } from '../query/fact-view.js';
import { NAMED_IN } from '../query/glossary.js';
import { pageOf } from '../query/in-memory.js';
import { listSchema, paging } from '../query/listing.js';
import { gapsOf, missing, type Missing } from '../query/missing.js';
import { shownFor, type Shown } from '../query/shown.js';
import { meetingIn } from './meeting.js';

type Line = Fact<EventOf<typeof Stated>>;

const Presence = z
  .strictObject({ is: z.enum(['in', 'not-in', 'unknown']), part: z.literal(true).optional() })
  .describe('In the room at the item asked for; `part`: for a part of it only.');

export const AttendeeView = z
  .strictObject({
    party: Party.nullable().describe('Null: a capacity without a name.'),
    says: z
      .enum(['present', 'apologies', 'absent', 'conflict'])
      .describe('conflict: the record says both, and nobody has settled it.'),
    presence: Presence.optional(),
    statements: z.array(factSchema(AttendanceStated, 'AttendanceStatement')),
    resolution: factSchema(AttendanceResolved, 'AttendanceResolution').optional(),
    correction: factSchema(MinutesCorrected, 'AttendanceCorrection')
      .optional()
      .describe('The later minutes that decide it.'),
  })
  .meta({ id: 'Attendee' });

export const Listed = z
  .strictObject({ present: z.int(), apologies: z.int(), absent: z.int() })
  .describe('Lines of lists, each attendee once; what only the narrative shows is not counted.')
  .meta({ id: 'Listed' });

export function attendeeView(attendee: Attendee, { reading: { ask }, witness }: Shown): object {
  const { party, says, statements, resolution, correction } = attendee;
  return {
    party: party ?? null,
    says,
    statements: statements.map((fact) => factView(fact, ask, witness)),
    ...(resolution && { resolution: factView(resolution, ask, witness) }),
    ...(correction && { correction: factView(correction, ask, witness) }),
  };
}

const Params = z.strictObject({
  item: z
    .string()
    .max(100)
    .optional()
    .describe('Who was in the room: the id of an agenda item, or its number as printed.'),
  heading: z.string().max(200).optional().describe('As printed; capitals do not count.'),
  capacity: z
    .string()
    .max(100)
    .optional()
    .describe('chair, facilitator, or the record’s own word; capitals do not count.'),
  organisation: z.uuid().optional().describe('Where they come from: an organisation or a body.'),
  person: z.uuid().optional(),
  view: z.enum(['as-minuted', 'as-corrected']).default('as-corrected'),
  ...temporal,
  ...paging,
});
type Params = z.output<typeof Params>;

export const listAttendances: Query<Params> = {
  name: 'ListMeetingAttendances',
  path: 'meetings/{id}/attendances',
  summary: 'Who attended, in which capacity, and for which items: each attendee once, with every statement about them.',
  params: Params,
  answer: listSchema(AttendeeView, 'AttendeeList', { listed: Listed }),
  uses: ['meetings', ...NAMED_IN],
  async run(reading, params) {
    const meeting = await meetingIn(reading);
    if ('ok' in meeting) return meeting;
    const { state, facts, elsewhere } = meeting;
    const item = params.item === undefined ? undefined : itemCalled(state, params.item);
    const { attendance } = params.view === 'as-minuted' ? meeting.minuted : meeting.corrected;
    const shown = await shownFor(reading, [...facts, ...elsewhere]);
    const isNoItem = params.item !== undefined && !item;
    const kept = isNoItem ? [] : attendance.filter((attendee) => isMeant(attendee, params));
    const items = kept.flatMap((attendee) => {
      const presence = item && presenceAt(state, attendee, item);
      if (presence?.is === 'not-in') return [];
      const { is, part } = presence ?? {};
      const view = { ...attendeeView(attendee, shown), ...(is && { presence: { is, ...(part && { part }) } }) };
      return [{ view, cites: restsOf(attendee) }];
    });
    const whyEmpty = () =>
      isNoItem ? NO_SUCH_ITEM : missing(gapsOf(facts, reading.ask), 'attendances', reasonFor(attendance));
    return pageOf(reading, items, params, whyEmpty, meeting.uncertain, { listed: listedIn(kept, params) });
  },
};

const NO_SUCH_ITEM: Missing = {
  status: 'not-recorded',
  reason: 'The meeting has no item of that id or number on record.',
};

const reasonFor = (attendance: readonly Attendee[]): string =>
  attendance.length > 0 ? 'No attendance on record meets these filters.' : 'No attendance is recorded.';

const itemCalled = ({ items }: MeetingState, called: string) =>
  items.find(({ recorded }) => recorded.id === called) ?? items.find(({ data }) => data.number === called);

function isMeant(attendee: Attendee, params: Params): boolean {
  if (params.person !== undefined && !isPerson(attendee, params.person)) return false;
  const isOfLines = params.heading ?? params.capacity ?? params.organisation;
  return isOfLines === undefined || attendee.statements.some((line) => isMeantLine(line, params));
}

const isPerson = ({ party }: Attendee, id: string): boolean => party !== undefined && 'id' in party && party.id === id;

function isMeantLine({ data }: Line, { heading, capacity, organisation }: Params): boolean {
  const { organisation: from } = data;
  return (
    isSaid(data.heading, heading) &&
    isSaid(data.capacity, capacity) &&
    (organisation === undefined || from?.organisationId === organisation || from?.bodyId === organisation)
  );
}

const isSaid = (said: string | undefined, asked: string | undefined): boolean =>
  asked === undefined || said?.toLowerCase() === asked.toLowerCase();

function listedIn(attendees: readonly Attendee[], params: Params): z.output<typeof Listed> {
  const count = (says: string) =>
    attendees.filter(({ statements }) =>
      statements.some((line) => line.data.shownBy === 'list' && line.data.says === says && isMeantLine(line, params)),
    ).length;
  return { present: count('present'), apologies: count('apologies'), absent: count('absent') };
}
