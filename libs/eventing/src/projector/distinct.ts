/** Told apart by their first 9 bytes: of 10 million, two are taken for one with a chance of 1 in 90 million. */
const [SHARDS, SMALLEST] = [256, 16];

/**
 * Counts different digests at 11 to 22 bytes each; a Set of ids takes ten times that, and holds no more than 16.7
 * million. A digest is a string of bytes, one a character.
 */
export class Distinct {
  count = 0;
  private readonly shards = Array.from({ length: SHARDS }, () => new Shard());

  add(digest: string): void {
    if (this.shards[digest.charCodeAt(8)]!.add(wordAt(digest, 0) || 1, wordAt(digest, 4))) this.count++;
  }
}

/** A part of them, so that none has to be copied as a whole when it grows. Pairs of words in the place that the second names, or behind it. */
class Shard {
  private words = new Uint32Array(2 * SMALLEST);
  private count = 0;

  /** False where it is there already. `high` is not 0, which is where nothing is. */
  add(high: number, low: number): boolean {
    const at = this.placeOf(high, low);
    if (this.words[at] !== 0) return false;
    this.words[at] = high;
    this.words[at + 1] = low;
    if (++this.count * 8 > this.words.length * 3) this.grow();
    return true;
  }

  private placeOf(high: number, low: number): number {
    const { words } = this;
    const mask = words.length / 2 - 1;
    for (let place = low & mask; ; place = (place + 1) & mask) {
      const at = 2 * place;
      if (words[at] === 0 || (words[at] === high && words[at + 1] === low)) return at;
    }
  }

  private grow(): void {
    const { words: before } = this;
    this.words = new Uint32Array(2 * before.length);
    for (let from = 0; from < before.length; from += 2) {
      if (before[from] === 0) continue;
      const at = this.placeOf(before[from]!, before[from + 1]!);
      this.words[at] = before[from]!;
      this.words[at + 1] = before[from + 1]!;
    }
  }
}

const wordAt = (bytes: string, at: number): number =>
  ((bytes.charCodeAt(at) << 24) |
    (bytes.charCodeAt(at + 1) << 16) |
    (bytes.charCodeAt(at + 2) << 8) |
    bytes.charCodeAt(at + 3)) >>>
  0;
