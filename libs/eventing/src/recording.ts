import {
  AGGREGATES, eventTypeOf, parseStreamId, refuse, refuseErased, streamId,
  type Decided, type EventId, type KeyId, type Refusal,
} from '@app/domain'; // prettier-ignore
import type { Codec } from './codec.js';
import type { History } from './history.js';
import { eventIdOf } from './ids.js';
import type { Keyring } from './keyring.js';
import type { Envelope } from './metadata.js';
import type { Key, NewEvent } from './ports.js';
import type { Random } from './sealing.js';
import type { Sight } from './sight.js';
import { Draft, type KeyInHand } from './words.js';

/** An event on its way into the log: as it is written, and as it is known here, with its words open. */
export interface Prepared {
  readonly written: NewEvent;
  readonly decided: Decided;
  readonly envelope: Envelope;
}

export type Preparation = readonly Prepared[] | Refusal;

type Common = Omit<Envelope, 'id' | 'key'>;

/** Gives decided events their ids and keys, and seals their words. */
export class Recording {
  constructor(
    private readonly codec: Codec,
    private readonly keyring: Keyring,
    private readonly random?: Random,
  ) {}

  /** A refusal (`person-erased`) where words would have to be sealed with the key of a person who is erased. */
  async prepare(
    events: readonly Decided[],
    own: History,
    sight: Sight,
    partnership: string,
    common: Common,
  ): Promise<Preparation> {
    const made = new Map<string, KeyId>();
    const prepared: Prepared[] = [];
    for (const [index, decided] of events.entries()) {
      const id = eventIdOf(common.commandId, common.digest, index);
      const draft = new Draft(decided);
      const people = await this.keysOfPeople(draft, sight, partnership);
      if ('code' in people) return people;
      const key = await this.keyOf(draft, id, own, made);
      if (key && 'code' in key) return key;
      if (key) draft.seal(id, key, people, this.random);
      const envelope = { ...common, id, ...(key?.isNew && { key: key.id }) };
      prepared.push({ written: this.codec.write(draft.event, envelope), decided, envelope });
    }
    return prepared;
  }

  /** The key of what the event's words belong to; a new one where the event begins it, or where it has none yet. */
  private async keyOf(
    { event, hasWords }: Draft,
    id: EventId,
    own: History,
    made: Map<string, KeyId>,
  ): Promise<(KeyInHand & { isNew: boolean }) | Refusal | undefined> {
    const { begins } = eventTypeOf(event.type) ?? {};
    if (!begins && !hasWords) return undefined;
    const refusal = erased(own);
    if (refusal) return refusal;
    const holder = own.holderOf({ id, type: event.type, data: event.data });
    const known = begins ? undefined : (made.get(holder) ?? own.keyOf(holder));
    const keyId = known ?? (await this.keyring.next());
    if (!known) made.set(holder, keyId);
    return { id: keyId, key: await this.keyFor(keyId), isNew: !known };
  }

  private async keysOfPeople(
    draft: Draft,
    sight: Sight,
    partnership: string,
  ): Promise<Map<string, KeyInHand> | Refusal> {
    const keys = new Map<string, KeyInHand>();
    for (const [person, pointer] of draft.people()) {
      const stream = streamId(partnership, 'person', person);
      await sight.load([stream]);
      const history = sight.at(stream);
      const id = history.keyOf();
      if (id === undefined) return nobody(person, pointer);
      const refusal = erased(history, pointer);
      if (refusal) return refusal;
      keys.set(person, { id, key: await this.keyFor(id) });
    }
    return keys;
  }

  private async keyFor(id: KeyId): Promise<Key> {
    const key = (await this.keyring.find([id])).get(id) ?? 'destroyed';
    if (key === 'destroyed') throw new Error(`key ${id} is destroyed, and nothing in the log tells why`);
    return key;
  }
}

const nobody = (person: string, pointer: string): Refusal =>
  refuse('unknown-reference', 'Not on record in this partnership: person.', {
    pointers: [pointer.replace(/text$/, 'id')],
    details: { missing: [{ kind: 'person', id: person }] },
  }).refusal;

/** Where this is the stream of a person who is erased: nothing can be sealed with the person's key any more. */
function erased(history: History, pointer?: string): Refusal | undefined {
  if (parseStreamId(history.stream).kind !== 'person') return undefined;
  const refusal = refuseErased(history.stateOf(AGGREGATES.person))?.refusal;
  return refusal && { ...refusal, pointers: pointer === undefined ? [] : [pointer] };
}
