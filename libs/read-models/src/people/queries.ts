import { z } from 'zod';
import {
  ContactRecorded,
  PersonErased,
  PersonIntroduced,
  PersonNamed,
  PersonsIdentified,
  parseStreamId,
  ref,
  type Fact,
  type Recorded,
} from '@app/domain';
import { Evidence } from '../query/evidence.js';
import { factSchema, factView, shapeOf, Status, statusOf } from '../query/fact-view.js';
import { memberQueries, type Holder } from '../query/members.js';
import type { Query } from '../query/answer.js';
import type { Shown } from '../query/shown.js';
import { ALL, UNDIVIDED } from '../query/thing-projection.js';
import { thingQueries } from '../query/thing-queries.js';
import { heldShape, seatsHeld } from '../structure/seats-held.js';
import { personName } from './name.js';

const begins = ({ type }: Pick<Recorded, 'type'>): boolean => type === 'PersonIntroduced';
export const PEOPLE: Holder = { kind: 'person', noun: 'Person', path: 'people', inTime: true, begins };

const PersonView = z
  .looseObject({
    id: z.uuid(),
    status: Status,
    ...shapeOf(PersonIntroduced),
    name: z.string().nullable().describe('As on `effectiveAt`; null once the person is erased.'),
    names: z.array(factSchema(PersonNamed, 'PersonName')).describe('Other names, titles and misprints.'),
    identities: z
      .array(factSchema(PersonsIdentified, 'PersonIdentity', { of: ref('person') }))
      .describe('Whether this and another entry are one person, by the entry (`of`) at which it was said.'),
    erased: z.literal(true).optional(),
    evidence: z.array(Evidence),
  })
  .meta({ id: 'PersonView' });

function personView(facts: readonly Fact[], id: string, { reading: { ask }, witness }: Shown) {
  const standing = facts.filter(({ withdrawn }) => !withdrawn);
  const [introduced, ...others] = standing as [Fact, ...Fact[]];
  const of = (type: string) => others.filter((fact) => fact.type === type);
  const cites = [introduced, ...of('PersonNamed'), ...of('PersonsIdentified')];
  const view = {
    id,
    status: statusOf(introduced),
    ...personName({ facts }, ask),
    names: of('PersonNamed').map((fact) => factView(fact, ask, witness)),
    identities: of('PersonsIdentified').map((fact) => ({
      of: parseStreamId(fact.recorded.stream).id,
      ...factView(fact, ask, witness),
    })),
    ...(of('PersonErased').length > 0 && { erased: true }),
    evidence: cites.map((fact) => witness.evidence(fact)),
  };
  return { view, cites };
}

export const peopleQueries: readonly Query[] = [
  ...thingQueries({
    holder: PEOPLE,
    one: 'Person',
    many: 'People',
    schema: PersonView,
    summary: 'People, with their names as on a day; in the order in which they were recorded.',
    candidates: { field: ALL, values: UNDIVIDED },
    facets: () => undefined,
    view: personView,
    alone: { shape: heldShape, view: seatsHeld },
  }),
  ...memberQueries(PEOPLE, [
    { path: 'names', type: PersonNamed, none: 'No other name is recorded.' },
    { path: 'contacts', type: ContactRecorded, none: 'No contact is recorded.' },
    { path: 'identities', type: PersonsIdentified, none: 'The entry was compared with no other.' },
    { path: 'erasures', type: PersonErased, none: 'The person was not erased.' },
  ]),
];
