import { factsOf, position, revision, type Fact, type FactAmended, type Recorded } from '@app/domain';

/** An event in a document: as recorded, words sealed, with revision and position as decimal strings. */
type StoredEvent = Omit<Recorded, 'revision' | 'position'> & {
  readonly revision: string;
  readonly position: string;
  /** See `withBorrowed`. */
  readonly borrowed?: true;
};

/** What a read model keeps of one thing: every event that concerns it, in the order of the log. */
export interface Thing {
  readonly partnership: string;
  readonly kind: string;
  readonly id: string;
  readonly events: readonly StoredEvent[];
}

export const thingId = (partnership: string, kind: string, id: string): string => `${partnership}/${kind}/${id}`;

/** The thing with one more event. */
export function withEvent(thing: Thing | undefined, event: Recorded, documentId: string): Thing {
  const { digest: _, ...kept } = event as Recorded & { readonly digest?: unknown };
  const stored = { ...kept, revision: event.revision.toString(), position: event.position.toString() };
  if (thing) return { ...thing, events: [...thing.events, stored] };
  const [partnership = '', kind = '', id = ''] = documentId.split('/');
  return { partnership, kind, id, events: [stored] };
}

// A document in the projector's memory is asked for its entries after every event.
const revived = new WeakMap<StoredEvent, Recorded>();

export const recordedEvents = (thing: Thing): Recorded[] =>
  thing.events.map((event) => revived.get(event) ?? revive(event));

function revive(event: StoredEvent): Recorded {
  const recorded = { ...event, revision: revision(BigInt(event.revision)), position: position(event.position) };
  revived.set(event, recorded);
  return recorded;
}

type Amendment = (typeof FactAmended)['data']['_zod']['output'];

/**
 * As `withEvent`, where an amendment may be the first that names the thing: the amended event is then not among its
 * events, and an empty one stands for it, which says what the amendment puts in its place.
 */
export function withBorrowed(thing: Thing | undefined, event: Recorded, documentId: string): Thing {
  if (event.type !== 'FactAmended') return withEvent(thing, event, documentId);
  const { amends, replacement, concerned } = event.data as Amendment;
  const isHere = thing?.events.some(({ id }) => id === amends) ?? false;
  if (isHere || replacement === null) return withEvent(thing, event, documentId);
  const place = { id: amends as Recorded['id'], type: concerned.type, revision: revision(BigInt(concerned.revision)) };
  const borrowed = { ...event, ...place, data: {}, borrowed: true } as Recorded;
  return withEvent(withEvent(thing, borrowed, documentId), event, documentId);
}

export const isBorrowed = (event: Recorded): boolean => 'borrowed' in event;

/** The facts of a thing's events; of an empty event only what an amendment says of it. */
export const factsIn = (events: readonly Recorded[]): Fact[] =>
  factsOf(events).filter(({ recorded, data }) => !isBorrowed(recorded) || data !== recorded.data);
