import { z } from 'zod';
import {
  ActionAssigned, ActionCompleted, ActionDueSet, ActionEscalated, ActionLinked, ActionProgressed, ActionReclassified,
  ActionReleased, ActionReopened, ActionTransferred, ActionWithdrawn,
  type Recorded,
} from '@app/domain'; // prettier-ignore
import type { Query } from '../query/answer.js';
import { listSchema, listThings, MatchOf, type ItemKind } from '../query/listing.js';
import { needsOf } from '../query/further-needs.js';
import { memberQueries, thereIn, type Collection, type Holder } from '../query/members.js';
import { SEARCHED_IN } from '../query/naming.js';
import { shownFor } from '../query/shown.js';
import { revisionOf, single } from '../query/single.js';
import { Temporal, temporal } from '../query/ask.js';
import { glossarySchema, NAMED_IN } from '../query/glossary.js';
import { Ways } from '../ownership/ways.js';
import { meetingsOf } from '../meetings/of-bodies.js';
import { linksBothWays, linksShape } from '../references/links.js';
import { ACTION_ANSWER_EXAMPLE, ACTION_LIST_EXAMPLE } from './example.js';
import { ActionListParams, candidatesFor, meets } from './filters.js';
import { actionFacets, actionState, type ActionFacets } from './facets.js';
import { ActionView, actionView } from './view.js';

export const USES = NAMED_IN;

const begins = ({ type }: Pick<Recorded, 'type'>): boolean => type === 'ActionRecorded';
export const ACTION_HOLDER: Holder = { kind: 'action', noun: 'Action', path: 'actions', inTime: true, begins };

export const ACTIONS: ItemKind<ActionFacets> = {
  kind: 'action',
  facets: ({ facts }, { ask }) => actionFacets(facts, ask.effectiveAt),
  needs: ({ owners }) => owners.flatMap(needsOf),
  view: ({ facts }, _facets, shown) => actionView(actionState(facts), facts, shown),
};

const listActions: Query<ActionListParams> = {
  name: 'ListActions',
  path: 'actions',
  summary: 'Actions, and the other rows of action tables: by owner, deadline, kind, meeting; work that nobody owns.',
  params: ActionListParams,
  answer: listSchema(
    ActionView.extend({ match: MatchOf }).meta({ id: 'ActionItem' }),
    'ActionList',
    {},
    ACTION_LIST_EXAMPLE,
  ),
  uses: [...USES, 'meetings'],
  async run(reading, params) {
    const meetings = params.body && (await meetingsOf(reading, params.body));
    const asksWhose = params.owner !== undefined || params.orphaned !== undefined;
    const ways = asksWhose ? await Ways.of(reading, params.owner) : undefined;
    return listThings(
      reading,
      ACTIONS,
      candidatesFor(params, meetings, ways),
      (facets) => meets(facets, params, meetings, ways),
      params,
      () => ({
        status: 'not-recorded',
        reason: 'Nothing on record meets these filters on that day.',
      }),
    );
  },
};

const getAction: Query = {
  name: 'GetAction',
  path: 'actions/{id}',
  summary: 'One action: its words, kind, status, deadlines and owners on a day, and what it is linked to.',
  params: z.strictObject(temporal),
  answer: ActionView.extend({ ...linksShape, temporal: Temporal, ...glossarySchema }).meta({
    id: 'ActionAnswer',
    examples: [ACTION_ANSWER_EXAMPLE],
  }),
  uses: SEARCHED_IN,
  async run(reading) {
    const there = await thereIn(reading, ACTION_HOLDER);
    if ('ok' in there) return there;
    const facets = actionFacets(there.facts, reading.ask.effectiveAt);
    const shown = await shownFor(reading, there.facts, facets ? ACTIONS.needs(facets) : []);
    const { view, cites } = actionView(actionState(there.facts), there.facts, shown);
    const links = await linksBothWays(reading, there.facts);
    return single(
      reading,
      there,
      { ...view, ...links.view },
      [...cites, ...links.cites],
      await revisionOf(reading, ACTION_HOLDER, there.known),
    );
  },
};

const collections: readonly Collection[] = [
  { path: 'assignments', type: ActionAssigned, none: 'It was never assigned to anybody.' },
  { path: 'transfers', type: ActionTransferred, none: 'It was never transferred.' },
  { path: 'releases', type: ActionReleased, none: 'Nobody was released from it.' },
  { path: 'due-dates', type: ActionDueSet, none: 'No due date is recorded.' },
  { path: 'progress', type: ActionProgressed, none: 'Nothing is reported of its progress.' },
  { path: 'completions', type: ActionCompleted, none: 'It is not recorded as done.' },
  { path: 'reopenings', type: ActionReopened, none: 'It was never reopened.' },
  { path: 'withdrawals', type: ActionWithdrawn, none: 'It is not recorded as given up.' },
  { path: 'reclassifications', type: ActionReclassified, none: 'It is of the kind that it was recorded as.' },
  { path: 'escalations', type: ActionEscalated, none: 'It was never escalated.' },
  { path: 'links', type: ActionLinked, none: 'It is linked to nothing.' },
];

export const actionQueries: readonly Query[] = [listActions, getAction, ...memberQueries(ACTION_HOLDER, collections)];
