import { z } from 'zod';
import {
  AccessGranted,
  AccessRevoked,
  fold,
  isInForce,
  partnershipAggregate,
  PartnershipRegistered,
  Role,
  VocabularySet,
  type EventOf,
  type Fact,
  type Recorded,
} from '@app/domain';
import type { Query } from '../query/answer.js';
import { Temporal, temporal } from '../query/ask.js';
import { Evidence } from '../query/evidence.js';
import { factSchema, factView } from '../query/fact-view.js';
import { glossarySchema } from '../query/glossary.js';
import { memberQueries, thereIn, type Holder } from '../query/members.js';
import { shownFor, type Shown } from '../query/shown.js';
import { revisionOf, single } from '../query/single.js';

const begins = ({ type }: Pick<Recorded, 'type'>): boolean => type === 'PartnershipRegistered';
export const PARTNERSHIPS: Holder = {
  kind: 'partnership',
  noun: 'Partnership',
  path: '',
  inTime: false,
  begins,
  isPartnership: true,
};

const PartnershipView = z
  .strictObject({ id: z.string(), name: z.string(), zone: z.string(), evidence: z.array(Evidence) })
  .meta({
    id: 'PartnershipView',
    examples: [{ id: 'sunderland', name: 'Sunderland Partnership', zone: 'Europe/London', evidence: [] }],
  });

const getPartnership: Query = {
  name: 'GetPartnership',
  path: '',
  summary: 'The partnership: its name, and the zone that decides what today is.',
  params: z.strictObject(temporal),
  answer: PartnershipView.extend({ temporal: Temporal, ...glossarySchema }).meta({ id: 'PartnershipAnswer' }),
  uses: ['people', 'structure', 'documents'],
  async run(reading) {
    const there = await thereIn(reading, PARTNERSHIPS);
    if ('ok' in there) return there;
    const { witness } = await shownFor(reading, [there.first]);
    const { name, zone } = there.first.data as EventOf<typeof PartnershipRegistered>['data'];
    const view = { id: reading.target.partnership, name, zone, evidence: [witness.evidence(there.first)] };
    return single(reading, there, view, [], await revisionOf(reading, PARTNERSHIPS, there.known));
  },
};

function grantState(fact: Fact, facts: readonly Fact[], { reading: { ask }, witness }: Shown) {
  const state = fold(partnershipAggregate, facts);
  const grant = state.grants.find(({ id }) => id === fact.recorded.id);
  const revocations = grant?.revocations ?? [];
  return {
    view: {
      inForce: grant !== undefined && isInForce(grant, ask.effectiveAt),
      revocations: revocations.map((revocation) => factView(revocation, ask, witness)),
    },
    cites: revocations,
  };
}

export const partnershipQueries: readonly Query[] = [
  getPartnership,
  ...memberQueries(PARTNERSHIPS, [
    {
      path: 'vocabularies',
      type: VocabularySet,
      none: 'No vocabulary is set: the record’s own words are used.',
      filters: { name: z.string().max(63).optional() },
      keep: ({ data }, params) => params.name === undefined || (data as { name: string }).name === params.name,
    },
    {
      path: 'grants',
      type: AccessGranted,
      none: 'Nobody has access.',
      filters: { role: Role.optional() },
      keep: ({ data }, params) =>
        params.role === undefined || (data as { roles: unknown[] }).roles.includes(params.role),
      beside: grantState,
      besideSchema: {
        inForce: z.boolean().describe('Whether it certainly holds on `effectiveAt`.'),
        revocations: z.array(factSchema(AccessRevoked, 'GrantRevocation')),
      },
    },
    { path: 'revocations', type: AccessRevoked, none: 'It is not revoked.', under: { path: 'grants', field: 'grant' } },
  ]),
];
