import { z } from 'zod';
import {
  and3,
  Certainty,
  holdsOn,
  or3,
  StatementKind,
  type EventOf,
  type Fact,
  type StatementRecorded,
  type Ternary,
  periodOf,
} from '@app/domain';
import { temporal } from '../query/ask.js';
import { REFERS } from '../query/doubts.js';
import { paging, type Candidates, type Match } from '../query/listing.js';
import { several } from '../query/params.js';
import { ALL, UNDIVIDED } from '../query/thing-projection.js';
import type { Day } from '@app/domain';
import { LISTED } from './projection.js';

export const StatementListParams = z.strictObject({
  kind: several(StatementKind),
  list: several(z.uuid()).describe('Entries of one of these lists, in the order of their places.'),
  about: several(z.uuid()).describe('About one of these things.'),
  by: several(z.uuid()).describe('Held by one of these, or decided by one of these bodies.'),
  meeting: several(z.uuid()).describe('Recorded at one of these meetings.'),
  agendaItem: several(z.uuid()),
  body: several(z.uuid()).describe('Recorded at a meeting that one of these bodies convened.'),
  parent: several(z.uuid()),
  certainty: several(Certainty),
  ...temporal,
  ...paging,
});
export type StatementListParams = z.output<typeof StatementListParams>;

/** What the filters ask about; small, since it is kept for many statements. */
export interface StatementFacets {
  readonly exists: Ternary;
  readonly kind: string;
  readonly list: string | undefined;
  readonly about: readonly string[];
  readonly by: readonly string[];
  readonly meeting: string | undefined;
  readonly agendaItem: string | undefined;
  readonly parent: string | undefined;
  readonly certainty: Certainty;
}

/** Undefined for a statement that is withdrawn, not yet recorded or stated, or certainly not there on that day. */
export function statementFacets(facts: readonly Fact[], day: Day): StatementFacets | undefined {
  const first = facts.find(({ type }) => type === 'StatementRecorded');
  const exists = first && !first.withdrawn ? holdsOn(periodOf(first), day) : false;
  if (!first || exists === false) return undefined;
  const said = first.data as EventOf<typeof StatementRecorded>['data'];
  return {
    exists,
    kind: said.kind,
    list: said.listId,
    about: (said.about ?? []).flatMap((topic) => ('id' in topic ? topic.id : [])),
    by: [...(said.heldBy ?? []).flatMap((party) => ('id' in party ? party.id : [])), ...(said.decidedBy ?? [])],
    meeting: said.meetingId,
    agendaItem: said.agendaItemId,
    parent: said.parent,
    certainty: first.certainty,
  };
}

/** The entries with the fewest candidates for these filters; the rest is dropped one by one. */
export function candidatesFor(params: StatementListParams, meetings: readonly string[] | undefined): Candidates {
  const { list, kind } = params;
  if (list) return list.length === 1 ? { field: LISTED, values: list } : { field: REFERS, values: list };
  const named = [params.agendaItem, params.parent, params.about, params.by, meetings ?? params.meeting].find(Boolean);
  if (named) return { field: REFERS, values: named };
  if (kind) return { field: 'kind', values: kind };
  return { field: ALL, values: UNDIVIDED, exact: params.certainty === undefined };
}

/** Whether a statement meets the filters: for certain, possibly (a fuzzy date leaves open whether it is there), or not. */
export function meets(
  facets: StatementFacets,
  params: StatementListParams,
  meetings: readonly string[] | undefined,
): Match | undefined {
  const told = and3(
    facets.exists,
    oneOf(params.kind, [facets.kind]),
    oneOf(params.list, [facets.list]),
    oneOf(params.about, facets.about),
    oneOf(params.by, facets.by),
    oneOf(params.meeting, [facets.meeting]),
    oneOf(meetings, [facets.meeting]),
    oneOf(params.agendaItem, [facets.agendaItem]),
    oneOf(params.parent, [facets.parent]),
    oneOf(params.certainty, [facets.certainty]),
  );
  return told === true ? 'definite' : told === false ? undefined : 'possible';
}

const oneOf = <T>(wanted: readonly T[] | undefined, given: readonly (T | undefined)[]): Ternary =>
  wanted === undefined || or3(...wanted.map((one) => given.includes(one)));
