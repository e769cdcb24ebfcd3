import { walkEvent, type Decided, type EventId, type Found, type KeyId } from '@app/domain';
import type { Keyring, KeyState } from './keyring.js';
import type { Key } from './ports.js';
import { isSealed, keyIdOf, open, seal, type Random } from './sealing.js';

/** The person whose key seals these words; undefined where they belong to the event's own thing. */
const personNamedBy = ({ leaf, holder }: Found): string | undefined =>
  leaf.is === 'person-words' && holder['kind'] === 'person' && typeof holder['id'] === 'string'
    ? holder['id']
    : undefined;

/** A key and the id under which the key store has it. */
export interface KeyInHand {
  readonly id: KeyId;
  readonly key: Key;
}

/** An event that is about to be sealed: a copy, and where in it words stand. */
export class Draft {
  readonly event: Decided;
  private readonly words: Found[] = [];

  constructor(decided: Decided) {
    this.event = copied(decided);
    walkEvent(this.event, (found) => {
      if (found.leaf.is !== 'ref') this.words.push(found);
    });
  }

  get hasWords(): boolean {
    return this.words.length > 0;
  }

  /** The people with whose keys some of its words are to be sealed, and where those stand in the command's body. */
  people(): Map<string, string> {
    const people = new Map<string, string>();
    for (const found of this.words) {
      const person = personNamedBy(found);
      if (person !== undefined) people.set(person, found.pointer.replace(/^\/data/, ''));
    }
    return people;
  }

  seal(id: EventId, own: KeyInHand, people: ReadonlyMap<string, KeyInHand>, random?: Random): void {
    for (const found of this.words) {
      const { id: keyId, key } = people.get(personNamedBy(found) ?? '') ?? own;
      found.holder[found.key] = seal(found.value, { key: keyId, event: id, field: found.pointer }, key, random);
    }
  }
}

/**
 * Opens the words of events in place, as rules need them. What was sealed with a key destroyed since stays a token: a
 * string still, and equal to no other.
 */
export async function openWords(events: readonly Decided[], keyring: Keyring): Promise<void> {
  const tokens: { holder: Record<string, unknown>; name: string; key: KeyId }[] = [];
  for (const { data, statedOn, effectiveFrom, effectiveTo, sources, because } of events) {
    collect({ data, statedOn, effectiveFrom, effectiveTo, sources, because }, tokens);
  }
  if (tokens.length === 0) return;
  const keys = await keyring.find(tokens.map(({ key }) => key));
  for (const { holder, name, key } of tokens) {
    const state: KeyState = keys.get(key) ?? 'destroyed';
    const token = holder[name];
    if (state !== 'destroyed' && isSealed(token)) holder[name] = open(token, state);
  }
}

function collect(value: object, tokens: { holder: Record<string, unknown>; name: string; key: KeyId }[]): void {
  const holder = value as Record<string, unknown>;
  for (const name of Object.keys(holder)) {
    const part = holder[name];
    if (typeof part === 'object' && part !== null) collect(part, tokens);
    else if (isSealed(part)) {
      const key = keyIdOf(part);
      if (key !== undefined) tokens.push({ holder, name, key });
    }
  }
}

/** structuredClone of plain data takes five times as long. */
function copied<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copied) as T;
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) copy[name] = copied((value as Record<string, unknown>)[name]);
  return copy as T;
}
