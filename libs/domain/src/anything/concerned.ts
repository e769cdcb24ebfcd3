import { refuse, type Aggregate, type Command } from '../decider.js';
import type { EventType } from '../event.js';
import type { Fact } from '../facts.js';
import { walk } from '../schema.js';
import { type Concerned } from './anything.events.js';

export const unknownEvent = (command: Command) =>
  refuse('not-found', `There is no event ${command.member} in this stream.`);

export const factAt = (facts: readonly Fact[], { member }: Command): Fact | undefined =>
  facts.find(({ recorded }) => recorded.revision.toString() === member);

export function typeOf<S>(aggregate: Aggregate<S>, fact: Fact): EventType {
  const type = aggregate.events.find((event) => event.type === fact.type);
  if (!type) throw new Error(`${aggregate.kind} knows no event ${fact.type}`);
  return type;
}

export function concernedBy<S>(aggregate: Aggregate<S>, fact: Fact, after: readonly Name[]): Concerned {
  const { id, stream, revision } = fact.recorded;
  const type = typeOf(aggregate, fact);
  // A member that begins with its event has the event's id; the words said on it belong to it.
  const member = type.member?.(fact.data) ?? (type.begins === 'member' ? id : undefined);
  const named = [...concernedIn(type, fact.recorded.data), ...concernedIn(type, fact.data), ...after];
  return {
    stream,
    revision: revision.toString(),
    type: fact.type,
    ...(member !== undefined && { member }),
    ids: [...new Set(named.map((name) => name.id))],
    ...(aggregate.kind === 'structure' && {
      named: [...new Set(named.flatMap(({ to, id }) => (to ? `${to}/${id}` : [])))],
    }),
  };
}

export interface Name {
  /** Absent for an event. */
  readonly to?: string;
  readonly id: string;
}

export const idsOf = <S>(aggregate: Aggregate<S>, fact: Fact): string[] =>
  namedIn(typeOf(aggregate, fact), fact.data).map(({ id }) => id);

export function namedIn(type: EventType, data: unknown): Name[] {
  const names: Name[] = [];
  walk(type.data, data, ({ leaf, value }) => {
    if (leaf.is === 'ref') names.push({ ...(leaf.to !== 'event' && { to: leaf.to }), id: value });
  });
  return names;
}

/** As `namedIn`; what is said of an event names all that the event does. */
export function concernedIn(type: EventType, data: unknown): Name[] {
  const { concerned } = data as { readonly concerned?: Concerned };
  const kinds = new Map(concerned?.named?.map((name) => name.split('/').reverse() as [id: string, kind: string]));
  const others = (concerned?.ids ?? []).map((id): Name => {
    const to = kinds.get(id);
    return { ...(to !== undefined && { to }), id };
  });
  return [...namedIn(type, data), ...others];
}
