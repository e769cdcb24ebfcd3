import { LRUCache } from 'lru-cache';
import { SEALED_PREFIX, type KeyId } from '@app/domain';
import type { Keyring, KeyState } from './keyring.js';
import { isSealed, keyIdOf, open, SealBroken, type Sealed } from './sealing.js';

const QUOTED = `"${SEALED_PREFIX}`;

/** Where a token stands in a JSON text, its quotes included: [start, end). */
interface Span {
  readonly start: number;
  readonly end: number;
  readonly token: Sealed;
  readonly key: KeyId;
}

/**
 * Opens an answer: sealed words in a JSON text become the words, as the last step before it is sent. What is opened is
 * kept as JSON, escaped already, up to `cacheBytes`, until its key is destroyed.
 */
export class Opener {
  private readonly opened: LRUCache<Sealed, string>;

  constructor(
    private readonly keyring: Keyring,
    cacheBytes = 64 * 1024 * 1024,
  ) {
    this.opened = new LRUCache({
      maxSize: cacheBytes,
      maxEntrySize: Math.ceil(cacheBytes / 16),
      sizeCalculation: (fragment, token) => 2 * (fragment.length + token.length) + 100,
    });
  }

  /**
   * `json` as JSON.stringify writes it, without white space. Words whose key is destroyed become null, and the object
   * that holds them gets `redacted: true`. Tokens in names of members stay. Throws SealBroken and KeyUnknown.
   */
  async open(json: string): Promise<string> {
    const spans = spansOf(json);
    if (spans.length === 0) return json;
    const missing = new Set<KeyId>();
    for (const { token, key } of spans) if (!this.opened.has(token)) missing.add(key);
    const keys = this.keyring.cached(missing) ?? (await this.keyring.find(missing));
    // `find` and this line run without a wait between them, and so do all lines below: no key that is forgotten
    // meanwhile can leave its words in the cache.
    let answer = '';
    let done = 0;
    for (const { start, end, token, key } of spans) {
      const fragment = this.opened.get(token) ?? this.fragmentOf(token, keys.get(key));
      if (fragment === undefined) return this.openRedacted(json);
      answer += json.slice(done, start) + fragment;
      done = end;
    }
    return answer + json.slice(done);
  }

  /** Drops what was opened with these keys, and the keys. To be called once they are destroyed. */
  forget(keys: ReadonlySet<KeyId>): void {
    this.keyring.forget(keys);
    for (const token of [...this.opened.keys()]) if (keys.has(keyIdOf(token) as KeyId)) this.opened.delete(token);
  }

  /** Undefined where the key is destroyed, or was not asked for because the cache still held the words. */
  private fragmentOf(token: Sealed, key: KeyState | undefined): string | undefined {
    if (key === undefined || key === 'destroyed') return undefined;
    const fragment = JSON.stringify(open(token, key));
    this.opened.set(token, fragment);
    return fragment;
  }

  private async openRedacted(json: string): Promise<string> {
    const keys = await this.keyring.find(spansOf(json).map(({ key }) => key));
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
    const token = json.slice(at + 1, end - 1) as Sealed;
    spans.push({ start: at, end, token, key: namedKey(token) });
  }
  return spans;
}

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
