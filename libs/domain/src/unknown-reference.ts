import { refuse, type References } from './decider.js';
import type { Fact } from './facts.js';
import type { StreamKind } from './ids.js';

/** What a command names and what is not on record; the pointer is empty for what its path names. */
interface Unknown {
  readonly kind: string;
  readonly id: string;
  readonly pointer: string;
}

/** One answer for what is not there and for what is another partnership's. */
export const refuseUnknown = (...missing: readonly Unknown[]): ReturnType<typeof refuse> =>
  refuse('unknown-reference', `Not on record in this partnership: ${missing.map(({ kind }) => kind).join(', ')}.`, {
    pointers: missing.map(({ pointer }) => pointer),
    details: { missing: missing.map(({ kind, id }) => ({ kind, id })) },
  });

/** Members that other streams name, beside the thing that they are members of. */
const BEGUN_BY = {
  'agenda-item': ['meeting', 'AgendaItemRecorded'],
  'owner-mark': ['meeting', 'OwnerMarkRecorded'],
  'vote-option': ['vote', 'VoteOptionAdded'],
  priority: ['priority-list', 'PriorityEntered'],
} as const satisfies Record<string, readonly [StreamKind, string]>;
type NamedMember = keyof typeof BEGUN_BY;

/** An item is one of the meeting that is named beside it (none is one of no meeting), an option one of the vote. */
export function refuseUnknownMember(
  refs: References,
  kind: NamedMember,
  { of, id, pointer }: { readonly of: string | undefined; readonly id: string; readonly pointer: string },
): ReturnType<typeof refuse> | undefined {
  const [stream, begins] = BEGUN_BY[kind];
  const isIt = (fact: Fact) => fact.recorded.id === id && fact.type === begins && !fact.withdrawn;
  const isThere = of !== undefined && refs.facts(stream, of).some(isIt);
  return isThere ? undefined : refuseUnknown({ kind, id, pointer });
}
