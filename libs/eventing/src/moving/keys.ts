import { z } from 'zod';
import type { KeyId } from '@app/domain';
import type { Key, Keys } from '../ports.js';
import { Framing, MAX_ITEMS, VERSION, type Proof } from './framing.js';
import { unframed } from './unframing.js';

export const KEYS_FORMAT = 'throughline-keys';

type Held = readonly [KeyId, Key | 'destroyed'];

const KeyLine = z.strictObject({
  id: z.string().min(1),
  /** Null: destroyed. */
  key: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/, 'not 32 bytes in base64url')
    .nullable(),
});

const lineOf = ([id, key]: Held): string =>
  JSON.stringify({ id, key: key === 'destroyed' ? null : Buffer.from(key).toString('base64url') });

function keyIn(line: unknown): Held {
  const { id, key } = KeyLine.parse(line);
  return [id as KeyId, key === null ? 'destroyed' : (new Uint8Array(Buffer.from(key, 'base64url')) as Key)];
}

/** The key that is here is another than that of the file: words sealed with one of them could never be opened. */
export class KeysDiffer extends Error {
  constructor(readonly id: KeyId) {
    super(`key ${id} is another here than in the file; nothing of its block was taken`);
  }
}

export interface KeysMoved {
  readonly keys: number;
  readonly destroyed: number;
}

/** Every key as text, in pieces to be written in order; destroyed ones as such. Whoever has it can read the log's words. */
export async function exportKeys(
  keys: Pick<Keys, 'all'>,
  now: () => Date,
  write: (text: string) => Promise<void>,
): Promise<KeysMoved & Proof> {
  const framing = new Framing();
  await write(framing.begin({ format: KEYS_FORMAT, version: VERSION, begunAt: now().toISOString() }));
  let [lines, destroyed] = [[] as string[], 0];
  const flush = async (): Promise<void> => {
    for (const text of framing.blocks(lines)) await write(text);
    lines = [];
  };
  for await (const held of keys.all()) {
    lines.push(lineOf(held));
    if (held[1] === 'destroyed') destroyed++;
    if (lines.length === MAX_ITEMS) await flush();
  }
  await flush();
  const { line, proof } = framing.end();
  await write(line);
  return { ...proof, keys: proof.items, destroyed };
}

/**
 * Takes the keys of a file. Repeatable; what is destroyed on either side is destroyed. Throws KeysDiffer, and what
 * reading the file throws.
 */
export async function importKeys(
  keys: Pick<Keys, 'find' | 'put'>,
  pieces: AsyncIterable<Buffer>,
  onProgress?: (keys: number) => void,
): Promise<KeysMoved> {
  let [count, destroyed] = [0, 0];
  for await (const { items } of unframed(pieces, KEYS_FORMAT, keyIn)) {
    const here = await keys.find(items.map(([id]) => id));
    for (const [id, key] of items) if (isOther(here.get(id), key)) throw new KeysDiffer(id);
    if (items.length > 0) await keys.put(items);
    count += items.length;
    destroyed += items.filter(([id, key]) => key === 'destroyed' || here.get(id) === 'destroyed').length;
    onProgress?.(count);
  }
  return { keys: count, destroyed };
}

const isOther = (here: Key | 'destroyed' | undefined, key: Key | 'destroyed'): boolean =>
  here !== undefined && here !== 'destroyed' && key !== 'destroyed' && Buffer.compare(here, key) !== 0;
