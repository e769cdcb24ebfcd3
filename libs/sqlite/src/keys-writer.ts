import { randomBytes } from 'node:crypto';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { Database, isFull } from './database.js';

/** What the thread that writes keys is started with. */
export interface KeysWriterData {
  readonly path: string;
}
export type KeysWriterRequest =
  | { readonly make: number }
  | { readonly destroy: readonly string[] }
  | { readonly put: readonly (readonly [string, Uint8Array | null])[] }
  | 'close';
/** One for each request, in order. */
export type KeysWriterReply =
  | { readonly made: readonly string[] }
  | { readonly done: true }
  | { readonly failed: string; readonly isFull: boolean };

// The thread that makes keys ahead of need and destroys them, so that no request waits for the disk.
function serve(port: MessagePort, { path }: KeysWriterData): void {
  const db = Database.writing(path, 'FULL');
  db.exec('PRAGMA secure_delete = ON');
  const insert = db.prepare('INSERT INTO keys (id, secret) VALUES (?, ?)');
  const erase = db.prepare('UPDATE keys SET secret = NULL WHERE id = ?');

  const take = db.prepare(`INSERT INTO keys (id, secret) VALUES (?, ?)
    ON CONFLICT (id) DO UPDATE SET secret = NULL WHERE excluded.secret IS NULL`);

  const make = (count: number): string[] => {
    const ids = Array.from({ length: count }, () => randomBytes(15).toString('base64url'));
    db.transaction(() => ids.forEach((id) => insert.run(id, randomBytes(32))));
    return ids;
  };
  const destroy = (ids: readonly string[]): void => {
    db.transaction(() => ids.forEach((id) => erase.run(id)));
    // The WAL holds the page as it was before.
    if (!db.emptyWal()) throw new Error('their WAL is in use');
  };
  const put = (keys: readonly (readonly [string, Uint8Array | null])[]): void => {
    db.transaction(() => keys.forEach(([id, secret]) => take.run(id, secret)));
    // One that is destroyed elsewhere is destroyed here too, and the WAL may hold it as it was.
    if (keys.some(([, secret]) => secret === null) && !db.emptyWal()) throw new Error('their WAL is in use');
  };
  const answer = (request: Exclude<KeysWriterRequest, 'close'>): KeysWriterReply => {
    try {
      if ('make' in request) return { made: make(request.make) };
      if ('put' in request) put(request.put);
      else destroy(request.destroy);
      return { done: true };
    } catch (error) {
      return { failed: (error as Error).message, isFull: isFull(error) };
    }
  };
  port.on('message', (request: KeysWriterRequest) => {
    if (request !== 'close') return port.postMessage(answer(request));
    db.emptyWal();
    db.close();
    port.close();
  });
  port.postMessage('ready');
}

if (parentPort) serve(parentPort, workerData as KeysWriterData);
