import { z } from 'zod';
import {
  BodyEstablished, bodyStatusOn, Certainty, EventDate, phasesOn, ref, relationsOn,
  type BodyStatus, type Day, type EventOf, type Fact, establishmentIn,
} from '@app/domain'; // prettier-ignore
import { eventAddress } from '../query/event-address.js';
import { shapeOf } from '../query/fact-view.js';
import { gapsOf, missing } from '../query/missing.js';
import type { Shown } from '../query/shown.js';
import { comparedShape, comparedWith } from './identity-view.js';
import { commonShape, namedOn } from './names-view.js';
import { endedAround } from './other-ends.js';
import { missingPhases, phasesView, PhasesView, restsOfPhases } from './phase-view.js';
import { factsOfRelation, relationView, RelationView } from './relation-view.js';
import { standingOn } from './standing.js';

export const BODY_STATUSES = ['in-force', 'planned', 'not-yet', 'ended', 'unknown'] as const;
export type BodyStatusName = (typeof BODY_STATUSES)[number];
export const BodyStatusView = z
  .enum(BODY_STATUSES)
  .describe(
    'planned: intended, possible or stated ahead of its day, and confirmed by nothing; ended: by a restructure.',
  );

/** Where a body stands on a day, with an end that was only planned where its day has come. */
export const statusShape = {
  status: BodyStatusView,
  excluded: z.array(z.string()).optional().describe('Where the status is unknown: what it certainly is not.'),
  from: EventDate.optional().describe('Since when it is in being, as far as the record tells.'),
  endedOn: EventDate.optional(),
  plannedEnd: z
    .strictObject({ on: EventDate, restructureId: z.uuid(), certainty: Certainty, event: z.string() })
    .optional()
    .describe(
      'An end whose day has come, or may have, but that was only intended or possible, or stated ahead of its day: nothing has confirmed it.',
    ),
};

const { bodyId: _body, ...bodyShape } = shapeOf(BodyEstablished);

export const BodyView = z
  .looseObject({
    ...bodyShape,
    ...commonShape,
    ...comparedShape,
    ...statusShape,
    mandate: z.string().nullable().optional().describe('What it is for, as printed.'),
    area: z.string().nullable().optional(),
    frequency: z.string().nullable().optional().describe('How often it meets, as printed.'),
    every: z.string().optional().describe('The period that somebody reads into the frequency.'),
    timesAYear: z.number().optional().describe('The number that somebody reads into the frequency.'),
    planned: z.array(z.string()).describe('Which of mandate, area and frequency are only planned.'),
    phases: PhasesView,
    members: z.array(ref('body')).optional().describe('Of a class: the bodies that are named as one of it.'),
    relations: z.array(RelationView).describe('Those that hold on that day or may, and those that are to begin.'),
  })
  .meta({ id: 'BodyView' });

export function statusName(on: BodyStatus): BodyStatusName {
  return (on.status === 'in-force' || on.status === 'not-yet') && on.planned ? 'planned' : on.status;
}

export function statusView(on: BodyStatus) {
  const plannedEnd = on.status === 'in-force' ? on.plannedEnd : undefined;
  return {
    status: statusName(on),
    ...('from' in on && on.from && { from: on.from }),
    ...(on.status === 'unknown' && { excluded: on.excluded }),
    ...(on.status === 'ended' && { endedOn: on.on }),
    ...(plannedEnd && {
      plannedEnd: {
        on: plannedEnd.on,
        restructureId: plannedEnd.restructureId,
        certainty: plannedEnd.certainty,
        event: eventAddress(plannedEnd.fact.recorded),
      },
    }),
  };
}

type Establishment = Fact<EventOf<typeof BodyEstablished>>;
const isEstablished = (fact: Fact): fact is Establishment => fact.type === 'BodyEstablished' && !fact.withdrawn;

/** The bodies that certainly are of a class on that day, or may be. */
const membersOf = (facts: readonly Fact[], id: string, day: Day): string[] =>
  facts
    .filter(isEstablished)
    .filter(({ data, effectiveFrom }) => data.memberOf === id && (effectiveFrom.earliest ?? day) <= day)
    .map(({ data }) => data.bodyId);

export function bodyView(facts: readonly Fact[], id: string, shown: Shown) {
  const { reading, witness } = shown;
  const day = reading.ask.effectiveAt;
  const first = establishmentIn(facts, id) as Establishment;
  const { bodyId: _, name: __, ...said } = first.data;
  const [on, phases, gaps] = [bodyStatusOn(facts, id, day), phasesOn(facts, id, day), gapsOf(facts, reading.ask)];
  const standing = standingOn(facts, id, day, gaps);
  const relations = relationsOn(facts, day, endedAround(facts, id, shown, day)).filter(
    ({ fact: { data } }) => data.from.id === id || data.to.id === id,
  );
  const names = namedOn(facts, id, shown);
  const compared = comparedWith(facts, id, shown);
  const cites = new Set([
    first, ...on.evidence, ...names.cites, ...compared.cites, ...standing.cites, ...restsOfPhases(phases),
  ]); // prettier-ignore
  const view = {
    id,
    ...compared.view,
    ...said,
    ...names.view,
    ...statusView(on),
    ...standing.view,
    planned: standing.planned,
    phases: phasesView(phases, witness),
    ...(said.kind === 'class' && { members: membersOf(facts, id, day) }),
    relations: relations.map((relation) => relationView(relation, witness)),
    missing: {
      ...(on.status === 'unknown' && {
        status: missing(gaps, 'status', { status: 'unknown', reason: `Of its being on that day: ${on.reason}.` }, id),
      }),
      ...(said.described === undefined && {
        described: missing(gaps, 'described', 'The record does not say what it is.', id),
      }),
      ...standing.missing,
      ...missingPhases(phases, gaps, id),
    },
    evidence: [...cites].map((fact) => witness.evidence(fact)),
  };
  return { view, cites: [...cites, ...relations.flatMap(factsOfRelation)] };
}
