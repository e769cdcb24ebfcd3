import { z } from 'zod';
import {
  BodyEstablished, BodyKind, BodyNamed, bodyNamesOn, bodyStatusOn, foldName, LEGAL_PHASES, OPERATING_PHASES,
  OrganisationIntroduced, OrganisationNamed, phasesOn,
  type EventOf, type Fact,
} from '@app/domain'; // prettier-ignore
import type { Query } from '../query/answer.js';
import { begunBy } from '../query/doubts.js';
import { shapeOf, Status, statusOf } from '../query/fact-view.js';
import { memberQueries, type Holder } from '../query/members.js';
import { several } from '../query/params.js';
import type { Reading } from '../query/reading.js';
import { homeOf } from '../query/reported-in.js';
import type { Shown } from '../query/shown.js';
import { ALL } from '../query/thing-projection.js';
import { thingQueries } from '../query/thing-queries.js';
import { BodyStatusView, bodyView, BodyView, statusName } from './body-view.js';
import { relationCollections, standingCollections } from './collections.js';
import { getStructure } from './graph-query.js';
import { comparedShape, comparedWith } from './identity-view.js';
import { commonShape, namedOn } from './names-view.js';
import { otherEnds } from './other-ends.js';
import { bodyRights, listDecisionRights, organisationRights } from './right-queries.js';
import { seatCollections, seatQueries } from './seat-queries.js';

export const BODIES: Holder = {
  kind: 'body',
  noun: 'Body',
  path: 'bodies',
  // One that is to come, or that has ended, is on record: its status says so.
  inTime: false,
  begins: ({ type }) => type === 'BodyEstablished',
};
export const ORGANISATIONS: Holder = {
  kind: 'organisation',
  noun: 'Organisation',
  path: 'organisations',
  inTime: true,
  begins: ({ type }) => type === 'OrganisationIntroduced',
};

const { organisationId: _organisation, ...organisationShape } = shapeOf(OrganisationIntroduced);
const OrganisationView = z
  .looseObject({ ...organisationShape, ...commonShape, ...comparedShape, status: Status })
  .meta({ id: 'OrganisationView' });

function organisationView(facts: readonly Fact[], id: string, shown: Shown) {
  const first = facts.find((fact) => ORGANISATIONS.begins(fact) && begunBy(fact) === id) as Fact;
  const { organisationId: _, name: __, ...said } = first.data as EventOf<typeof OrganisationIntroduced>['data'];
  const [names, compared] = [namedOn(facts, id, shown), comparedWith(facts, id, shown)];
  const cites = [...new Set([first, ...names.cites, ...compared.cites])];
  const view = {
    id,
    ...compared.view,
    status: statusOf(first),
    ...said,
    ...names.view,
    missing: {},
    evidence: cites.map((fact) => shown.witness.evidence(fact)),
  };
  return { view, cites };
}

interface Facets {
  readonly names: readonly string[];
  readonly body?: { readonly kind: string; readonly status: string; readonly phases: readonly string[] };
}
interface Params {
  readonly name?: string;
  readonly kind?: readonly string[];
  readonly status?: readonly string[];
  readonly phase?: readonly string[];
}

const byName = {
  name: z.string().max(300).optional().describe('A name that holds on that day, or may; capitals do not count.'),
};

const facets = (first: Fact, facts: readonly Fact[], { ask: { effectiveAt } }: Reading, id: string): Facets => {
  const names = bodyNamesOn(facts, id, effectiveAt).map(({ name }) => foldName(name));
  if (first.type !== BodyEstablished.type) return { names };
  const { operating, legal } = phasesOn(facts, id, effectiveAt);
  const { kind } = first.data as EventOf<typeof BodyEstablished>['data'];
  const status = statusName(bodyStatusOn(facts, id, effectiveAt));
  return { names, body: { kind, status, phases: [...operating.possible, ...legal.possible] } };
};

const keep = ({ names, body }: Facets, { name, kind, status, phase }: Params): boolean =>
  (name === undefined || names.includes(foldName(name))) &&
  (!body ||
    ((kind?.includes(body.kind) ?? true) &&
      (status?.includes(body.status) ?? true) &&
      (phase?.some((one) => body.phases.includes(one)) ?? true)));

export const structureQueries: readonly Query[] = [
  getStructure,
  ...thingQueries<Facets, Params>({
    holder: BODIES,
    one: 'Body',
    many: 'Bodies',
    schema: BodyView,
    summary: 'Boards, groups and teams, with their names and whether they were in being on a day.',
    candidates: { field: ALL, values: ['body'] },
    filters: {
      ...byName,
      kind: several(BodyKind),
      status: several(BodyStatusView),
      phase: several(z.enum([...OPERATING_PHASES, ...LEGAL_PHASES])).describe(
        'On either axis; it is in it, or may be.',
      ),
    },
    facets,
    keep,
    needs: otherEnds,
    view: bodyView,
  }),
  ...memberQueries(BODIES, [
    { path: 'names', type: BodyNamed, none: 'No other name is recorded.', of: homeOf },
    ...standingCollections,
    ...relationCollections,
    ...seatCollections,
    ...bodyRights,
  ]),
  ...seatQueries(BODIES),
  listDecisionRights,
  ...thingQueries<Facets, Params>({
    holder: ORGANISATIONS,
    one: 'Organisation',
    many: 'Organisations',
    schema: OrganisationView,
    summary: 'Councils, trusts, companies and charities, with their names on a day.',
    candidates: { field: ALL, values: ['organisation'] },
    filters: byName,
    facets,
    keep,
    view: organisationView,
  }),
  ...memberQueries(ORGANISATIONS, [
    { path: 'names', type: OrganisationNamed, none: 'No other name is recorded.', of: homeOf },
    ...organisationRights,
  ]),
];
