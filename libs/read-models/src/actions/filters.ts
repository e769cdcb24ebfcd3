import { z } from 'zod';
import {
  ACTION_KINDS, and3, Day, isDueBetween, or3,
  type Ternary,
} from '@app/domain'; // prettier-ignore
import { temporal } from '../query/ask.js';
import { paging, type Candidates, type Match } from '../query/listing.js';
import { REFERS } from '../query/doubts.js';
import { flag, several } from '../query/params.js';
import { ALL, UNDIVIDED } from '../query/thing-projection.js';
import { VIAS, type Ways } from '../ownership/ways.js';
import type { ActionFacets } from './facets.js';
import { monthsBetween } from './months.js';
import { WIDE } from './projection.js';

const ActionStatusParam = z.enum(['open', 'completed', 'withdrawn', 'planned']);
const OwnerKind = z.enum(['person', 'body', 'organisation', 'seat', 'collective', 'unresolved']);

export const ActionListParams = z
  .strictObject({
    owner: several(z.union([z.uuid(), z.literal('none')], 'must be an id, or none')).describe(
      'Owned by one of these, alone or jointly; `none`: rows without an owner, headings and blanks too.',
    ),
    via: several(z.enum(VIAS)).describe(
      'How `owner` comes to own it. recorded: as assigned, though it be gone; seat: by holding one; group: through a body on which it holds a seat; succession: through restructures. Default: all that is in effect, but for group.',
    ),
    orphaned: flag().describe('Work of bodies that are gone, which nobody got, or the rest.'),
    ownerKind: several(OwnerKind),
    performer: several(z.uuid()).describe('Done by one of these, where that is not who owns it.'),
    joint: flag().describe('Owned by several together, or not.'),
    unowned: flag().describe('Work that nobody owns, or the rest; headings and blanks are no work.'),
    kind: several(z.enum(ACTION_KINDS)),
    status: several(ActionStatusParam),
    meeting: several(z.uuid()).describe('Recorded at one of these meetings.'),
    body: several(z.uuid()).describe('Recorded at a meeting that one of these bodies convened.'),
    agendaItem: several(z.uuid()),
    parent: several(z.uuid()),
    'due.from': Day.optional().describe('Due on this day or later.'),
    'due.to': Day.optional().describe('Due on this day or earlier.'),
    match: several(z.enum(['definite', 'possible'])).describe('possible: a fuzzy date leaves it open. Default: both.'),
    sort: z.enum(['recorded', '-recorded', 'due', '-due']).optional().describe('due: only what has a due date.'),
    ...temporal,
    ...paging,
  })
  .refine((p) => !p.via || (p.owner && !p.owner.includes('none')), {
    message: 'needs an owner, by id',
    path: ['via'],
  })
  .refine((p) => !p['due.from'] || !p['due.to'] || p['due.from'] <= p['due.to'], {
    message: 'must not be before due.from',
    path: ['due.to'],
  });
export type ActionListParams = z.output<typeof ActionListParams>;

/** The entries with the fewest candidates for these filters; the rest is dropped one by one. */
export function candidatesFor(
  params: ActionListParams,
  meetings: readonly string[] | undefined,
  ways: Ways | undefined,
): Candidates {
  const descending = params.sort?.startsWith('-') === true;
  const order = descending ? { descending } : {};
  if (isByDue(params)) return { ...dueEntries(params), ...order };
  const filters = filtersOf(params, meetings, ways);
  const [best] = filters.filter(({ field }) => field !== undefined);
  if (!best?.field)
    return { field: ALL, values: UNDIVIDED, exact: filters.length === 0 && params.match === undefined, ...order };
  return { field: best.field, ...(best.values && { values: best.values }), ...order };
}

interface Filter {
  /** Undefined where no entries are kept for it. */
  readonly field?: string;
  readonly values?: readonly string[];
}

/** The filters in use, those with the fewest candidates first. */
function filtersOf(
  params: ActionListParams,
  meetings: readonly string[] | undefined,
  ways: Ways | undefined,
): Filter[] {
  const { owner, orphaned, via, performer, agendaItem, parent, kind, status, ownerKind, unowned, joint } = params;
  const at = meetings ?? params.meeting;
  return [
    ...(agendaItem ? [{ field: REFERS, values: agendaItem }] : []),
    ...(parent ? [{ field: REFERS, values: parent }] : []),
    ...(owner && !owner.includes('none') ? [{ field: 'owner', values: ways?.ownersFor(owner, via) ?? owner }] : []),
    ...(orphaned === true ? [{ field: 'owner', values: ways?.ending ?? [] }] : []),
    ...(performer ? [{ field: REFERS, values: performer }] : []),
    ...(at ? [{ field: REFERS, values: at }] : []),
    ...(owner?.length === 1 && owner[0] === 'none' ? [{ field: 'unowned', values: UNDIVIDED }] : []),
    ...(unowned === true ? [{ field: 'unowned', values: UNDIVIDED }] : []),
    ...(kind && !kind.includes('action') ? [{ field: 'kind', values: kind }] : []),
    ...(status?.every((one) => one === 'completed' || one === 'withdrawn')
      ? [{ field: 'status', values: status }]
      : []),
    ...(ownerKind ? [{ field: 'ownerKind', values: ownerKind }] : []),
    // What has no entries of its own still leaves no count exact.
    ...(owner?.includes('none') || unowned === false || orphaned === false || joint !== undefined || kind || status
      ? [{}]
      : []),
  ];
}

const isByDue = (params: ActionListParams): boolean =>
  params['due.from'] !== undefined || params['due.to'] !== undefined || params.sort === 'due' || params.sort === '-due';

const MOST_MONTHS = 120;

function dueEntries({ 'due.from': from, 'due.to': to }: ActionListParams): Candidates {
  const months = from && to && monthsBetween(from, to, MOST_MONTHS);
  return { field: 'due', ...(months && { values: [...months, WIDE] }), ...(to && { keys: { to } }) };
}

const FIRST = Day.parse('0000-01-01');
const LAST = Day.parse('9999-12-31');

/** Whether an action meets the filters: for certain, possibly (a fuzzy date leaves it open), or not. */
export function meets(
  facets: ActionFacets,
  params: ActionListParams,
  meetings: readonly string[] | undefined,
  ways?: Ways,
): Match | undefined {
  const told = and3(
    facets.exists,
    anyOf(params.owner, (owner) =>
      owner === 'none' ? facets.unowned : (ways?.isOwnedBy(facets, owner, params.via) ?? ownedBy(facets, owner)),
    ),
    params.orphaned === undefined || !ways ? true : sameAs(isWhollyOrphaned(facets, ways), params.orphaned),
    anyOf(params.ownerKind, (kind) => or3(...facets.owners.filter((o) => o.kind === kind).map(({ owns }) => owns))),
    anyOf(params.performer, (id) =>
      or3(...facets.performers.filter((p) => p.id === id).map(({ performs }) => performs)),
    ),
    sameAs(facets.joint, params.joint),
    sameAs(facets.unownedWork, params.unowned),
    anyOf(params.kind, (kind) => oneOf(facets.kinds, kind)),
    anyOf(params.status, (status) => oneOf(facets.statuses, status)),
    anyOf(meetings ?? params.meeting, (id) => facets.meeting === id),
    anyOf(params.meeting, (id) => facets.meeting === id),
    anyOf(params.agendaItem, (id) => facets.agendaItem === id),
    anyOf(params.parent, (id) => facets.parent === id),
    isByDue(params) ? isDue(facets, params['due.from'] ?? FIRST, params['due.to'] ?? LAST) : true,
  );
  const match = told === true ? 'definite' : told === false ? undefined : 'possible';
  return match && (params.match?.includes(match) ?? true) ? match : undefined;
}

const anyOf = <T>(wanted: readonly T[] | undefined, test: (one: T) => Ternary): Ternary =>
  wanted === undefined ? true : or3(...wanted.map(test));

const sameAs = (told: Ternary, wanted: boolean | undefined): Ternary =>
  wanted === undefined ? true : told === 'unknown' ? told : told === wanted;

/** Of alternatives of which one holds. */
const oneOf = <T>(possible: readonly T[], wanted: T): Ternary =>
  !possible.includes(wanted) ? false : possible.length === 1 ? true : 'unknown';

function isWhollyOrphaned(facets: ActionFacets, ways: Ways): Ternary {
  const orphaned = ways.isOrphaned(facets);
  return orphaned === 'unknown' ? orphaned : orphaned === 'all';
}

const ownedBy = (facets: ActionFacets, id: string): Ternary =>
  or3(...facets.owners.filter((owner) => owner.id === id).map(({ owns }) => owns));

function isDue({ due }: ActionFacets, from: Day, to: Day): Ternary {
  const told = due.map((dates) => isDueBetween(dates, from, to));
  return told.length > 0 && told.every((one) => one === true)
    ? true
    : told.every((one) => one === false)
      ? false
      : 'unknown';
}
