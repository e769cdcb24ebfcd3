import { z } from 'zod';
import {
  OfferAccepted, OfferDeclined, OfferMade, OffersCalled,
  type EventOf, type Fact,
} from '@app/domain'; // prettier-ignore
import type { Query } from '../query/answer.js';
import { temporal, type TemporalParams } from '../query/ask.js';
import { factSchema, factView } from '../query/fact-view.js';
import { NAMED_IN } from '../query/glossary.js';
import { CALLS } from '../query/holders.js';
import { pageOf } from '../query/in-memory.js';
import { listSchema, paging, type Paging } from '../query/listing.js';
import { memberQueries, thereIn, type Collection } from '../query/members.js';
import { gapsOf, missing } from '../query/missing.js';
import { several } from '../query/params.js';
import { shownFor } from '../query/shown.js';
import { ALL, UNDIVIDED } from '../query/thing-projection.js';
import { thingQueries } from '../query/thing-queries.js';
import { callState, CallView, callView } from './view.js';

const says = { says: z.enum(['offered', 'declined']) };
const Response = z.union([
  factSchema(OfferMade, 'CallResponseOffered', says),
  factSchema(OfferDeclined, 'CallResponseDeclined', says),
]);

const responseView = (fact: Fact) => ({ says: fact.type === OfferMade.type ? 'offered' : 'declined' });

const listResponses: Query<TemporalParams & Paging> = {
  name: 'ListCallResponses',
  path: 'calls/{id}/responses',
  summary: 'Every answer to a call, in the order of the log: what was offered, and who offered nothing.',
  params: z.strictObject({ ...temporal, ...paging }),
  answer: listSchema(Response, 'CallResponseList'),
  uses: ['calls', ...NAMED_IN],
  async run(reading, asked) {
    const there = await thereIn(reading, CALLS);
    if ('ok' in there) return there;
    const { facts, uncertain } = there;
    const { witness } = await shownFor(reading, facts);
    const items = callState(facts).answers.map((fact) => ({
      view: { ...responseView(fact), ...factView(fact, reading.ask, witness) },
      cites: [fact],
    }));
    const gaps = gapsOf(facts, reading.ask);
    return pageOf(reading, items, asked, () => missing(gaps, 'responses', 'No answer is recorded.'), uncertain);
  },
};

const collections: readonly Collection[] = [
  { path: 'offers', type: OfferMade, none: 'No offer is recorded.' },
  {
    path: 'responses',
    type: OfferDeclined,
    none: 'Nobody declined.',
    single: true,
    beside: (fact) => ({ view: responseView(fact), cites: [] }),
    besideSchema: says,
  },
  {
    path: 'acceptances',
    type: OfferAccepted,
    none: 'It is not recorded as accepted.',
    under: { path: 'offers', field: 'offerId', begunBy: OfferMade },
  },
];

interface Facets {
  readonly actions: readonly string[];
  readonly meeting: string | undefined;
}

interface Params {
  readonly action?: readonly string[] | undefined;
  readonly meeting?: readonly string[] | undefined;
}

export const callQueries: readonly Query[] = [
  ...thingQueries<Facets, Params>({
    holder: CALLS,
    one: 'Call',
    many: 'Calls',
    schema: CallView,
    summary: 'Calls for offers: whom they ask, by when, who offered what, who declined, and who has not answered.',
    candidates: { field: ALL, values: UNDIVIDED },
    filters: {
      action: several(z.uuid()).describe('For one of these actions.'),
      meeting: several(z.uuid()).describe('Made at one of these meetings.'),
    },
    facets: ({ data }) => {
      const { actions = [], meetingId: meeting } = data as EventOf<typeof OffersCalled>['data'];
      return { actions, meeting };
    },
    keep: ({ actions, meeting }, params) =>
      (params.action?.some((id) => actions.includes(id)) ?? true) &&
      (params.meeting === undefined || (meeting !== undefined && params.meeting.includes(meeting))),
    view: callView,
  }),
  ...memberQueries(CALLS, collections),
  listResponses,
];
