import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import { channelOf } from './commits.js';
import { GroupCommit, type Answer, type Append } from './group-commit.js';

/** What the thread that writes the log is started with. */
export interface LogWriterData {
  readonly path: string;
  readonly allOrNone?: boolean;
}
/** One message holds the appends of a turn of the sender's event loop. */
export type LogWriterRequest = readonly Append[] | 'close';
/** Answers come in the order of the appends; after `fatal` nothing more comes. */
export type LogWriterReply = readonly Answer[] | { readonly fatal: string };

/** Most appends of one transaction: more would make the first wait for the last, and save little. */
const GROUP = 1_000;

// The thread that writes the log: all that has come since the last commit makes up the next.
function serve(port: MessagePort, { path, allOrNone }: LogWriterData): void {
  const writer = new GroupCommit(path, allOrNone);
  const commits = channelOf(path);
  const answer = (reply: LogWriterReply): void => port.postMessage(reply);
  const end = (): void => {
    port.close();
    commits.close();
    writer.close();
  };
  port.on('message', (first: LogWriterRequest) => {
    const group: Append[] = [];
    let next: LogWriterRequest | undefined = first;
    while (next !== undefined && next !== 'close') {
      group.push(...next);
      next = group.length < GROUP ? (receiveMessageOnPort(port)?.message as LogWriterRequest | undefined) : undefined;
    }
    const before = writer.head;
    try {
      if (group.length > 0) answer(writer.commit(group));
    } catch (error) {
      answer({ fatal: (error as Error).message });
      return end();
    }
    if (writer.head > before) commits.postMessage(null);
    if (next === 'close') end();
  });
  port.postMessage('ready');
}

if (parentPort) serve(parentPort, workerData as LogWriterData);
