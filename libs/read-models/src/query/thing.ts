import { position, revision, type Recorded } from '@app/domain';

/** An event in a document: as recorded, words sealed, with revision and position as decimal strings. */
export type StoredEvent = Omit<Recorded, 'revision' | 'position'> & {
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
  const stored = { ...event, revision: event.revision.toString(), position: event.position.toString() };
  if (thing) return { ...thing, events: [...thing.events, stored] };
  const [partnership = '', kind = '', id = ''] = documentId.split('/');
  return { partnership, kind, id, events: [stored] };
}

export const recordedEvents = (thing: Thing): Recorded[] =>
  thing.events.map((event) => ({ ...event, revision: revision(BigInt(event.revision)), position: position(event.position) }));
