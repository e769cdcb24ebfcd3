import { refuse, type Command, type Decision, type References } from '../decider.js';
import type { Fact } from '../facts.js';
import { refuseForeignMember } from '../meeting/members.js';
import { entryIn, type PriorityListState } from './priority-list.state.js';

const missing = (kind: string, id: string, pointer: string): Decision =>
  refuse('unknown-reference', `Not on record in this partnership: ${kind}.`, {
    pointers: [pointer],
    details: { missing: [{ kind, id }] },
  });

/** The entry in the path is one of this list; there is no such thing otherwise. */
export const refuseForeignEntry = (state: PriorityListState, { member, target }: Command): Decision | undefined =>
  entryIn(state, member) ? undefined : refuse('not-found', `There is no entry ${member} on the list ${target}.`);

/** An entry that is named in the body is one of this list. */
export const refuseUnknownEntry = (state: PriorityListState, id: string, pointer: string): Decision | undefined =>
  entryIn(state, id) ? undefined : missing('priority', id, pointer);

interface Meeting {
  readonly meetingId?: string | undefined;
  readonly agendaItemId?: string | undefined;
}

/** An agenda item is one of the meeting that is named beside it. */
export const refuseForeignItem = (
  { body: { meetingId, agendaItemId: id } }: Command<Meeting>,
  refs: References,
): Decision | undefined =>
  id === undefined ? undefined : refuseForeignMember(refs, 'agenda-item', { meetingId, id, pointer: '/agendaItemId' });

type Origin =
  | { readonly kind: 'vote-option'; readonly voteId: string; readonly id: string }
  | { readonly kind: 'priority'; readonly listId: string; readonly id: string }
  | { readonly kind: 'action' | 'statement'; readonly id: string };

/** An option is one of its vote, and an entry one of its list. What has a stream of its own is known to exist. */
export function refuseForeignOrigin(
  { body: { from = [] }, target }: Command<{ readonly from?: readonly Origin[] | undefined }>,
  refs: References,
): Decision | undefined {
  const at = from.findIndex((origin) => !isThere(origin, target, refs));
  const origin = from[at];
  return origin && missing(origin.kind, origin.id, `/from/${at}/id`);
}

function isThere(origin: Origin, target: string, refs: References): boolean {
  switch (origin.kind) {
    case 'vote-option':
      return begins(refs.facts('vote', origin.voteId), 'VoteOptionAdded', origin.id);
    case 'priority': {
      const facts = origin.listId === target ? refs.own() : refs.facts('priority-list', origin.listId);
      return begins(facts, 'PriorityEntered', origin.id);
    }
    default:
      return true;
  }
}

const begins = (facts: readonly Fact[], type: string, id: string): boolean =>
  facts.some((fact) => fact.type === type && fact.recorded.id === id && !fact.withdrawn);
