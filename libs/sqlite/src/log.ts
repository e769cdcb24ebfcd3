import { join } from 'node:path';
import {
  AppendAmbiguous,
  AppendRefused,
  checkAppend,
  DiskFull,
  position,
  revision,
  WrongRevision,
} from '@app/eventing';
import type {
  Appended,
  Batch,
  EventId,
  EventLog,
  Head,
  NewEvent,
  Position,
  Revision,
  Stored,
  StreamId,
} from '@app/eventing';
import type { CheckpointerData } from './checkpointer.js';
import type { Answer, Append } from './group-commit.js';
import { LOG_FILE } from './log-file.js';
import { SqliteLogReader } from './log-reader.js';
import type { LogWriterData, LogWriterReply, LogWriterRequest } from './log-writer.js';
import { ensureFile } from './store-file.js';
import { Thread } from './thread.js';

export interface LogOptions {
  /**
   * The log has stopped writing, since a commit failed and nobody knows whether it is on the disk. The process should
   * end: the next one finds out what is there, and appends sent again get their receipts.
   */
  readonly onFatal: (error: Error) => void;
  /**
   * Appends of one turn of the event loop stand or fall together where there is no room: for whoever counts on their
   * order, and sends the next ones when these are answered. Otherwise what is small enough still goes in.
   */
  readonly allOrNone?: boolean;
}

interface Waiting {
  readonly stream: StreamId;
  readonly expected: Revision | 'none';
  readonly events: readonly NewEvent[];
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: Error) => void;
}

type Writer = Thread<LogWriterRequest, LogWriterReply>;

/**
 * The log in one file. Appends of one turn of the event loop go to the writing thread together, and what has come there
 * while it committed is its next commit: the more is sent, the more goes into one sync of the disk.
 */
export class SqliteLog implements EventLog {
  private turn: Append[] = [];
  private readonly waiting: Waiting[] = [];
  /** Why it takes no more. */
  private stopped: Error | undefined;
  private hasFailed = false;

  private constructor(
    private readonly reader: SqliteLogReader,
    private readonly writer: Writer,
    private readonly checkpointer: Thread<never, never>,
    private readonly onFatal: (error: Error) => void,
  ) {
    writer.onReply((reply) => ('fatal' in reply ? this.stop(new Error(reply.fatal)) : this.settle(reply)));
    writer.onError((error) => this.stop(error));
    checkpointer.onError((error) => this.stop(error));
  }

  /** Makes the file where it is missing. Throws StoreError. */
  static async open(path: string, o: LogOptions): Promise<SqliteLog> {
    ensureFile(path, LOG_FILE);
    const data: LogWriterData = { path, ...(o.allOrNone && { allOrNone: true }) };
    const writer: Writer = await Thread.start(join(__dirname, 'log-writer'), data);
    const checkpointer = await startCheckpointer(path).catch(async (error: unknown) => {
      await writer.end();
      throw error;
    });
    return new SqliteLog(new SqliteLogReader(path), writer, checkpointer, o.onFatal);
  }

  read(stream: StreamId, o?: { from?: Revision; until?: Revision }): AsyncIterable<Stored> {
    return this.reader.read(stream, o);
  }

  append(stream: StreamId, expected: Revision | 'none', events: readonly NewEvent[]): Promise<Appended> {
    return new Promise((resolve, reject) => {
      if (this.stopped) throw ambiguous(this.stopped);
      checkAppend(events);
      if (this.turn.length === 0) setImmediate(() => this.send());
      this.turn.push({
        stream,
        expected: expected === 'none' ? -1 : Number(expected),
        events: events.map(({ id, type, data, metadata }) => ({ id, type, data, metadata })),
      });
      this.waiting.push({ stream, expected, events, resolve, reject });
    });
  }

  subscribe(o: { after: Position; batch: number; signal: AbortSignal }): AsyncIterable<Batch> {
    return this.reader.subscribe(o);
  }

  head(): Promise<Head> {
    return this.reader.head();
  }

  eventAt(at: Position): Promise<EventId | null> {
    return this.reader.eventAt(at);
  }

  async close(): Promise<void> {
    this.send();
    this.stopped ??= new Error('it is closed');
    await this.reader.close();
    await this.writer.end();
    await this.checkpointer.end();
  }

  private send(): void {
    if (this.turn.length > 0) this.writer.send(this.turn);
    this.turn = [];
  }

  private settle(answers: readonly Answer[]): void {
    const settled = this.waiting.splice(0, answers.length);
    for (const [i, answer] of answers.entries()) settle(settled[i]!, answer);
  }

  private stop(error: Error): void {
    if (this.hasFailed) return;
    this.hasFailed = true;
    this.stopped = error;
    this.turn = [];
    for (const { reject } of this.waiting.splice(0)) reject(ambiguous(error));
    this.onFatal(error);
  }
}

const startCheckpointer = (path: string): Promise<Thread<never, never>> =>
  Thread.start(join(__dirname, 'checkpointer'), { path } satisfies CheckpointerData);

function settle({ stream, expected, events, resolve, reject }: Waiting, answer: Answer): void {
  const before = expected === 'none' ? -1n : expected;
  if (typeof answer === 'number') {
    resolve({ revision: revision(before + BigInt(events.length)), position: position(answer) });
  } else if (answer === 'full') {
    reject(new DiskFull('there is no room on the disk of the log; nothing was written'));
  } else if (answer === 'id-taken') {
    reject(new AppendRefused(`the log holds one of these already: ${events.map((e) => e.id).join(', ')}`));
  } else {
    reject(new WrongRevision(stream, expected, answer.actual < 0 ? 'none' : revision(answer.actual)));
  }
}

const ambiguous = (cause: Error): AppendAmbiguous =>
  new AppendAmbiguous(`the log has stopped writing: ${cause.message}`, { cause });
