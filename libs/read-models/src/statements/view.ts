import { z } from 'zod';
import {
  fold,
  holdsOn,
  StatementRecorded,
  statementAggregate,
  type EventOf,
  type Fact,
  type StatementState,
  periodOf,
} from '@app/domain';
import { eventAddress } from '../query/event-address.js';
import { shapeOf, standing, standingView } from '../query/fact-view.js';
import type { Item } from '../query/in-memory.js';
import { gapsOf, missing, MissingFields, type Missing } from '../query/missing.js';
import type { Shown } from '../query/shown.js';

type Said = EventOf<typeof StatementRecorded>['data'];

export const statementState = (facts: readonly Fact[]): StatementState => fold(statementAggregate, facts);

const OtherName = z
  .strictObject({
    name: z.string().nullable(),
    holds: z.union([z.literal(true), z.literal('unknown')]),
    event: z.string(),
    redacted: z.literal(true).optional(),
  })
  .meta({ id: 'StatementNameOn' });

export const StatementView = z
  .looseObject({
    id: z.uuid(),
    ...shapeOf(StatementRecorded),
    names: z.array(OtherName).describe('Other names by which it goes on that day, or may.'),
    ...standing,
    missing: MissingFields,
  })
  .meta({ id: 'StatementView' });

/** A statement on a day. The caller knows that it is there. */
export function statementView(facts: readonly Fact[], { reading, witness }: Shown): Item {
  const { names, ...state } = statementState(facts);
  const recorded = state.recorded as NonNullable<StatementState['recorded']>;
  const on = names.flatMap((fact) => {
    const holds = holdsOn(periodOf(fact), reading.ask.effectiveAt);
    return holds === false ? [] : [{ name: fact.data.name, holds, event: eventAddress(fact.recorded) }];
  });
  const cites = [recorded, ...names.filter((fact) => holdsOn(periodOf(fact), reading.ask.effectiveAt) !== false)];
  const said = recorded.data;
  const view = {
    id: recorded.recorded.stream.split('/')[2],
    ...said,
    names: on,
    ...standingView(recorded, reading.ask, witness),
    missing: missingIn(said, gapsOf(facts, reading.ask)),
    evidence: cites.map((fact) => witness.evidence(fact)),
  };
  return { view, cites };
}

function missingIn(said: Said, gaps: ReturnType<typeof gapsOf>): Record<string, Missing> {
  const { text, cells, heldBy, decidedBy, meetingId, kind } = said;
  const isDecision = kind === 'decision';
  const wanting = {
    ...(text === undefined && cells === undefined && { text: 'Its words are not on record.' }),
    ...(isDecision && decidedBy === undefined && { decidedBy: 'The record does not say which body decided it.' }),
    ...(!isDecision && heldBy === undefined && { heldBy: 'The record does not say who says or holds it.' }),
    ...(meetingId === undefined && { meetingId: 'No meeting is recorded for it.' }),
  };
  return Object.fromEntries(Object.entries(wanting).map(([field, reason]) => [field, missing(gaps, field, reason)]));
}
