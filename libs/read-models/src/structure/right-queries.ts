import { z } from 'zod';
import {
  ContactPointSet, DecisionRightStated, decisionRightsOn, IdentityStated, RightKind,
  type DecisionRight, type DecisionRightOn, type EventOf,
} from '@app/domain'; // prettier-ignore
import type { Query } from '../query/answer.js';
import { temporal, type TemporalParams } from '../query/ask.js';
import { factSchema, factView } from '../query/fact-view.js';
import { NAMED_IN } from '../query/glossary.js';
import { pageOf, type Item } from '../query/in-memory.js';
import { listSchema, paging, type Paging } from '../query/listing.js';
import type { Collection } from '../query/members.js';
import { several } from '../query/params.js';
import { shownFor, type Shown } from '../query/shown.js';
import { everyThing, merged } from './every-thing.js';
import { RIGHT } from './right-rows.js';

export const contactPoints: Collection = {
  path: 'contact-points',
  type: ContactPointSet,
  none: 'The record names no contact.',
  of: ({ data }) => (data as EventOf<typeof ContactPointSet>['data']).of.id,
};

export const decisionRights: Collection = {
  path: 'decision-rights',
  type: DecisionRightStated,
  none: 'The record does not say what it decides.',
  of: ({ data }) => (data as DecisionRight['data']).bodyId,
};

export const identities: Collection = {
  path: 'identities',
  type: IdentityStated,
  none: 'The entry was compared with no other.',
};

const contestedShape = {
  holds: z.union([z.literal(true), z.literal('unknown')]),
  contested: z
    .array(z.strictObject({ bodyId: z.uuid(), statement: z.uuid() }))
    .describe(
      'Other bodies that are said to have this right, which only one can have about one thing: on the same matter, or where no `matter` tells it, so that the words must.',
    ),
};

interface Filters {
  readonly body?: string | undefined;
  readonly right?: readonly RightKind[] | undefined;
}

/** Which body decides the priorities? Every statement that answers, side by side. */
export const listDecisionRights: Query<TemporalParams & Paging & Filters> = {
  name: 'ListDecisionRights',
  path: 'decision-rights',
  summary: 'Which body decides, finalises, helps or advises on what; statements that conflict stand side by side.',
  params: z.strictObject({
    body: z.uuid().optional().describe('Of this body.'),
    right: several(RightKind),
    ...temporal,
    ...paging,
  }),
  answer: listSchema(factSchema(DecisionRightStated, 'DecisionRightItem', contestedShape), 'DecisionRightList'),
  uses: NAMED_IN,
  async run(reading, { body, right, ...asked }) {
    const { facts, uncertain } = merged(await everyThing(reading, 'body', RIGHT, right ?? RightKind.options));
    const shown = await shownFor(reading, facts);
    const items = decisionRightsOn(facts, reading.ask.effectiveAt)
      .filter(({ fact: { data } }) => (right?.includes(data.right) ?? true) && (body ?? data.bodyId) === data.bodyId)
      .map((one) => itemOf(one, shown));
    return pageOf(
      reading,
      items,
      asked,
      () => ({ status: 'not-recorded', reason: 'The record does not say who has such a right on that day.' }),
      uncertain,
    );
  },
};

function itemOf({ fact, holds, rests, contested }: DecisionRightOn, { reading, witness }: Shown): Item {
  return {
    view: {
      ...factView(fact, reading.ask, witness),
      holds,
      contested: contested.map(({ data, recorded }) => ({ bodyId: data.bodyId, statement: recorded.id })),
      evidence: rests.map((one) => witness.evidence(one)),
    },
    cites: [...rests, ...contested],
  };
}

export const bodyRights: readonly Collection[] = [contactPoints, decisionRights, identities];
export const organisationRights: readonly Collection[] = [contactPoints, identities];
