import { z } from 'zod';
import { ActionEscalated, ActionProgressed, actionAt, holdsOn, type Fact, periodOf } from '@app/domain';
import type { Query } from '../query/answer.js';
import { temporal, type TemporalParams } from '../query/ask.js';
import { factSchema, factView } from '../query/fact-view.js';
import type { Item } from '../query/in-memory.js';
import { listSchema, MatchOf, paging, type Paging } from '../query/listing.js';
import { gapsOf, missing } from '../query/missing.js';
import { SEARCHED_IN } from '../query/naming.js';
import type { Reading } from '../query/reading.js';
import { scanThings, type ScannedThing, type Stage } from '../query/scan-things.js';
import { shownFor } from '../query/shown.js';
import { linksBothWays, linksShape } from '../references/links.js';
import { actionFacets, actionState } from './facets.js';
import { ACTIONS } from './queries.js';
import { ActionView, actionView } from './view.js';

const IssueView = ActionView.extend({
  match: MatchOf,
  progress: z.array(factSchema(ActionProgressed, 'IssueProgress')),
  escalations: z.array(factSchema(ActionEscalated, 'IssueEscalation')),
  ...linksShape,
}).meta({ id: 'Issue' });

/** The issue on the day, with all that is on record of what became of it; nothing where it is none then. */
async function issueIn(reading: Reading, { id, facts }: ScannedThing): Promise<readonly Item[]> {
  const state = actionState(facts);
  const on = actionAt(state, reading.ask.effectiveAt);
  if (!on || on.exists === false || !on.kind.possible.includes('issue')) return [];
  const isDefinite = on.exists === true && on.kind.value === 'issue';
  const facets = actionFacets(facts, reading.ask.effectiveAt);
  const shown = await shownFor(reading, facts, facets ? ACTIONS.needs(facets) : []);
  const { view, cites } = actionView(state, facts, shown) as Item & { readonly view: { readonly missing: object } };
  const then = (said: readonly Fact[]) =>
    said.filter((fact) => holdsOn(periodOf(fact), reading.ask.effectiveAt) !== false);
  const [progress, escalations] = [then(state.reports), then(state.escalations)];
  const links = await linksBothWays(reading, facts, id);
  // What it is linked to says what it is about, and nothing of what became of it.
  const isLeft = progress.length + escalations.length + links.view.linkedFrom.length === 0;
  const isOpen = on.status.value === 'open' || on.status.value === 'planned';
  const gap = missing(gapsOf(facts, reading.ask), 'since', 'Nothing is recorded of what became of it.');
  return [
    {
      view: {
        match: isDefinite ? 'definite' : 'possible',
        ...view,
        progress: progress.map((fact) => factView(fact, reading.ask, shown.witness)),
        escalations: escalations.map((fact) => factView(fact, reading.ask, shown.witness)),
        ...links.view,
        missing: { ...view.missing, ...(isOpen && isLeft && { since: gap }) },
      },
      cites: [...cites, ...progress, ...escalations, ...links.cites],
    },
  ];
}

const STAGE: Stage = { kind: 'action', field: 'kind', values: ['issue'], items: issueIn };

const listIssues: Query<TemporalParams & Paging> = {
  name: 'ListIssues',
  path: 'issues',
  summary:
    'Issues and where they stand: status, progress, escalations, what concerns them and what was said or decided about them.',
  params: z.strictObject({ ...temporal, ...paging }),
  answer: listSchema(IssueView, 'IssueList'),
  uses: SEARCHED_IN,
  run: (reading, params) =>
    scanThings(reading, [STAGE], params, undefined, () => ({
      status: 'not-recorded',
      reason: 'No issue is on record on that day.',
    })),
};

export const issueQueries: readonly Query[] = [listIssues];
