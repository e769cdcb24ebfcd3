import { createPrivateKey, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'issuer.key.pem';

/** A key that lasts as long as the process: for stores in memory. */
export const temporaryIssuerKey = (): KeyObject => generateKeyPairSync('ed25519').privateKey;

/**
 * The Ed25519 key of the embedded issuer (PKCS #8, PEM), made in the data folder on first use and readable by its
 * owner only. Throws where others may read it, as ssh does, or where it is another kind of key.
 */
export function issuerKeyIn(folder: string): KeyObject {
  const path = join(folder, FILE);
  try {
    return readKey(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  createKey(folder, path);
  return readKey(path);
}

function readKey(path: string): KeyObject {
  const others = statSync(path).mode & 0o077;
  if (others !== 0 && process.platform !== 'win32') {
    throw new Error(`${FILE} must be readable by its owner only: chmod 600 it, or delete it and mint new tokens`);
  }
  const key = createPrivateKey(readFileSync(path));
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${FILE} is no Ed25519 key`);
  return key;
}

/** Whole or not at all, and the first of two processes wins: a link to a file that is complete already. */
function createKey(folder: string, path: string): void {
  const draft = join(folder, `.${FILE}.${randomUUID()}`);
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, temporaryIssuerKey().export({ type: 'pkcs8', format: 'pem' }).toString());
    fsyncSync(file);
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    closeSync(file);
    unlinkSync(draft);
  }
}
