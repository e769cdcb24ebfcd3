import { eventTypeOf, walkEvent, type Fact, type Recorded } from '@app/domain';
import type { Row } from './thing-projection.js';

/** Under this field stands every id that a thing names, but for those of events. */
export const REFERS = 'refers';
/** Where something may contradict something; by the sort of it. */
export const CONFLICT = 'conflict';
/** Where something is known to be missing. */
export const GAP = 'gap';
/** Where something was withdrawn to which others may refer. */
export const WITHDRAWN = 'withdrawn';

const always = { from: null, to: null };

/** Where a rule may turn out to be broken. */
export const MAY_BE_BROKEN: Row = { field: CONFLICT, value: 'breach', ...always };

// An event's words are walked once, however often the thing that they are about is asked for its entries.
const walked = new WeakMap<object, readonly string[]>();

/** What the facts name, each once. */
export function references(facts: readonly Fact[]): Row[] {
  const ids = new Set(facts.flatMap(namedIn));
  return [...ids].map((value) => ({ field: REFERS, value, ...always }));
}

export function namedIn(fact: Fact): readonly string[] {
  const known = walked.get(fact.data as object);
  if (known) return known;
  const ids: string[] = [];
  walkEvent(fact, ({ leaf, value }) => {
    if (leaf.is === 'ref' && leaf.to !== 'event') ids.push(value);
  });
  walked.set(fact.data as object, ids);
  return ids;
}

/** Where the conflicts, the gaps and what was withdrawn may be found. */
export function doubts(facts: readonly Fact[]): Row[] {
  const standing = facts.filter(({ withdrawn }) => !withdrawn);
  const conflicts = [
    ...(standing.some(({ disputes }) => disputes.length > 0) ? ['disputed'] : []),
    ...(standing.some(({ certainty }) => certainty === 'disputed') ? ['certainty'] : []),
    ...(standing.some(isQuoting) ? ['quote'] : []),
  ];
  return [
    ...conflicts.map((value) => ({ field: CONFLICT, value, ...always })),
    ...(standing.some(({ type }) => type === 'GapNoted') ? [{ field: GAP, ...always }] : []),
    ...(facts.some((fact) => fact.withdrawn && begunBy(fact) !== undefined) ? [{ field: WITHDRAWN, ...always }] : []),
  ];
}

const isQuoting = ({ sources }: Fact): boolean =>
  sources.some((source) => 'documentId' in source && source.quote !== undefined);

type Begun = Pick<Fact, 'type' | 'data'> & { readonly recorded: Pick<Recorded, 'id' | 'stream'> };

/** The id of the thing or member that a fact begins. */
export function begunBy({ type, data, recorded }: Begun): string | undefined {
  const known = eventTypeOf(type);
  if (known?.begins === undefined) return undefined;
  return known.begins === 'thing' ? recorded.stream.split('/')[2] : (known.member?.(data) ?? recorded.id);
}
