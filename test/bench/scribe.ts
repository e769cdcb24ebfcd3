import {
  onDay,
  parseStreamId,
  type ActorId,
  type CommandId,
  type Decided,
  type EventId,
  type Instant,
} from '@app/domain';
import { Codec, Keyring, revision, type Appended, type EventLog, type Keys, type NewEvent } from '@app/eventing';
import { randomUUID } from 'node:crypto';
import { Draft, type KeyInHand } from '../../libs/eventing/src/words.js';
import type { Happening } from './record.js';

/** Appends under way at once. */
const AT_ONCE = 2_000;
/** Of the length that digests and actors have. */
const DIGEST = 'x'.repeat(43);

/** Writes events as the runner does, sealed and encoded, but undecided: a long record in seconds. */
export class Scribe {
  private readonly codec = new Codec();
  private readonly keyring: Keyring;
  private readonly heads = new Map<string, number>();
  private readonly keysOf = new Map<string, KeyInHand>();

  /** `atOnce`: one, where appends under way at once may overtake one another on their way to a server. */
  constructor(
    private readonly log: EventLog,
    keys: Keys,
    private readonly atOnce = AT_ONCE,
  ) {
    this.keyring = new Keyring(keys);
  }

  /** In their order; when it resolves they are on the disk. */
  async append(happenings: Iterable<Happening>): Promise<void> {
    const underWay: Promise<Appended>[] = [];
    for (const happening of happenings) {
      const event = await this.write(happening);
      const head = this.heads.get(happening.stream) ?? -1;
      this.heads.set(happening.stream, head + 1);
      underWay.push(this.log.append(happening.stream, head < 0 ? 'none' : revision(head), [event]));
      if (underWay.length === this.atOnce) await Promise.all(underWay.splice(0));
    }
    await Promise.all(underWay);
  }

  async write({ stream, type, data, on }: Happening): Promise<NewEvent> {
    const id = randomUUID() as EventId;
    const key = type.begins || !this.keysOf.has(stream) ? await this.newKey() : undefined;
    // A member's words have a key of their own; later words in this record are all about the stream's thing.
    if (key && type.begins !== 'member') this.keysOf.set(stream, key);
    const draft = new Draft(decided(type.type, data, on));
    draft.seal(id, key ?? (this.keysOf.get(stream) as KeyInHand), this.people(stream));
    return this.codec.write(draft.event, {
      id,
      recordedAt: new Date().toISOString() as Instant,
      actor: DIGEST as ActorId,
      commandId: randomUUID() as CommandId,
      digest: DIGEST as Parameters<Codec['write']>[1]['digest'],
      ...{ correlationId: randomUUID(), causationId: randomUUID() },
      ...(key && { key: key.id }),
    });
  }

  private async newKey(): Promise<KeyInHand> {
    const id = await this.keyring.next();
    const key = (await this.keyring.find([id])).get(id);
    if (key === undefined || key === 'destroyed') throw new Error('a new key is not there');
    return { id, key };
  }

  /** By the ids of people, their keys. */
  private people(stream: string): ReadonlyMap<string, KeyInHand> {
    const { partnership } = parseStreamId(stream);
    const keyOf = (person: string) => this.keysOf.get(`${partnership}/person/${person}`);
    return { get: keyOf } as ReadonlyMap<string, KeyInHand>;
  }
}

const decided = (type: string, data: unknown, on: Happening['on']): Decided => ({
  type,
  data,
  statedOn: onDay(on),
  effectiveFrom: onDay(on),
  sources: [{ words: 'from the minutes of that day' }],
  certainty: 'fact',
});
