import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { channelOf } from './commits.js';
import { Database, isFull } from './database.js';

/** What the thread that keeps the WAL of the log short is started with. */
export interface CheckpointerData {
  readonly path: string;
}

/** Pages in the WAL from which it is moved into the file. More of them: less writing in all, and a longer start. */
const PAGES = 1_000;

// Moves the WAL into its file, so that no append waits for that file's sync. The first pass goes on beside the writer;
// the second finds little left, and holds the writer up for that moment alone, so that the WAL starts anew.
function serve(port: MessagePort, { path }: CheckpointerData): void {
  const db = Database.writing(path, 'FULL');
  const pages = db.prepare('PRAGMA wal_checkpoint(NOOP)');
  const commits = channelOf(path);
  commits.onmessage = () => {
    if ((pages.get() as { log: number }).log < PAGES) return;
    try {
      db.pragma('wal_checkpoint(PASSIVE)');
      db.pragma('wal_checkpoint(RESTART)');
    } catch (error) {
      // No room for the file to grow: the WAL keeps what it has, and the next commit tries again.
      if (!isFull(error)) throw error;
    }
  };
  port.on('message', () => {
    commits.close();
    db.emptyWal();
    db.close();
    port.close();
  });
  port.postMessage('ready');
}

if (parentPort) serve(parentPort, workerData as CheckpointerData);
