import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';
import { SEALED_PREFIX, type EventId, type KeyId } from '@app/domain';
import type { Key } from './ports.js';

/**
 * Words as they stand in the log, in documents and in backups:
 * `sealed:1:{key id}:{event id}:{field}:{nonce}:{text and tag}`, AES-256-GCM (NIST SP 800-38D) with everything before
 * the nonce as additional data. `field` is the JSON Pointer as written; it and the last two are base64url. A token is
 * opened wherever it stands by what it names, so upcasters move it as it is; altered in any part it does not open.
 */
export type Sealed = string & { readonly __brand: 'Sealed' };

const PREFIX = `${SEALED_PREFIX}1:`;
const NONCE = 12;
const TAG = 16;
const TOKEN = /^sealed:1:([^:]+):([^:]+):([\w-]*):([\w-]{16}):([\w-]{22,})$/;

/** A token that is damaged, forged, of another key, or of a format that this version does not know. */
export class SealBroken extends Error {
  constructor(token: string, reason: string) {
    super(`${token.split(':', 5).join(':')} does not open: ${reason}`);
  }
}

export interface Place {
  readonly key: KeyId;
  readonly event: EventId;
  /** JSON Pointer (RFC 6901) into the event, as written. */
  readonly field: string;
}

export const isSealed = (value: unknown): value is Sealed =>
  typeof value === 'string' && value.startsWith(SEALED_PREFIX);

/** Fills the bytes with randomness; tests give another. */
export type Random = (bytes: Uint8Array) => void;

export function seal(text: string, place: Place, key: Key, random: Random = pooled): Sealed {
  const head = `${PREFIX}${place.key}:${place.event}:${Buffer.from(place.field).toString('base64url')}:`;
  const nonce = Buffer.allocUnsafe(NONCE);
  random(nonce);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(head));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${head}${nonce.toString('base64url')}:${body.toString('base64url')}` as Sealed;
}

/** Throws SealBroken. */
export function open(token: Sealed, key: Key): string {
  const { head, nonce, body } = parts(token);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
  decipher.setAAD(Buffer.from(head));
  decipher.setAuthTag(body.subarray(-TAG));
  try {
    return decipher.update(body.subarray(0, -TAG), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    throw new SealBroken(token, 'it was altered, or sealed with another key');
  }
}

/** What a token names. Throws SealBroken. */
export function placeOf(token: Sealed): Place {
  const [, key, event, field = ''] = matched(token);
  return { key: key as KeyId, event: event as EventId, field: Buffer.from(field, 'base64url').toString() };
}

/** As `placeOf(token).key`, for those who ask often. Undefined where there is none. */
export function keyIdOf(token: Sealed): KeyId | undefined {
  const end = token.indexOf(':', PREFIX.length);
  return token.startsWith(PREFIX) && end > 0 ? (token.slice(PREFIX.length, end) as KeyId) : undefined;
}

function parts(token: Sealed): { head: string; nonce: Buffer; body: Buffer } {
  const [, , , , nonce = '', body = ''] = matched(token);
  return {
    head: token.slice(0, token.length - nonce.length - body.length - 1),
    nonce: exactly(token, nonce),
    body: exactly(token, body),
  };
}

function matched(token: Sealed): RegExpExecArray {
  const match = TOKEN.exec(token);
  if (!match)
    throw new SealBroken(token, token.startsWith(PREFIX) ? 'it is not whole' : 'its format is not known here');
  return match;
}

// Base64url has unused bits at its end: two spellings of one text would make two tokens of one.
function exactly(token: Sealed, text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw new SealBroken(token, 'it is not in its own spelling');
  return bytes;
}

// One call for 4 KiB costs as much as one for 12 bytes.
const pool = Buffer.alloc(4_096);
let used = pool.length;
function pooled(bytes: Uint8Array): void {
  if (used + bytes.length > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  bytes.set(pool.subarray(used, used + bytes.length));
  used += bytes.length;
}
