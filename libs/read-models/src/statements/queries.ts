import { z } from 'zod';
import { StatementNamed } from '@app/domain';
import type { Query } from '../query/answer.js';
import { Temporal, temporal } from '../query/ask.js';
import { glossarySchema, NAMED_IN } from '../query/glossary.js';
import { STATEMENTS } from '../query/holders.js';
import { listSchema, listThings, MatchOf, type ItemKind } from '../query/listing.js';
import { memberQueries, thereIn } from '../query/members.js';
import { SEARCHED_IN } from '../query/naming.js';
import { shownFor } from '../query/shown.js';
import { revisionOf, single } from '../query/single.js';
import { Referrer, referrersOf } from '../references/referrers.js';
import { meetingsOf } from '../meetings/of-bodies.js';
import { candidatesFor, meets, statementFacets, StatementListParams, type StatementFacets } from './filters.js';
import { statementListQueries } from './list-queries.js';
import { StatementView, statementView } from './view.js';

const ITEMS: ItemKind<StatementFacets> = {
  kind: 'statement',
  facets: ({ facts }, { ask }) => statementFacets(facts, ask.effectiveAt),
  needs: () => [],
  view: ({ facts }, _facets, shown) => statementView(facts, shown),
};

const listStatements: Query<StatementListParams> = {
  name: 'ListStatements',
  path: 'statements',
  summary:
    'What was said, held or decided: aims, themes, principles, views, decisions, by list, topic, meeting, holder.',
  params: StatementListParams,
  answer: listSchema(StatementView.extend({ match: MatchOf }).meta({ id: 'StatementItem' }), 'StatementListing'),
  uses: [...NAMED_IN, 'meetings'],
  async run(reading, params) {
    const meetings = params.body && (await meetingsOf(reading, params.body));
    return listThings(
      reading,
      ITEMS,
      candidatesFor(params, meetings),
      (facets) => meets(facets, params, meetings),
      params,
      () => ({ status: 'not-recorded', reason: 'Nothing on record meets these filters on that day.' }),
    );
  },
};

const getStatement: Query = {
  name: 'GetStatement',
  path: 'statements/{id}',
  summary: 'One statement: its words, who holds or decided it, its other names on a day, and what points to it.',
  params: z.strictObject(temporal),
  answer: StatementView.extend({
    linkedFrom: z.array(Referrer).describe('What points to it: actions that concern it, priorities that cite it.'),
    temporal: Temporal,
    ...glossarySchema,
  }).meta({ id: 'StatementAnswer' }),
  uses: SEARCHED_IN,
  async run(reading) {
    const there = await thereIn(reading, STATEMENTS);
    if ('ok' in there) return there;
    const { view, cites } = statementView(there.facts, await shownFor(reading, there.facts));
    const referrers = await referrersOf(reading, reading.target.id ?? '');
    return single(
      reading,
      there,
      { ...view, linkedFrom: referrers.map((one) => one.view) },
      [...cites, ...referrers.flatMap((one) => one.cites)],
      await revisionOf(reading, STATEMENTS, there.known),
    );
  },
};

export const statementQueries: readonly Query[] = [
  listStatements,
  getStatement,
  ...memberQueries(STATEMENTS, [{ path: 'names', type: StatementNamed, none: 'No other name is recorded.' }]),
  ...statementListQueries,
];
