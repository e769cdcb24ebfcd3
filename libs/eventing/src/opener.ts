import { LRUCache } from 'lru-cache';
import { SEALED_PREFIX, type KeyId } from '@app/domain';
import type { Keyring, KeyState } from './keyring.js';
import { isSealed, keyIdOf, open, SealBroken, type Sealed } from './sealing.js';

const QUOTED = `"${SEALED_PREFIX}`;
/** Enough of a token's end, its authentication tag and more, to know it by: no two tokens end alike. */
const TAIL = 40;

/** Where a token stands in a JSON text, its quotes included: [start, end). */
interface Span {
  readonly start: number;
  readonly end: number;
}

interface Opened {
  readonly key: KeyId;
  /** The words as JSON, quotes included. */
  readonly fragment: string;
}

interface OpenedPiece {
  readonly keys: ReadonlySet<KeyId>;
  readonly text: string;
}

/**
 * Opens an answer: sealed words in a JSON text become the words, as the last step before it is sent. What is opened is
 * kept as JSON, escaped already, until its key is destroyed: words up to `cacheBytes`, and pieces of answers up to one
 * and a half times as many.
 */
export class Opener {
  private readonly opened: LRUCache<string, Opened>;
  private readonly pieces: LRUCache<string, OpenedPiece>;

  constructor(
    private readonly keyring: Keyring,
    cacheBytes = 64 * 1024 * 1024,
  ) {
    this.opened = new LRUCache({
      maxSize: cacheBytes,
      maxEntrySize: Math.ceil(cacheBytes / 16),
      sizeCalculation: ({ fragment }) => 2 * fragment.length + 300,
    });
    this.pieces = new LRUCache({
      maxSize: Math.ceil(1.5 * cacheBytes),
      maxEntrySize: Math.ceil(cacheBytes / 16),
      sizeCalculation: ({ text }, piece) => 2 * text.length + piece.length + 300,
    });
  }

  /**
   * `json` as JSON.stringify writes it, without white space; whole, or in pieces that no token is cut by. Pieces that
   * stand in many answers, as the items of lists do, are opened once. Words whose key is destroyed become null, and the
   * object that holds them gets `redacted: true`. Tokens in names of members stay. Throws SealBroken and KeyUnknown.
   */
  async open(json: string | readonly string[]): Promise<string> {
    if (typeof json === 'string') return (await this.openText(json)) ?? this.openRedacted(json);
    const { generation } = this.keyring;
    const opened = json.map((piece) => (piece.includes(QUOTED) ? this.pieces.get(piece)?.text : piece));
    for (const [i, piece] of json.entries()) opened[i] ??= await this.openPiece(piece);
    // A key that was forgotten meanwhile must not leave its words in the answer.
    if (generation !== this.keyring.generation) return this.open(json);
    return opened.includes(undefined) ? this.openRedacted(json.join('')) : opened.join('');
  }

  /** Drops what was opened with these keys, and the keys. To be called once they are destroyed. */
  forget(keys: ReadonlySet<KeyId>): void {
    this.keyring.forget(keys);
    for (const [tail, { key }] of [...this.opened.entries()]) if (keys.has(key)) this.opened.delete(tail);
    for (const [piece, opened] of [...this.pieces.entries()]) {
      if ([...opened.keys].some((key) => keys.has(key))) this.pieces.delete(piece);
    }
  }

  /** Undefined where a key is destroyed. */
  private async openPiece(piece: string): Promise<string | undefined> {
    const { generation } = this.keyring;
    const text = await this.openText(piece);
    if (text === undefined || generation !== this.keyring.generation) return text;
    this.pieces.set(piece, { text, keys: new Set(spansOf(piece).map((span) => namedKey(tokenAt(piece, span)))) });
    return text;
  }

  /** Undefined where a key is destroyed. */
  private async openText(json: string): Promise<string | undefined> {
    const spans = spansOf(json);
    const fragments = spans.map(({ end }) => this.opened.get(json.slice(end - 1 - TAIL, end - 1))?.fragment);
    const missing = spans.filter((_, i) => fragments[i] === undefined);
    if (missing.length > 0) {
      const { generation } = this.keyring;
      const keys = await this.keysOf(missing.map((span) => tokenAt(json, span)));
      // A key that was forgotten meanwhile must not leave its words in the cache.
      if (generation !== this.keyring.generation) return this.openText(json);
      for (const [i, span] of spans.entries()) fragments[i] ??= this.fragmentOf(tokenAt(json, span), keys);
      if (fragments.includes(undefined)) return undefined;
    }
    const parts: (string | undefined)[] = [];
    let done = 0;
    for (const [i, { start, end }] of spans.entries()) {
      parts.push(json.slice(done, start), fragments[i]);
      done = end;
    }
    return [...parts, json.slice(done)].join('');
  }

  private async keysOf(tokens: readonly Sealed[]): Promise<ReadonlyMap<KeyId, KeyState>> {
    return this.keyring.find(tokens.map(namedKey));
  }

  /** Undefined where the key is destroyed. */
  private fragmentOf(token: Sealed, keys: ReadonlyMap<KeyId, KeyState>): string | undefined {
    const key = namedKey(token);
    const state = keys.get(key);
    if (state === undefined || state === 'destroyed') return undefined;
    const fragment = JSON.stringify(open(token, state));
    this.opened.set(token.slice(-TAIL), { key, fragment });
    return fragment;
  }

  private async openRedacted(json: string): Promise<string> {
    const keys = await this.keysOf(spansOf(json).map((span) => tokenAt(json, span)));
    return JSON.stringify(openObject({ answer: JSON.parse(json) as unknown }, keys)['answer']);
  }
}

/** A quote inside a string is escaped, so a bare one before a token begins a string that is nothing but the token. */
function spansOf(json: string): Span[] {
  const spans: Span[] = [];
  for (let at = json.indexOf(QUOTED); at >= 0; at = json.indexOf(QUOTED, at + QUOTED.length)) {
    if (json[at - 1] === '\\') continue;
    const end = json.indexOf('"', at + 1) + 1;
    if (json[end] === ':') continue;
    spans.push({ start: at, end });
  }
  return spans;
}

const tokenAt = (json: string, { start, end }: Span): Sealed => json.slice(start + 1, end - 1) as Sealed;

function openObject(value: object, keys: ReadonlyMap<KeyId, KeyState>): Record<string, unknown> {
  let redacted = false;
  const visit = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(visit);
    if (typeof part === 'object' && part !== null) return openObject(part, keys);
    if (!isSealed(part)) return part;
    const key = keys.get(namedKey(part)) ?? 'destroyed';
    if (key !== 'destroyed') return open(part, key);
    redacted = true;
    return null;
  };
  const parts = Object.entries(value).map(([name, part]) => [name, visit(part)] as const);
  return Object.fromEntries(redacted ? [...parts, ['redacted', true] as const] : parts);
}

function namedKey(token: Sealed): KeyId {
  const key = keyIdOf(token);
  if (key === undefined) throw new SealBroken(token, 'its format is not known here');
  return key;
}
