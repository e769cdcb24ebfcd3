import { z } from 'zod';
import {
  ActionKind, actionAt, ActionRecorded, DueDate, 
  type ActionState, type ActionView as Domain, type Fact,
} from '@app/domain'; // prettier-ignore
import { eachOnce, missingOwners, ownershipShape, ownershipView } from '../ownership/view.js';
import { Evidence } from '../query/evidence.js';
import { eventAddress } from '../query/event-address.js';
import { said, saidView, shapeOf } from '../query/fact-view.js';
import type { Shown } from '../query/shown.js';
import { gapsOf, missing, MissingFields, type Missing } from '../query/missing.js';
import { ACTION_EXAMPLE } from './example.js';
import { isDated } from './projection.js';

const { kind: _kind, ...entry } = shapeOf(ActionRecorded);
const Due = z.array(DueDate);
const ActionStatus = z.enum(['open', 'completed', 'withdrawn', 'planned', 'unknown']);

export const ActionView = z
  .looseObject({
    id: z.uuid(),
    kind: z.union([ActionKind, z.literal('unknown')]),
    status: ActionStatus,
    inEffect: z
      .union([z.literal(true), z.literal('unknown')])
      .describe('unknown: a fuzzy date leaves open whether it was there yet, or still.'),
    planned: z
      .array(ActionStatus)
      .optional()
      .describe('What is planned to become of it, and confirmed by nothing yet.'),
    possible: z
      .strictObject({ kind: z.array(ActionKind).optional(), status: z.array(ActionStatus).optional() })
      .optional()
      .describe('The alternatives, where something is unknown.'),
    ...entry,
    due: Due.nullable().describe('In the words of the record; null where it is unknown which of `possibleDue` holds.'),
    dueSetBy: z.array(z.string()).optional().describe('Addresses of the events that set it.'),
    possibleDue: z.array(Due).optional(),
    ownership: z.strictObject(ownershipShape),
    ...said,
    missing: MissingFields,
    evidence: z.array(Evidence),
  })
  .meta({ id: 'ActionView', examples: [ACTION_EXAMPLE] });

/** An action on a day, with who owns it. The caller knows that it is there. */
export function actionView(
  state: ActionState,
  facts: readonly Fact[],
  shown: Shown,
): { readonly view: object; readonly cites: readonly Fact[] } {
  const on = actionAt(state, shown.reading.ask.effectiveAt) as Domain;
  const owned = ownershipView(state, shown);
  const { kind: _recordedAs, ...printed } = on.entry;
  const { recorded } = on;
  const cites = eachOnce([recorded, ...on.kind.rests, ...on.status.rests, ...on.due.rests, ...owned.cites]);
  const view = {
    id: recorded.recorded.stream.split('/')[2],
    kind: on.kind.value,
    status: on.status.value,
    inEffect: on.exists,
    ...(on.status.planned && { planned: on.status.planned.possible }),
    ...alternatives(on),
    ...printed,
    ...dueView(on),
    ownership: owned.view,
    ...saidView(recorded),
    missing: { ...missingFields(on, facts, shown), ...missingOwners(facts, owned.told, shown) },
    evidence: cites.map((fact) => shown.witness.evidence(fact)),
  };
  return { view, cites };
}

function alternatives({ kind, status }: Domain): object {
  const open = {
    ...(kind.value === 'unknown' && { kind: kind.possible }),
    ...(status.value === 'unknown' && { status: status.possible }),
  };
  return Object.keys(open).length > 0 ? { possible: open } : {};
}

function dueView({ due }: Domain): object {
  const dueSetBy = due.rests.map(({ recorded }) => eventAddress(recorded));
  if (due.value === 'unknown') return { due: null, possibleDue: due.possible, dueSetBy };
  return { due: due.value, ...(dueSetBy.length > 0 && { dueSetBy }) };
}

function missingFields(on: Domain, facts: readonly Fact[], { reading }: Shown): Record<string, Missing> {
  const gaps = gapsOf(facts, reading.ask);
  const { kind, text, meetingId } = on.entry;
  const wordless =
    kind === 'blank' ? 'The row is blank.' : 'Its words are not on record; its sources say where they stand.';
  return {
    ...(text === undefined && { text: missing(gaps, 'text', wordless) }),
    ...(meetingId === undefined && { meetingId: missing(gaps, 'meetingId', 'No meeting is recorded for it.') }),
    ...(dueMissing(on) && { due: missing(gaps, 'due', dueMissing(on) as Missing) }),
  };
}

function dueMissing({ due }: Domain): Missing | undefined {
  if (due.value === 'unknown') return { status: 'unknown', reason: 'It cannot be told which of several was in force.' };
  if (due.value.some(isDated)) return undefined;
  if (due.value.some(({ role }) => role === 'due')) {
    return { status: 'cannot-be-told', reason: 'The words give a deadline to which no date is known.' };
  }
  return {
    status: 'not-recorded',
    reason:
      due.value.length > 0
        ? 'No deadline is recorded: what is recorded is a horizon, a start or an end.'
        : 'No due date is recorded.',
  };
}
