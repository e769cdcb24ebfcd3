import { position, revision, type Recorded } from '@app/domain';

/** An event in a document: as recorded, words sealed, with revision and position as decimal strings. */
type StoredEvent = Omit<Recorded, 'revision' | 'position'> & {
  readonly revision: string;
  readonly position: string;
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
