import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPairSync } from 'node:crypto';
import { issuerKeyIn } from './issuer-key.js';

describe('the key of the embedded issuer', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'issuer-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is made once and found again', () => {
    expect(issuerKeyIn(folder).equals(issuerKeyIn(folder))).toBe(true);
  });

  it('can be read by its owner only, and leaves no draft behind', () => {
    issuerKeyIn(folder);
    const files = readdirSync(folder);
    expect(files).toEqual(['issuer.key.pem']);
    expect(statSync(join(folder, 'issuer.key.pem')).mode & 0o777).toBe(0o600);
  });

  it('is refused where others can read it', () => {
    issuerKeyIn(folder);
    chmodSync(join(folder, 'issuer.key.pem'), 0o640);
    expect(() => issuerKeyIn(folder)).toThrow('readable by its owner only');
  });

  it('is refused where it is of another kind', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(join(folder, 'issuer.key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    expect(() => issuerKeyIn(folder)).toThrow('no Ed25519 key');
  });

  it('is not made in a folder that is not there', () => {
    expect(() => issuerKeyIn(join(folder, 'missing'))).toThrow('ENOENT');
  });
});
