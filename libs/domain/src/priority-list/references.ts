import { refuse, type Command, type Decision, type References } from '../decider.js';
import { refuseUnknown, refuseUnknownMember } from '../unknown-reference.js';
import { entryIn, type PriorityListState } from './priority-list.state.js';

/** The entry in the path is one of this list; there is no such thing otherwise. */
export const refuseForeignEntry = (state: PriorityListState, { member, target }: Command): Decision | undefined =>
  entryIn(state, member) ? undefined : refuse('not-found', `There is no entry ${member} on the list ${target}.`);

/** An entry that is named in the body is one of this list. */
export const refuseUnknownEntry = (state: PriorityListState, id: string, pointer: string): Decision | undefined =>
  entryIn(state, id) ? undefined : refuseUnknown({ kind: 'priority', id, pointer });

type Origin =
  | { readonly kind: 'vote-option'; readonly voteId: string; readonly id: string }
  | { readonly kind: 'priority'; readonly listId: string; readonly id: string }
  | { readonly kind: 'action' | 'statement'; readonly id: string };

/** An option is one of its vote, and an entry one of its list. What has a stream of its own is known to exist. */
export function refuseForeignOrigin(
  state: PriorityListState,
  { body: { from = [] }, target }: Command<{ readonly from?: readonly Origin[] | undefined }>,
  refs: References,
): Decision | undefined {
  for (const [i, origin] of from.entries()) {
    const refused = refuseOrigin(state, origin, { target, refs, pointer: `/from/${i}/id` });
    if (refused) return refused;
  }
  return undefined;
}

function refuseOrigin(
  state: PriorityListState,
  origin: Origin,
  { target, refs, pointer }: { readonly target: string; readonly refs: References; readonly pointer: string },
): Decision | undefined {
  const { id } = origin;
  switch (origin.kind) {
    case 'vote-option':
      return refuseUnknownMember(refs, 'vote-option', { of: origin.voteId, id, pointer });
    case 'priority':
      return origin.listId === target
        ? refuseUnknownEntry(state, id, pointer)
        : refuseUnknownMember(refs, 'priority', { of: origin.listId, id, pointer });
    default:
      return undefined;
  }
}
