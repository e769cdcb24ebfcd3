import { refuse, type Decision, type References } from './decider.js';
import type { Fact } from './facts.js';
import type { StreamKind } from './ids.js';

/** Members that other streams name, beside the thing that they are members of. */
const BEGUN_BY = {
  'vote-option': ['vote', 'VoteOptionAdded'],
  priority: ['priority-list', 'PriorityEntered'],
} as const satisfies Record<string, readonly [StreamKind, string]>;
export type NamedMember = keyof typeof BEGUN_BY;

/** The fact that began it; undefined where the thing has no such member, or it was withdrawn. */
export function namedMember(refs: References, kind: NamedMember, of: string, id: string): Fact | undefined {
  const [stream, begins] = BEGUN_BY[kind];
  return refs.facts(stream, of).find((fact) => fact.recorded.id === id && fact.type === begins && !fact.withdrawn);
}

/** An option is one of the vote that is named beside it, an entry one of the list: refused as an unknown thing is. */
export function refuseUnknownMember(
  refs: References,
  kind: NamedMember,
  { of, id, pointer }: { readonly of: string; readonly id: string; readonly pointer: string },
): Decision | undefined {
  if (namedMember(refs, kind, of, id)) return undefined;
  return refuse('unknown-reference', `Not on record in this partnership: ${kind}.`, {
    pointers: [pointer],
    details: { missing: [{ kind, id }] },
  });
}
