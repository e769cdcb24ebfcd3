import { generateKeyPairSync, createHmac, createPublicKey, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { temporaryIssuerKey } from './issuer-key.js';
import { ISSUER, mintToken, TokenVerifier } from './tokens.js';

const key = temporaryIssuerKey();
const verifier = new TokenVerifier(key);
const NOW = Math.floor(Date.now() / 1000);

interface Made {
  readonly header?: { alg?: string; typ?: string };
  readonly claims?: Record<string, unknown>;
  readonly signer?: KeyObject;
}
const token = ({ header = {}, claims = {}, signer = key }: Made = {}): Promise<string> =>
  new SignJWT({ iss: ISSUER, aud: 'urn:throughline:api', sub: 'somebody', iat: NOW, exp: NOW + 60, ...claims })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', ...header })
    .sign(signer);

describe('a token', () => {
  it('minted here gives its subject and scopes', async () => {
    const minted = await mintToken(key, { subject: 'somebody', scopes: ['operations'] });
    expect(await verifier.verify(minted)).toMatchObject({
      issuer: ISSUER,
      subject: 'somebody',
      scopes: ['operations'],
    });
  });

  it('with a scope that is not known has the others', async () => {
    expect(await verifier.verify(await token({ claims: { scope: 'root operations' } }))).toMatchObject({
      scopes: ['operations'],
    });
  });

  it('is remembered until it expires and not longer', async () => {
    const soon = await token({ claims: { exp: NOW + 60 } });
    expect(await verifier.verify(soon)).toBeDefined();
    jest.useFakeTimers({ now: (NOW + 66) * 1000, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    try {
      expect(await verifier.verify(soon)).toBeUndefined();
    } finally {
      jest.useRealTimers();
    }
  });

  const FAULTS: readonly [string, () => Promise<string>][] = [
    ['of another issuer', () => token({ claims: { iss: 'https://elsewhere.example' } })],
    ['for another audience', () => token({ claims: { aud: 'urn:other' } })],
    ['of another type', () => token({ header: { typ: 'JWT' } })],
    ['signed with another key', () => token({ signer: temporaryIssuerKey() })],
    ['that has expired', () => token({ claims: { iat: NOW - 120, exp: NOW - 60 } })],
    ['without a subject', () => token({ claims: { sub: undefined } })],
    ['without an expiry', () => token({ claims: { exp: undefined } })],
    [
      'with another algorithm',
      () => token({ header: { alg: 'ES256' }, signer: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }),
    ],
    ['without a signature', async () => unsigned('none', '')],
    ['signed with the public key as if it were a secret', async () => hmacWithPublicKey()],
    ['that is no token', async () => 'nonsense'],
  ];
  it.each(FAULTS)('%s is not valid', async (_what, make) => {
    expect(await verifier.verify(await make())).toBeUndefined();
  });
});

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const claims = part({ iss: ISSUER, aud: 'urn:throughline:api', sub: 'somebody', iat: NOW, exp: NOW + 60 });
const unsigned = (alg: string, signature: string): string => `${part({ alg, typ: 'at+jwt' })}.${claims}.${signature}`;

function hmacWithPublicKey(): string {
  const text = unsigned('HS256', '').slice(0, -1);
  const secret = createPublicKey(key).export({ type: 'spki', format: 'pem' });
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}
