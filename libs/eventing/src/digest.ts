import { createHash, createHmac } from 'node:crypto';
import type { ActorId } from '@app/domain';
import canonicalize from 'canonicalize';
import type { Key } from './ports.js';

/** HMAC-SHA-256, base64url: tells whether two bodies are the same, and to those without the key nothing about either. */
export type Digest = string & { readonly __brand: 'Digest' };

/** Equal for values that are equal as JSON (RFC 8785), whatever the order of their members. */
export const digestOf = (key: Key, value: unknown): Digest =>
  createHmac('sha256', key)
    .update(canonicalize(value) ?? 'null')
    .digest('base64url') as Digest;

/** Who a token names, as a partnership knows him: nobody without its digest key can tell, or try out, who that is. */
export const actorIdOf = (digestKey: Key, issuer: string, subject: string): ActorId =>
  digestOf(digestKey, ['actor', issuer, subject]) as string as ActorId;

/** Of the text in UTF-8, lower-case hex. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
