import { z } from 'zod';
import {
  BoardRestructured, RestructureAbandoned, RestructureAgreed, restructureOn, restructuresIn, RESTRUCTURE_STATUSES,
  walkEvent,
  type Fact, type RestructureStatus as Status,
} from '@app/domain'; // prettier-ignore
import type { Query } from '../query/answer.js';
import { RESTRUCTURES } from '../query/holders.js';
import { memberQueries, type Collection } from '../query/members.js';
import { several } from '../query/params.js';
import type { Reading } from '../query/reading.js';
import { ALL } from '../query/thing-projection.js';
import { thingQueries } from '../query/thing-queries.js';
import { ChangeView, changeViews } from './changes.js';
import { successionQuery } from './succession.js';
import { restructureView, RestructureView } from './view.js';

interface Facets {
  readonly possible: readonly Status[];
  readonly bodies: ReadonlySet<string>;
}
interface Params {
  readonly status?: readonly Status[];
  readonly body?: readonly string[];
}

function facets(_first: Fact, facts: readonly Fact[], { ask }: Reading, id: string): Facets {
  const bodies = new Set<string>();
  for (const fact of restructuresIn(facts)) {
    walkEvent(fact, ({ leaf, value }) => {
      if (leaf.is === 'ref' && leaf.to === 'body') bodies.add(value);
    });
  }
  return { possible: restructureOn(facts, id, ask.effectiveAt).possible, bodies };
}

const keep = ({ possible, bodies }: Facets, { status, body }: Params): boolean =>
  (status === undefined || possible.some((one) => status.includes(one))) &&
  (body === undefined || body.some((one) => bodies.has(one)));

const collections: readonly Collection[] = [
  { path: 'agreements', type: RestructureAgreed, none: 'No agreement to it is recorded.' },
  {
    path: 'implementations',
    type: BoardRestructured,
    none: 'It is not recorded as implemented.',
    beside: (fact) => ({ view: { changes: changeViews(fact) }, cites: [] }),
    besideSchema: { changes: z.array(ChangeView) },
  },
  { path: 'abandonments', type: RestructureAbandoned, none: 'It is not recorded as given up.' },
];

export const restructureQueries: readonly Query[] = [
  ...thingQueries<Facets, Params>({
    holder: RESTRUCTURES,
    one: 'Restructure',
    many: 'Restructures',
    schema: RestructureView,
    summary: 'Changes of the structure, how far each has got, and what becomes of the work of the bodies that end.',
    candidates: { field: ALL, values: ['restructure'] },
    filters: {
      status: several(z.enum(RESTRUCTURE_STATUSES)).describe('How far it has got on that day, or may have.'),
      body: several(z.uuid()).describe('Those that name one of these bodies.'),
    },
    facets,
    keep,
    view: restructureView,
  }),
  ...memberQueries(RESTRUCTURES, collections),
  successionQuery,
];
