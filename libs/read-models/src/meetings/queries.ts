import { z } from 'zod';
import {
  and3, Day, holdsOn, isWithin, meetingView,
  type EventDate, type EventOf, type Fact, type MeetingRecorded, type MeetingView as Domain, type Ternary, periodOf,
} from '@app/domain'; // prettier-ignore
import type { Query } from '../query/answer.js';
import { Temporal, temporal } from '../query/ask.js';
import { glossarySchema, NAMED_IN } from '../query/glossary.js';
import { listSchema, listThings, MatchOf, paging, type ItemKind, type Match } from '../query/listing.js';
import { UNDIVIDED } from '../query/thing-projection.js';
import { several } from '../query/params.js';
import { shownFor } from '../query/shown.js';
import { revisionOf, single } from '../query/single.js';
import { listAttendances } from './attendance.js';
import { meetingCollections } from './collections.js';
import { isOwnFact, meetingIn, MEETINGS, meetingState } from './meeting.js';
import { getMinutes } from './minutes.js';
import { BY_DATE } from './projection.js';
import { meetingSummary, MeetingView } from './view.js';

const Params = z.strictObject({
  body: several(z.uuid()).describe('Convened by one of these.'),
  'date.from': Day.optional().describe('On this day or later.'),
  'date.to': Day.optional().describe('On this day or earlier.'),
  sort: z.enum(['date', '-date']).optional().describe('Default: date; meetings without a date come last.'),
  ...temporal,
  ...paging,
});
type Params = z.output<typeof Params>;

interface Facets {
  readonly exists: Ternary;
  readonly bodies: readonly string[];
  readonly date: EventDate | undefined;
}

const MEETING_ITEMS: ItemKind<Facets> = {
  kind: 'meeting',
  facets({ facts }, { ask }) {
    const first = facts.find(({ type }) => type === 'MeetingRecorded');
    if (!first || first.withdrawn) return undefined;
    const { bodies = [], date } = first.data as EventOf<typeof MeetingRecorded>['data'];
    return { exists: holdsOn(periodOf(first), ask.effectiveAt), bodies, date };
  },
  needs: () => [],
  view({ facts }, _facets, shown) {
    const own = facts.filter((fact) => isOwnFact(fact, facts[0] as Fact));
    return meetingSummary(meetingView(meetingState(own)) as Domain, own, shown);
  },
};

const FIRST = Day.parse('0000-01-01');
const LAST = Day.parse('9999-12-31');

function meets({ exists, bodies, date }: Facets, params: Params): Match | undefined {
  const isDated = params['date.from'] !== undefined || params['date.to'] !== undefined;
  const told = and3(
    exists,
    params.body?.some((id) => bodies.includes(id)) ?? true,
    !isDated || (date ? isWithin(date, params['date.from'] ?? FIRST, params['date.to'] ?? LAST) : false),
  );
  return told === true ? 'definite' : told === false ? undefined : 'possible';
}

const listMeetings: Query<Params> = {
  name: 'ListMeetings',
  path: 'meetings',
  summary:
    'Meetings in the order of their dates: when, where and whose they were, who chaired, and when the next one is.',
  params: Params,
  answer: listSchema(MeetingView.extend({ match: MatchOf }).meta({ id: 'MeetingItem' }), 'MeetingList'),
  uses: ['meetings', ...NAMED_IN],
  run: (reading, params) => {
    const to = params['date.to'];
    const candidates = {
      ...(params.body ? { field: 'body', values: params.body } : { field: BY_DATE, values: UNDIVIDED }),
      // Keys begin with the earliest day that the date may be.
      ...(to && { keys: { to: `${to}~` } }),
      ...(params.sort === '-date' && { descending: true }),
      exact: !to && !params['date.from'],
    };
    return listThings(
      reading,
      MEETING_ITEMS,
      candidates,
      (facets) => meets(facets, params),
      params,
      () => ({
        status: 'not-recorded',
        reason: 'No meeting on record meets these filters on that day.',
      }),
    );
  },
};

const getMeeting: Query = {
  name: 'GetMeeting',
  path: 'meetings/{id}',
  summary:
    'One meeting: when, where and whose it was, who chaired, how many the lists name, and what is said of the next.',
  params: z.strictObject(temporal),
  answer: MeetingView.extend({ temporal: Temporal, ...glossarySchema }).meta({ id: 'MeetingAnswer' }),
  uses: ['meetings', ...NAMED_IN],
  async run(reading) {
    const meeting = await meetingIn(reading);
    if ('ok' in meeting) return meeting;
    const shown = await shownFor(reading, meeting.facts);
    const { view, cites } = meetingSummary(meeting.minuted, meeting.facts, shown);
    return single(reading, meeting, view, cites, await revisionOf(reading, MEETINGS, meeting.known));
  },
};

export const meetingQueries: readonly Query[] = [
  listMeetings,
  getMeeting,
  getMinutes,
  listAttendances,
  ...meetingCollections,
];
