import { accept, commandType, record, refuse, type Command, type Decision, type Remedy } from '../decider.js';
import { foundBy, inForce, isFirm, placeOf } from '../in-force.js';
import type { ActionState } from './action.state.js';
import {
  ActionCompleted, ActionDueSet, ActionProgressed, ActionReopened, ActionWithdrawn, isWork,
} from './action.events.js'; // prettier-ignore
import { closedAt, closingTwice, openAt, progressOf } from './course.js';

const setActionDue = commandType({
  name: 'SetActionDue',
  records: ActionDueSet,
  roles: ['secretary', 'chair'],
  body: ActionDueSet.data,
  decide: (state: ActionState, command) =>
    refuseClosed(state, command) ?? accept(record(ActionDueSet, command, command.body)),
});

const reportProgress = commandType({
  name: 'ReportActionProgress',
  records: ActionProgressed,
  roles: ['secretary', 'chair', 'member'],
  body: ActionProgressed.data,
  decide: (_state: ActionState, command) => accept(record(ActionProgressed, command, command.body)),
});

const completeAction = commandType({
  name: 'CompleteAction',
  records: ActionCompleted,
  roles: ['secretary', 'chair'],
  body: ActionCompleted.data,
  decide: (state: ActionState, command) =>
    refuseHeading(state, command) ??
    refuseTwice(state, command, 'ActionCompleted', 'already-completed') ??
    refuseClosed(state, command) ??
    accept(record(ActionCompleted, command, command.body)),
});

const withdrawAction = commandType({
  name: 'WithdrawAction',
  records: ActionWithdrawn,
  roles: ['secretary', 'chair'],
  body: ActionWithdrawn.data,
  decide: (state: ActionState, command) =>
    refuseTwice(state, command, 'ActionWithdrawn', 'already-withdrawn') ??
    refuseClosed(state, command) ??
    accept(record(ActionWithdrawn, command, command.body)),
});

const reopenAction = commandType({
  name: 'ReopenAction',
  records: ActionReopened,
  roles: ['secretary', 'chair'],
  body: ActionReopened.data,
  decide: (state: ActionState, command) => {
    const opened = openAt(foundBy(state.course, command), command.effectiveFrom);
    if (!opened) return accept(record(ActionReopened, command, command.body));
    return refuse('nothing-to-reopen', `It is neither completed nor withdrawn on ${command.effectiveFrom.edtf}.`, {
      evidence: opened.length > 0 ? opened : state.recorded ? [state.recorded] : [],
    });
  },
});

/** What is closed for certain on the command's date is no longer given to anybody, nor due. */
export function refuseClosed(state: ActionState, command: Command): Decision | undefined {
  const closings = closedAt(foundBy(state.course, command), command.effectiveFrom);
  const [closing] = closings ?? [];
  if (!closings || !closing) return undefined;
  const { edtf } = closing.effectiveFrom;
  return refuse(
    'action-closed',
    `It was ${progressOf(closing)} (${edtf}), and not reopened by ${command.effectiveFrom.edtf}.`,
    {
      details: { status: progressOf(closing), since: edtf },
      evidence: closings,
      remedies: [reopening(command)],
    },
  );
}

function refuseTwice(
  state: ActionState,
  command: Command,
  type: 'ActionCompleted' | 'ActionWithdrawn',
  code: string,
): Decision | undefined {
  // prettier-ignore
  const closing = closingTwice(state.course, type, placeOf(command));
  return (
    closing &&
    refuse(code, `It was ${progressOf(closing)} (${closing.effectiveFrom.edtf}), and not reopened in between.`, {
      details: { since: closing.effectiveFrom.edtf },
      evidence: [closing],
      remedies: [reopening(command)],
    })
  );
}

function refuseHeading({ kinds }: ActionState, command: Command): Decision | undefined {
  const { possible } = inForce(foundBy(kinds, command), command.effectiveFrom, isFirm);
  const named = possible.length > 0 ? possible : kinds;
  if (named.length === 0 || named.some(({ data }) => isWork(data.kind))) return undefined;
  return refuse('heading-cannot-be-completed', 'A heading or a blank row is no work that could be completed.', {
    evidence: named,
    remedies: [{ command: 'ReclassifyAction', target: command.target, why: 'if it is work after all' }],
  });
}

const reopening = ({ target }: Command): Remedy => ({
  command: 'ReopenAction',
  target,
  why: 'so that it is open from a later date',
});

export const workCommands = [setActionDue, reportProgress, completeAction, withdrawAction, reopenAction] as const;
