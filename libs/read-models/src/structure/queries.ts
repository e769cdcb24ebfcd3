import { z } from 'zod';
import {
  BodyEstablished, BodyKind, BodyNamed, bodyNamesOn, bodyStatusOn, foldName, NameKind, OrganisationIntroduced, OrganisationNamed,
  type EventOf, type Fact, type Recorded,
} from '@app/domain'; // prettier-ignore
import type { Query } from '../query/answer.js';
import { Evidence } from '../query/evidence.js';
import { eventAddress } from '../query/event-address.js';
import { shapeOf, Status, statusOf } from '../query/fact-view.js';
import { memberQueries, type Holder } from '../query/members.js';
import { gapsOf, missing, MissingFields } from '../query/missing.js';
import { several } from '../query/params.js';
import type { Reading } from '../query/reading.js';
import type { Shown } from '../query/shown.js';
import { ALL } from '../query/thing-projection.js';
import { thingQueries } from '../query/thing-queries.js';
import { comparedShape, comparedWith } from './identity-view.js';
import { memberName } from './name.js';
import { bodyRights, listDecisionRights, organisationRights } from './right-queries.js';
import { seatCollections, seatQueries } from './seat-queries.js';

export const BODIES: Holder = {
  kind: 'body',
  noun: 'Body',
  path: 'bodies',
  inTime: true,
  begins: ({ type }: Pick<Recorded, 'type'>) => type === 'BodyEstablished',
};
export const ORGANISATIONS: Holder = {
  kind: 'organisation',
  noun: 'Organisation',
  path: 'organisations',
  inTime: true,
  begins: ({ type }: Pick<Recorded, 'type'>) => type === 'OrganisationIntroduced',
};

const NameOn = z
  .strictObject({
    name: z.string(),
    kind: NameKind,
    holds: z.union([z.literal(true), z.literal('unknown')]),
    event: z.string(),
  })
  .meta({ id: 'NameOn' });

const common = {
  id: z.uuid(),
  status: Status,
  name: z.string().describe('The primary name on `effectiveAt`.'),
  names: z.array(NameOn).describe('All names that hold on that day, or may.'),
  missing: MissingFields,
  evidence: z.array(Evidence),
};

const { bodyId: _body, ...bodyShape } = shapeOf(BodyEstablished);
const { organisationId: _organisation, ...organisationShape } = shapeOf(OrganisationIntroduced);

const BodyView = z
  .looseObject({
    ...bodyShape,
    ...common,
    ...comparedShape,
    excluded: z.array(z.string()).optional().describe('Where the status is unknown: what it certainly is not.'),
  })
  .meta({ id: 'BodyView' });
const OrganisationView = z.looseObject({ ...organisationShape, ...common, ...comparedShape }).meta({ id: 'OrganisationView' });

function namesOf(facts: readonly Fact[], id: string, { reading: { ask } }: Shown) {
  const on = bodyNamesOn(facts, id, ask.effectiveAt);
  return {
    names: on.map(({ name, kind, holds, fact }) => ({ name, kind, holds, event: eventAddress(fact.recorded) })),
    ...memberName({ facts }, ask, id),
  };
}

const established = ({ type }: Fact) => type === 'BodyEstablished' || type === 'OrganisationIntroduced';
const named = ({ type, withdrawn }: Fact) => (type === 'BodyNamed' || type === 'OrganisationNamed') && !withdrawn;

function bodyView(facts: readonly Fact[], id: string, shown: Shown) {
  const { reading, witness } = shown;
  const first = facts.find(established) as Fact;
  const { bodyId: _, name: __, ...said } = first.data as EventOf<typeof BodyEstablished>['data'];
  const on = bodyStatusOn(facts, id, reading.ask.effectiveAt);
  const compared = comparedWith(facts, id, shown);
  const cites = [first, ...facts.filter(named), ...compared.cites];
  const view = {
    id,
    ...compared.view,
    ...(on.status === 'unknown' ? { status: 'unknown', excluded: on.excluded } : { status: statusOf(first) }),
    ...said,
    ...namesOf(facts, id, shown),
    missing: {
      ...(on.status === 'unknown' && {
        status: { status: 'unknown', reason: `Of its being on that day: ${on.reason}.` },
      }),
      ...(said.described === undefined && {
        described: missing(gapsOf(facts, reading.ask), 'described', 'The record does not say what it is for.', id),
      }),
    },
    evidence: cites.map((fact) => witness.evidence(fact)),
  };
  return { view, cites };
}

function organisationView(facts: readonly Fact[], id: string, shown: Shown) {
  const first = facts.find(established) as Fact;
  const { organisationId: _, name: __, ...said } = first.data as EventOf<typeof OrganisationIntroduced>['data'];
  const compared = comparedWith(facts, id, shown);
  const cites = [first, ...facts.filter(named), ...compared.cites];
  const view = {
    id,
    ...compared.view,
    status: statusOf(first),
    ...said,
    ...namesOf(facts, id, shown),
    missing: {},
    evidence: cites.map((fact) => shown.witness.evidence(fact)),
  };
  return { view, cites };
}

interface Facets {
  readonly names: readonly string[];
  readonly kind?: string;
}
interface Params {
  readonly name?: string;
  readonly kind?: readonly string[];
}

const byName = {
  name: z.string().max(300).optional().describe('A name that holds on that day, or may; capitals do not count.'),
};

const facets = (first: Fact, facts: readonly Fact[], { ask }: Reading): Facets => {
  const { bodyId, organisationId, kind } = first.data as { bodyId?: string; organisationId?: string; kind?: string };
  const names = bodyNamesOn(facts, bodyId ?? organisationId ?? '', ask.effectiveAt).map(({ name }) => foldName(name));
  return { names, ...(kind !== undefined && { kind }) };
};

const keep = ({ names, kind = '' }: Facets, params: Params): boolean =>
  (params.name === undefined || names.includes(foldName(params.name))) && (params.kind?.includes(kind) ?? true);

export const structureQueries: readonly Query[] = [
  ...thingQueries<Facets, Params>({
    holder: BODIES,
    one: 'Body',
    many: 'Bodies',
    schema: BodyView,
    summary: 'Boards, groups and teams, with their names and whether they were in being on a day.',
    candidates: { field: ALL, values: ['body'] },
    filters: { ...byName, kind: several(BodyKind) },
    facets,
    keep,
    view: bodyView,
  }),
  ...memberQueries(BODIES, [
    { path: 'names', type: BodyNamed, none: 'No other name is recorded.' },
    ...seatCollections,
    ...bodyRights,
  ]),
  ...seatQueries(BODIES),
  listDecisionRights as Query,
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
    { path: 'names', type: OrganisationNamed, none: 'No other name is recorded.' },
    ...organisationRights,
  ]),
];
