import { createPublicKey, type KeyObject } from 'node:crypto';
import { SignJWT, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';

/** `partnerships:create` may register a partnership; `operations` runs projections. Neither reads any record. */
export const Scope = z.enum(['partnerships:create', 'operations']);
export type Scope = z.infer<typeof Scope>;

/** Who a token speaks for. The pair is what a grant binds to. */
export interface Subject {
  readonly issuer: string;
  readonly subject: string;
}

/** A token that was verified. */
export interface Caller extends Subject {
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date;
}

/** What the embedded issuer calls itself, whom its tokens are for, and what they are (RFC 8725, section 3). */
export const ISSUER = 'urn:throughline:embedded';
const AUDIENCE = 'urn:throughline:api';
const TYPE = 'at+jwt';
const ALGORITHM = 'EdDSA';
const CLOCK_TOLERANCE_SECONDS = 5;

const Claims = z.object({
  iss: z.string(),
  sub: z.string().min(1).max(200),
  exp: z.int(),
  scope: z.string().max(500).optional(),
});

export interface TokenRequest {
  readonly subject: string;
  readonly scopes?: readonly Scope[];
  /** Seconds; default 30 days. */
  readonly expiresIn?: number;
}

/** Whom the tokens of the first start and of the command line speak for, unless they are told otherwise. */
export const LOCAL_SUBJECT = 'operator';

const THIRTY_DAYS = 30 * 24 * 60 * 60;

/** A signed token of the embedded issuer. */
export function mintToken(
  key: KeyObject,
  { subject, scopes = [], expiresIn = THIRTY_DAYS }: TokenRequest,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT(scopes.length > 0 ? { scope: scopes.join(' ') } : {})
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(subject)
    .setIssuedAt(now)
    .setExpirationTime(now + expiresIn)
    .sign(key);
}

/**
 * Verifies tokens: fixed issuer, audience, algorithm and type, subject and expiry present. A verified token is
 * remembered until it expires, since checking a signature costs more than most commands.
 */
export class TokenVerifier {
  private readonly key: KeyObject;
  private readonly verified = new LRUCache<string, Caller>({ max: 1_000 });

  /** The issuer's private key, or its public part. */
  constructor(key: KeyObject) {
    this.key = key.type === 'private' ? createPublicKey(key) : key;
  }

  /** Undefined for every token that does not verify, whatever is wrong with it. */
  async verify(token: string): Promise<Caller | undefined> {
    const known = this.verified.get(token);
    if (known && known.expiresAt.getTime() > Date.now()) return known;
    this.verified.delete(token);
    const caller = await verify(token, this.key);
    if (caller) this.verified.set(token, caller);
    return caller;
  }
}

async function verify(token: string, key: KeyObject): Promise<Caller | undefined> {
  try {
    const { payload } = await jwtVerify(token, key, {
      issuer: ISSUER,
      audience: AUDIENCE,
      algorithms: [ALGORITHM],
      typ: TYPE,
      requiredClaims: ['sub', 'iat', 'exp'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
    });
    const { iss, sub, exp, scope = '' } = Claims.parse(payload);
    const scopes = scope.split(' ').flatMap((name) => Scope.safeParse(name).data ?? []);
    return { issuer: iss, subject: sub, scopes, expiresAt: new Date((exp + CLOCK_TOLERANCE_SECONDS) * 1000) };
  } catch {
    return undefined;
  }
}
