import { once } from 'node:events';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { Position } from '@app/eventing';
import { SqliteDocuments, SqliteLogReader } from '@app/sqlite';
import { Calls, type CallMessage } from './calls.js';
import { startReadSide, type ReadSide, type Surroundings } from './read-side.js';

/** What the thread that brings the read models along is started with. */
export interface ProjectorData {
  readonly log: string;
  readonly documents: string;
}
export type ProjectorMessage = CallMessage | 'close';

// Whatever writes documents is in this thread, so that no request waits for one of its transactions.
async function serve(port: MessagePort, paths: ProjectorData): Promise<void> {
  const log = new SqliteLogReader(paths.log);
  const documents = SqliteDocuments.open(paths.documents);
  const ending = new AbortController();
  const around: Surroundings = {
    advanced: (generation, position) => calls.tell('advanced', generation, position),
    failed: (failure) => calls.tell('failed', failure),
    destroy: (keys) => calls.call('destroy', keys),
  };
  const calls = new Calls<Surroundings>((message) => port.postMessage(message), {
    rebuild: (name: string) => side.rebuild(name),
    verify: (name: string, o?: Parameters<ReadSide['verify']>[1]) => side.verify(name, o),
    promote: (name: string, number?: number) => side.promote(name, number),
    rollback: (name: string) => side.rollback(name),
    skip: (name: string, at: Position, reason: string) => side.skip(name, at, reason),
    resume: (name: string) => side.resume(name),
    drop: (name: string) => side.drop(name),
  });
  port.on('message', (message: ProjectorMessage) => (message === 'close' ? ending.abort() : calls.receive(message)));
  const side = await startReadSide({ log, documents }, around, ending.signal);
  port.postMessage('ready');

  await once(ending.signal, 'abort');
  calls.end(new Error('the read side is ending'));
  await side.done();
  await log.close();
  await documents.close();
  port.close();
}

if (parentPort) void serve(parentPort, workerData as ProjectorData);
