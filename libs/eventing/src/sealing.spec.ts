import { randomBytes, randomUUID } from 'node:crypto';
import type { EventId, KeyId } from '@app/domain';
import fc from 'fast-check';
import type { Key } from './ports.js';
import { isSealed, keyIdOf, open, placeOf, seal, SealBroken, type Place, type Sealed } from './sealing.js';

const someKey = () => new Uint8Array(randomBytes(32)) as Key;
const place: Place = { key: randomUUID() as KeyId, event: randomUUID() as EventId, field: '/data/text' };
const key = someKey();

/** The token with one of its parts replaced: prefix, version, key, event, field, nonce, text. */
const withPart = (token: Sealed, part: number, value: string): Sealed =>
  token
    .split(':')
    .map((old, i) => (i === part ? value : old))
    .join(':') as Sealed;
const partOf = (token: Sealed, part: number): string => token.split(':')[part] ?? '';

describe('a sealed value', () => {
  it('opens with its key to what was sealed, whatever that is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, field) => {
        expect(open(seal(text, { ...place, field }, key), key)).toBe(text);
      }),
    );
  });

  it('names its key, its event and its field', () => {
    const token = seal('x', place, key);
    expect(placeOf(token)).toEqual(place);
    expect(keyIdOf(token)).toBe(place.key);
    expect(isSealed(token)).toBe(true);
  });

  it('shows nothing of its words, and never looks the same twice', () => {
    const [one, other] = [seal('Brenda', place, key), seal('Brenda', place, key)];
    expect(one).not.toBe(other);
    expect(Buffer.from(partOf(one, 6), 'base64url').includes('Brenda')).toBe(false);
  });

  it('needs no escaping in JSON', () => {
    const token = seal('"\\\n', place, key);
    expect(JSON.stringify(token)).toBe(`"${token}"`);
  });

  it.each([
    ['event', 3, randomUUID()],
    ['field', 4, Buffer.from('/data/title').toString('base64url')],
    ['key id', 2, randomUUID()],
    ['nonce', 5, randomBytes(12).toString('base64url')],
    ['format version', 1, '2'],
  ])('does not open under another %s', (_name, part, value) => {
    expect(() => open(withPart(seal('x', place, key), part, value), key)).toThrow(SealBroken);
  });

  it('does not open with another key', () => {
    expect(() => open(seal('x', place, key), someKey())).toThrow(SealBroken);
  });

  it('does not open with the text of another', () => {
    const [one, other] = [seal('one', place, key), seal('two', place, key)];
    expect(() => open(withPart(one, 6, partOf(other, 6)), key)).toThrow(SealBroken);
  });

  it('does not open when cut short anywhere', () => {
    const token = seal('some words', place, key);
    for (let length = 0; length < token.length; length++) {
      expect(() => open(token.slice(0, length) as Sealed, key)).toThrow(SealBroken);
    }
  });

  it('does not open when any one of its characters is another', () => {
    const token = seal('some words', place, key);
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...'AZaz09-_:=. '), (at, character) => {
        fc.pre(token[at] !== character);
        const altered = token.slice(0, at) + character + token.slice(at + 1);
        expect(() => open(altered as Sealed, key)).toThrow(SealBroken);
      }),
      { numRuns: 500 },
    );
  });

  it('does not say its words, or its key, in the error', () => {
    const token = seal('Brenda', place, key);
    const error = (() => {
      try {
        return open(token, someKey());
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(String(error)).not.toContain(partOf(token, 6));
  });
});
