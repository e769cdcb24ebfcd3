import { parentPort, workerData } from 'node:worker_threads';
import { position } from '@app/eventing';
import { SqliteLogReader } from '@app/sqlite';

// A thread that follows a log, as the projector's does, and says what it gets.
const { path } = workerData as { path: string };
const stop = new AbortController();
parentPort!.once('message', () => stop.abort());

async function follow(): Promise<void> {
  const reader = new SqliteLogReader(path);
  for await (const batch of reader.subscribe({ after: position(0), batch: 100, signal: stop.signal })) {
    parentPort!.postMessage(batch.events.map(({ id }) => id));
  }
  await reader.close();
}
void follow();
