import { z } from 'zod';
import {
  ActionKind, actionAt, isWork, ownership, Party, and3, ref,
  type ActionView, type Fact, type Owner, type Ternary,
} from '@app/domain'; // prettier-ignore
import { actionFacets, actionState, type ActionFacets } from '../actions/facets.js';
import { ACTIONS, USES } from '../actions/queries.js';
import { addresses, cameView, eachOnce, OwnerView } from '../ownership/view.js';
import { Ways } from '../ownership/ways.js';
import type { Query } from '../query/answer.js';
import { temporal } from '../query/ask.js';
import { Evidence } from '../query/evidence.js';
import { structureOf } from '../query/further-needs.js';
import { listSchema, listThings, MatchOf, paging, type ItemKind, type Match } from '../query/listing.js';
import { flag, several } from '../query/params.js';
import type { Shown } from '../query/shown.js';

const OrphanParams = z.strictObject({
  partly: flag().describe('Also work of which some of several owners are left.'),
  body: several(z.uuid()).describe('Only work that was owned by one of these bodies.'),
  ...temporal,
  ...paging,
});
type OrphanParams = z.output<typeof OrphanParams>;

const Lost = OwnerView.pick({ recorded: true, status: true, effective: true, to: true, basis: true, chain: true })
  .extend({
    perhaps: z.literal(true).optional().describe('It is not known whether the body had ended by that day.'),
    events: z.array(z.string()),
  })
  .meta({ id: 'LostOwner' });

export const OrphanView = z
  .looseObject({
    id: z.uuid().describe('Of the action.'),
    kind: z.union([ActionKind, z.literal('unknown')]),
    text: z.string().nullable().optional(),
    title: z.string().nullable().optional(),
    status: z.enum(['open', 'planned', 'unknown']),
    orphaned: z.enum(['all', 'partly', 'unknown']),
    lost: z.array(Lost).describe('Owners that are gone, and what became of them.'),
    left: z.array(Party).describe('Owners that are left, or may be.'),
    candidates: z.array(ref('body')).describe('Bodies that came of those that are gone; none of them owns it by that.'),
    evidence: z.array(Evidence),
  })
  .meta({ id: 'Orphan' });

const orphan: ItemKind<ActionFacets> = {
  ...ACTIONS,
  as: 'orphan',
  facets: ({ facts }, { ask }) => actionFacets(facts, ask.effectiveAt),
  view: ({ facts }, _facets, shown) => orphanView(facts, shown),
};

function orphanView(facts: readonly Fact[], shown: Shown): { readonly view: object; readonly cites: readonly Fact[] } {
  const { effectiveAt } = shown.reading.ask;
  const state = actionState(facts);
  const on = actionAt(state, effectiveAt) as ActionView;
  const told = ownership(state, effectiveAt, structureOf(shown));
  const gone = told.owners.filter(isGone);
  const cites = eachOnce([on.recorded, ...told.rests]);
  const { text, title } = on.entry;
  const view = {
    id: on.recorded.recorded.stream.split('/')[2],
    kind: on.kind.value,
    ...(text !== undefined && { text }),
    ...(title !== undefined && { title }),
    status: on.status.value,
    orphaned: told.orphaned,
    lost: gone.map((owner) => lostView(owner, shown)),
    left: told.owners.filter((owner) => !isGone(owner)).map(({ recorded }) => recorded),
    candidates: [...new Set(gone.flatMap(candidatesOf))],
    evidence: cites.map((fact) => shown.witness.evidence(fact)),
  };
  return { view, cites };
}

const orphanedIn = ({ effective, ifEnded }: Owner) => (effective.is === 'orphaned' ? effective : ifEnded?.effective);
const isGone = (owner: Owner): boolean => orphanedIn(owner)?.is === 'orphaned';

function candidatesOf(owner: Owner): readonly string[] {
  const effective = orphanedIn(owner);
  return effective?.is === 'orphaned' ? effective.candidates : [];
}

function lostView(owner: Owner, shown: Shown): object {
  return {
    recorded: owner.recorded,
    status: owner.status,
    ...cameView(owner.ifEnded ?? owner, owner.recorded, shown),
    ...(owner.ifEnded && { perhaps: true }),
    events: addresses(owner.rests),
  };
}

/** Open work; of what is done or given up nobody need be owner. */
function meets(facets: ActionFacets, { partly }: OrphanParams, ways: Ways): Match | undefined {
  const orphaned = ways.isOrphaned(facets);
  if (orphaned === false || (orphaned === 'partly' && partly !== true)) return undefined;
  const told = and3(
    facets.exists,
    someOf(facets.kinds, isWork),
    someOf(facets.statuses, (status) => status === 'open' || status === 'planned'),
    orphaned === 'unknown' ? orphaned : true,
  );
  return told === true ? 'definite' : told === false ? undefined : 'possible';
}

/** Of alternatives of which one holds. */
const someOf = <T>(possible: readonly T[], test: (one: T) => boolean): Ternary =>
  possible.every(test) ? possible.length > 0 : possible.some(test) ? 'unknown' : false;

const listOrphans: Query<OrphanParams> = {
  name: 'ListOrphans',
  path: 'orphans',
  summary: 'Open work whose owners are gone, and which nobody got: why, who might take it, and by which restructures.',
  params: OrphanParams,
  answer: listSchema(OrphanView.extend({ match: MatchOf }).meta({ id: 'OrphanItem' }), 'OrphanList'),
  uses: USES,
  async run(reading, params) {
    const ways = await Ways.of(reading);
    const owners = params.body ? ways.ending.filter((id) => params.body?.includes(id)) : ways.ending;
    return listThings(
      reading,
      orphan,
      { field: 'owner', values: owners.length > 0 ? owners : (params.body ?? []) },
      (facets) => meets(facets, params, ways),
      params,
      () => ({ status: 'not-recorded', reason: 'No open work on record has lost its owners by that day.' }),
    );
  },
};

export const orphanQueries: readonly Query[] = [listOrphans];
