import { refuse, type Decision, type References } from './decider.js';
import type { Fact } from './facts.js';
import type { StreamKind } from './ids.js';

/** Members that other streams name, beside the thing that they are members of. */
const BEGUN_BY = {
  'vote-option': ['vote', 'VoteOptionAdded'],
  priority: ['priority-list', 'PriorityEntered'],
} as const satisfies Record<string, readonly [StreamKind, string]>;
type NamedMember = keyof typeof BEGUN_BY;

/** An option is one of the vote that is named beside it, an entry one of the list: refused as an unknown thing is. */
export function refuseUnknownMember(
  refs: References,
  kind: NamedMember,
  { of, id, pointer }: { readonly of: string; readonly id: string; readonly pointer: string },
): Decision | undefined {
  const [stream, begins] = BEGUN_BY[kind];
  const isIt = (fact: Fact) => fact.recorded.id === id && fact.type === begins && !fact.withdrawn;
  if (refs.facts(stream, of).some(isIt)) return undefined;
  return refuse('unknown-reference', `Not on record in this partnership: ${kind}.`, {
    pointers: [pointer],
    details: { missing: [{ kind, id }] },
  });
}
