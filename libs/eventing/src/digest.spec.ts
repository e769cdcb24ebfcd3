import { randomBytes } from 'node:crypto';
import { actorIdOf, digestOf, sha256 } from './digest.js';
import type { Key } from './ports.js';

const key = new Uint8Array(32).fill(7) as Key;
const other = new Uint8Array(randomBytes(32)) as Key;

describe('a digest', () => {
  it('is HMAC-SHA-256 of the canonical JSON', () => {
    expect(digestOf(key, { b: 1, a: 'ü' })).toBe('6Vp8QQAj0-b1_utNwpTJ7n2-macgywNbRwYvPDJrmkk');
  });

  it('is the same whatever the order of members, at every depth', () => {
    expect(digestOf(key, { a: { x: 1, y: [1, { p: 1, q: 2 }] }, b: 2 })).toBe(
      digestOf(key, { b: 2, a: { y: [1, { q: 2, p: 1 }], x: 1 } }),
    );
  });

  it('does not count what is undefined', () => {
    expect(digestOf(key, { a: 1, b: undefined })).toBe(digestOf(key, { a: 1 }));
  });

  it('is another for another body, another order of a list, and another key', () => {
    const digests = [
      digestOf(key, { a: [1, 2] }),
      digestOf(key, { a: [2, 1] }),
      digestOf(key, { a: [] }),
      digestOf(other, { a: [1, 2] }),
    ];
    expect(new Set(digests).size).toBe(4);
  });
});

describe('an actor id', () => {
  it('is another in another partnership, for another issuer, and for another subject', () => {
    const ids = [
      actorIdOf(key, 'i', 's'),
      actorIdOf(other, 'i', 's'),
      actorIdOf(key, 'j', 's'),
      actorIdOf(key, 'i', 't'),
    ];
    expect(new Set(ids).size).toBe(4);
  });

  it('does not confuse issuers and subjects that are divided in another way', () => {
    expect(actorIdOf(key, 'ab', 'c')).not.toBe(actorIdOf(key, 'a', 'bc'));
  });
});

it('the SHA-256 of a text is that of its UTF-8', () => {
  // NIST FIPS 180-4, example "abc".
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
