import { accept, commandType, record, refuse, type Command, type Decision, type References } from '../decider.js';
import type { EventOf } from '../event.js';
import { inForce, isFirm, only } from '../in-force.js';
import type { ActionState } from './action.js';
import { ActionEscalated, ActionLinked, ActionReclassified, ActionRecorded, isWork } from './action.events.js';
import { refuseUnknownMember } from '../meeting/members.js';

type Entry = EventOf<typeof ActionRecorded>['data'];

const recordAction = commandType({
  name: 'RecordAction',
  records: ActionRecorded,
  roles: ['secretary'],
  body: ActionRecorded.data,
  creates: true,
  decide: (_state: ActionState, command, refs) =>
    refuseParent(command, refs) ??
    refuseItem(command.body, refs) ??
    refuseDoneHeading(command, _state) ??
    accept(record(ActionRecorded, command, command.body)),
});

/**
 * A parent stands at an earlier position than the action's first event, in amendments too: so nothing can come to be
 * its own ancestor.
 */
function refuseParent({ body: { parent }, amends }: Command<Entry>, refs: References): Decision | undefined {
  const first = parent === undefined ? undefined : refs.facts('action', parent)[0];
  if (!first || !amends || first.recorded.position < amends.recorded.position) return undefined;
  return refuse('parent-not-earlier', 'A parent must have been recorded before the action itself.', {
    pointers: ['/parent'],
    evidence: [first],
  });
}

function refuseItem({ meetingId, agendaItemId }: Entry, refs: References): Decision | undefined {
  if (agendaItemId === undefined) return undefined;
  return refuseUnknownMember(refs, { meetingId, memberId: agendaItemId, kind: 'agenda-item', pointer: '/agendaItemId' });
}

const reclassifyAction = commandType({
  name: 'ReclassifyAction',
  records: ActionReclassified,
  roles: ['secretary'],
  body: ActionReclassified.data,
  decide: (state: ActionState, command) => {
    const current = only(inForce(state.kinds, command.effectiveFrom, isFirm));
    if (current?.data.kind === command.body.kind) {
      return refuse('kind-unchanged', `It is recorded as ${current.data.kind} already.`, { evidence: [current] });
    }
    return refuseDoneHeading(command, state) ?? accept(record(ActionReclassified, command, command.body));
  },
});
