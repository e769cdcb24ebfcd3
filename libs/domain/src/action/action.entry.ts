import { accept, commandType, record, refuse, type Command, type Decision, type References } from '../decider.js';
import type { EventOf } from '../event.js';
import { comesAfter, foundBy, inForce, isFirm, only } from '../in-force.js';
import { refuseForeignItem } from '../meeting/members.js';
import { refuseUnknownMember } from '../unknown-reference.js';
import { isOnOrBefore } from '../time/index.js';
import { refuseLateParent } from '../parent.js';
import { refuseWordless } from '../wordless.js';
import type { ActionState } from './action.state.js';
import { ActionEscalated, ActionLinked, ActionReclassified, ActionRecorded, isWork } from './action.events.js';
import { closedAt, type Course } from './course.js';

type Entry = EventOf<typeof ActionRecorded>['data'];
type Link = EventOf<typeof ActionLinked>['data'];

const recordAction = commandType({
  name: 'RecordAction',
  records: ActionRecorded,
  roles: ['secretary'],
  body: ActionRecorded.data,
  creates: true,
  decide: (state: ActionState, command, refs) =>
    (command.body.kind === 'blank' ? undefined : refuseWordless(command.body)) ??
    refuseLateParent('action', command, refs) ??
    refuseForeignItem(command.body, refs) ??
    refuseCompleted(state, command) ??
    accept(record(ActionRecorded, command, command.body)),
});

const reclassifyAction = commandType({
  name: 'ReclassifyAction',
  records: ActionReclassified,
  roles: ['secretary'],
  body: ActionReclassified.data,
  decide: (state: ActionState, command) => {
    const current = only(inForce(foundBy(state.kinds, command), command.effectiveFrom, isFirm));
    if (current?.data.kind === command.body.kind) {
      return refuse('kind-unchanged', `It is recorded as ${current.data.kind} already.`, { evidence: [current] });
    }
    return refuseCompleted(state, command) ?? accept(record(ActionReclassified, command, command.body));
  },
});

/** A heading or a blank row cannot be completed, so what is completed cannot become one either. */
function refuseCompleted(state: ActionState, command: Command<Pick<Entry, 'kind'>>): Decision | undefined {
  if (isWork(command.body.kind)) return undefined;
  const completion = completionUnder(state, command);
  return (
    completion &&
    refuse('heading-cannot-be-completed', `A completed action cannot become a ${command.body.kind}.`, {
      pointers: ['/kind'],
      evidence: [completion],
      remedies: [{ command: 'ReopenAction', target: command.target, why: 'so that it is no longer completed' }],
    })
  );
}

/** A completion that certainly falls while the entry would be no work, by the kind that the command names. */
function completionUnder({ course, kinds }: ActionState, { effectiveFrom }: Command): Course | undefined {
  const closing = closedAt(course, effectiveFrom)?.find(({ type }) => type === 'ActionCompleted');
  if (closing) return closing;
  const asWork = kinds.filter(({ data }) => isWork(data.kind));
  return course.find(
    (change) =>
      change.type === 'ActionCompleted' &&
      isFirm(change) &&
      isOnOrBefore(effectiveFrom, change.effectiveFrom) === true &&
      asWork.every((kind) => isOnOrBefore(kind.effectiveFrom, effectiveFrom) === true || comesAfter(kind, change)),
  );
}

const escalateAction = commandType({
  name: 'EscalateAction',
  records: ActionEscalated,
  roles: ['secretary', 'chair'],
  body: ActionEscalated.data,
  decide: (_state: ActionState, command) => accept(record(ActionEscalated, command, command.body)),
});

const linkAction = commandType({
  name: 'LinkAction',
  records: ActionLinked,
  roles: ['secretary'],
  body: ActionLinked.data,
  decide: (_state: ActionState, command, refs) =>
    command.body.to.id === command.target
      ? refuse('linked-to-itself', 'An action cannot be linked to itself.', { pointers: ['/to/id'] })
      : (refuseUnknownEnd(command.body.to, refs) ?? accept(record(ActionLinked, command, command.body))),
});

/** What has a stream of its own was looked for already. */
function refuseUnknownEnd(to: Link['to'], refs: References): Decision | undefined {
  switch (to.kind) {
    case 'priority':
      return refuseUnknownMember(refs, 'priority', { of: to.listId, id: to.id, pointer: '/to/id' });
    case 'vote-option':
      return refuseUnknownMember(refs, 'vote-option', { of: to.voteId, id: to.id, pointer: '/to/id' });
    default:
      return undefined;
  }
}

export const entryCommands = [recordAction, reclassifyAction, escalateAction, linkAction] as const;
