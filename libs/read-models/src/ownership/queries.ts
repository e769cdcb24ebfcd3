import { z } from 'zod';
import { actionState, actionFacets } from '../actions/facets.js';
import { OWNERSHIP_ANSWER_EXAMPLE } from '../actions/example.js';
import { ACTION_HOLDER, ACTIONS, USES } from '../actions/queries.js';
import type { Query } from '../query/answer.js';
import { Temporal, temporal } from '../query/ask.js';
import { Evidence } from '../query/evidence.js';
import { glossarySchema } from '../query/glossary.js';
import { thereIn } from '../query/members.js';
import { MissingFields } from '../query/missing.js';
import { shownFor } from '../query/shown.js';
import { revisionOf, single } from '../query/single.js';
import { missingOwners, ownershipShape, ownershipView } from './view.js';

const OwnershipAnswer = z
  .strictObject({
    action: z.uuid(),
    ...ownershipShape,
    missing: MissingFields,
    evidence: z.array(Evidence),
    temporal: Temporal,
    ...glossarySchema,
  })
  .meta({ id: 'OwnershipAnswer', examples: [OWNERSHIP_ANSWER_EXAMPLE] });

const getOwnership: Query = {
  name: 'GetOwnership',
  path: 'actions/{id}/ownership',
  summary: 'Who owns an action on a day: as recorded, what that comes to, and on what evidence.',
  params: z.strictObject(temporal),
  answer: OwnershipAnswer,
  uses: USES,
  async run(reading) {
    const there = await thereIn(reading, ACTION_HOLDER);
    if ('ok' in there) return there;
    const state = actionState(there.facts);
    const facets = actionFacets(there.facts, reading.ask.effectiveAt);
    const shown = await shownFor(reading, there.facts, facets ? ACTIONS.needs(facets) : []);
    const { view, told, cites } = ownershipView(state, shown);
    const answer = {
      action: reading.target.id,
      ...view,
      missing: missingOwners(there.facts, told, shown),
      evidence: cites.map((fact) => shown.witness.evidence(fact)),
    };
    return single(reading, there, answer, cites, await revisionOf(reading, ACTION_HOLDER, there.known));
  },
};

export const ownershipQueries: readonly Query[] = [getOwnership];
