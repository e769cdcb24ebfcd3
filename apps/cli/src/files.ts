import { FileDamaged, FileForeign, openingOf } from '@app/eventing';
import { once } from 'node:events';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EXIT, Stop } from './exit.js';

export const STANDARD = '-';

/** A file, or standard input, in pieces; `size` where it is known. Throws Stop. */
export function readingOf(name: string): { pieces: AsyncIterable<Buffer>; size: number | undefined } {
  if (name === STANDARD) return { pieces: process.stdin, size: undefined };
  try {
    const { size } = statSync(name);
    return { pieces: createReadStream(name, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>, size };
  } catch (error) {
    throw new Stop(EXIT.usage, `${name} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
}

/** What is wrong with the file is said with its name; anything else stays what it is. */
export function aboutFile(name: string, error: unknown): unknown {
  const shown = name === STANDARD ? 'standard input' : name;
  if (error instanceof FileDamaged) return new Stop(EXIT.different, `${shown}: ${error.message}`);
  return error instanceof FileForeign ? new Stop(EXIT.usage, `${shown}: ${error.message}`) : error;
}

/** A file that is being written; it has its name only once it is whole and on the disk. */
export interface Writing {
  readonly write: (text: string) => Promise<void>;
  /** Gives it its name. */
  finish(): Promise<void>;
  /** Leaves it unfinished. */
  close(): Promise<void>;
}

export const partOf = (name: string): string => `${name}.part`;

/**
 * Goes on behind `bytes` of the unfinished file, or makes it anew; nobody else may read it. Throws Stop where what has
 * the working name was not begun as a file of that format: it is somebody's.
 */
export async function writingTo(name: string, format: string, bytes = 0): Promise<Writing> {
  const part = partOf(name);
  if (bytes === 0) await removeBegun(part, format);
  const handle = bytes === 0 ? await open(part, 'wx', 0o600) : await open(part, 'r+');
  await handle.truncate(bytes);
  let at = bytes;
  return {
    write: async (text) => {
      at += await writeWhole(handle, Buffer.from(text), at);
    },
    finish: async () => {
      await handle.sync();
      await handle.close();
      if (existsSync(name)) throw new Stop(EXIT.different, `${name} is there already; what was written is in ${part}`);
      await rename(part, name);
      await syncFolder(dirname(name));
    },
    close: () => handle.close(),
  };
}

async function removeBegun(part: string, format: string): Promise<void> {
  if (!existsSync(part)) return;
  const opening = Buffer.from(openingOf(format));
  const handle = await open(part, 'r');
  const { bytesRead, buffer } = await handle
    .read({ buffer: Buffer.alloc(opening.length), position: 0 })
    .finally(() => handle.close());
  // It may have been broken off within its first words, or before them.
  if (!opening.subarray(0, bytesRead).equals(buffer.subarray(0, bytesRead))) throw isForeign(part, format);
  await rm(part);
}

export const isForeign = (name: string, format: string): Stop =>
  new Stop(EXIT.usage, `${name}: its first line is not that of a file of ${format}; it was left as it is`);

/** To standard output; it waits where the reader is slower. */
export const toStandardOutput = async (text: string): Promise<void> => {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
};

async function writeWhole(handle: FileHandle, bytes: Buffer, at: number): Promise<number> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
  return bytes.length;
}

// Without it the name may be gone after a power cut.
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}
