import { walkEvent, type Decided, type EventId, type Found, type KeyId } from '@app/domain';
import type { Keyring, KeyState } from './keyring.js';
import type { Key } from './ports.js';
import { isSealed, keyIdOf, open, seal, type Random } from './sealing.js';

/** The person whose key seals these words; undefined where they belong to the event's own thing. */
export const personNamedBy = ({ leaf, holder }: Found): string | undefined =>
  leaf.is === 'person-words' && holder['kind'] === 'person' && typeof holder['id'] === 'string' ? holder['id'] : undefined;

/** Whether there is anything in the event to seal. */
export function hasWords(event: Decided): boolean {
  let found = false;
  walkEvent(event, ({ leaf }) => {
    found ||= leaf.is !== 'ref';
  });
  return found;
}

/** The people with whose keys some of its words are to be sealed, and where those stand in the command's body. */
export function peopleIn(event: Decided): Map<string, string> {
  const people = new Map<string, string>();
  walkEvent(event, (found) => {
    const person = personNamedBy(found);
    if (person !== undefined) people.set(person, found.pointer.replace(/^\/data/, ''));
  });
  return people;
}

/** A key and the id under which the key store has it. */
export interface KeyInHand {
  readonly id: KeyId;
  readonly key: Key;
}

/** A copy of the event with every word sealed; what it was made of stays as it is. */
export function sealWords(event: Decided, id: EventId, keyFor: (found: Found) => KeyInHand, random?: Random): Decided {
  const sealed = copied(event);
  walkEvent(sealed, (found) => {
    if (found.leaf.is === 'ref') return;
    const { id: keyId, key } = keyFor(found);
    found.holder[found.key] = seal(found.value, { key: keyId, event: id, field: found.pointer }, key, random);
  });
  return sealed;
}

/**
 * Opens the words of events in place, as rules need them. What was sealed with a key destroyed since stays a token: a
 * string still, and equal to no other.
 */
export async function openWords(events: readonly Decided[], keyring: Keyring): Promise<void> {
  const tokens: { holder: Record<string, unknown>; name: string; key: KeyId }[] = [];
  for (const { data, sources, because } of events) collect({ data, sources, because }, tokens);
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
