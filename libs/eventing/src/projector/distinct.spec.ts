import { Distinct } from './distinct.js';
import { digestOf } from './sample.js';

/** Eight bytes and the one by which they are kept apart. */
const bytes = (...words: number[]): string => {
  const all = Buffer.alloc(9);
  words.forEach((word, i) => all.writeUInt32BE(word, 4 * i));
  return all.toString('latin1');
};

describe('different digests', () => {
  it('are counted once each, however many there are', () => {
    const distinct = new Distinct();
    for (const round of [1, 2]) {
      for (let i = 0; i < 50_000; i++) distinct.add(digestOf(`${i}`));
      expect([round, distinct.count]).toEqual([round, 50_000]);
    }
  });

  it('are told apart where they differ in either half, or are in the same place', () => {
    const distinct = new Distinct();
    const all = [bytes(1, 1), bytes(2, 1), bytes(1, 2), bytes(1, 17), bytes(1, 33), bytes(7, 0)];
    for (const digest of [...all, ...all]) distinct.add(digest);
    expect(distinct.count).toBe(all.length);
  });
});
