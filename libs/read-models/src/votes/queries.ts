import { z } from 'zod';
import {
  BallotPayload, CountPayload, isBallot, PriorityVoted, VoteClosed, VoteCorrected, VoteOpened, VoteOptionAdded,
  VoteOptionDesignated,
  type EventOf, type Fact,
} from '@app/domain'; // prettier-ignore
import type { Query } from '../query/answer.js';
import { VOTES } from '../query/holders.js';
import { memberQueries, type Collection } from '../query/members.js';
import { several } from '../query/params.js';
import { ALL, UNDIVIDED } from '../query/thing-projection.js';
import { thingQueries } from '../query/thing-queries.js';
import { standingOf, standingShape } from './option-view.js';
import { VoteView, voteView } from './view.js';

interface Facets {
  readonly meeting: string | undefined;
  readonly bodies: readonly string[];
}

interface Params {
  readonly meeting?: readonly string[] | undefined;
  readonly body?: readonly string[] | undefined;
}

const byOption = { option: z.uuid().optional().describe('Of this option.') };
const ofOption: Collection['keep'] = ({ data }, { option }) =>
  option === undefined || (data as { optionId?: string }).optionId === option;

const collections: readonly Collection[] = [
  {
    path: 'options',
    type: VoteOptionAdded,
    none: 'No option is recorded.',
    order: (fact) => (fact.data as EventOf<typeof VoteOptionAdded>['data']).place ?? Number.MAX_SAFE_INTEGER,
    beside: standingOf,
    besideSchema: standingShape,
  },
  {
    path: 'counts',
    type: PriorityVoted,
    among: { isOne: (fact: Fact) => !isBallot(fact), payload: CountPayload.shape },
    none: 'No count is recorded.',
    filters: byOption,
    keep: ofOption,
  },
  {
    path: 'ballots',
    type: PriorityVoted,
    among: { isOne: isBallot, payload: BallotPayload.shape },
    none: 'No ballot is recorded.',
    filters: byOption,
    keep: ofOption,
  },
  { path: 'corrections', type: VoteCorrected, none: 'No count was corrected.', filters: byOption, keep: ofOption },
  {
    path: 'designations',
    type: VoteOptionDesignated,
    none: 'The record does not say whether an option was made a priority.',
    filters: byOption,
    keep: ofOption,
  },
  { path: 'closures', type: VoteClosed, none: 'The record does not say that it was closed.' },
];

export const voteQueries: readonly Query[] = [
  ...thingQueries<Facets, Params>({
    holder: VOTES,
    one: 'Vote',
    many: 'Votes',
    schema: VoteView,
    summary:
      'Votes as on a day: what every option got, its rank among the counted ones, whom it ties with, and what was made a priority.',
    candidates: { field: ALL, values: UNDIVIDED },
    filters: {
      meeting: several(z.uuid()).describe('Held at one of these meetings.'),
      body: several(z.uuid()).describe('The vote of one of these bodies.'),
    },
    facets: ({ data }) => {
      const { meetingId: meeting, bodies = [] } = data as EventOf<typeof VoteOpened>['data'];
      return { meeting, bodies };
    },
    keep: ({ meeting, bodies }, params) =>
      (!params.meeting || (meeting !== undefined && params.meeting.includes(meeting))) &&
      (!params.body || params.body.some((id) => bodies.includes(id))),
    view: voteView,
  }),
  ...memberQueries(VOTES, collections),
];
