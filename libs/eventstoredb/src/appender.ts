import { AppendAmbiguous, AppendRefused, checkAppend, position, revision, WrongRevision } from '@app/eventing';
import type { Appended, NewEvent, Outage, Revision, StreamId } from '@app/eventing';
import type { Connection } from './client.js';
import { proposedOf } from './event.js';
import { kindOf, LogUnavailable, NoAnswer, reasonOf, RecordsExpire } from './failure.js';
import type { Names } from './names.js';
import type { Ours } from './ours.js';
import { persist } from './patience.js';
import type { Reader } from './reader.js';

export interface AppenderMeans {
  readonly connection: Connection;
  readonly names: Names;
  readonly ours: Ours;
  readonly reader: Pick<Reader, 'one'>;
  readonly outage: Outage;
  readonly ms: number;
  readonly signal: AbortSignal;
}

/** Sends appends, each as a call of its own, and says what became of them in the words of the port. */
export class Appender {
  constructor(private readonly means: AppenderMeans) {}

  async append(stream: StreamId, expected: Revision | 'none', events: readonly NewEvent[]): Promise<Appended> {
    checkAppend(events);
    const proposed = events.map(proposedOf);
    const { connection, names, ours, outage, signal } = this.means;
    // Each event is a message of its own, so many of them may take longer.
    const ms = this.means.ms * (1 + events.length / 500);
    const known = ours.position;
    let answer: Awaited<ReturnType<Connection['append']>>;
    try {
      // Only what surely was not taken is sent again from here; the caller does what may have been.
      const again = (kind: string) => kind === 'passing';
      const send = (left: number) => connection.append(names.of(stream), expected, proposed, left);
      answer = await persist(send, { ms, outage, signal, again });
    } catch (error) {
      throw this.fault(stream, expected, error);
    }
    const last = (expected === 'none' ? -1n : expected) + BigInt(events.length);
    if (answer.revision !== last) {
      throw new RecordsExpire(`${names.of(stream)} went on at revision ${answer.revision}: what was before is deleted`);
    }
    const appended = await this.receipt(stream, revision(last), answer.position, events, known);
    ours.note(appended.position, events.at(-1)!.metadata);
    return appended;
  }

  /**
   * An answer from before what was known when it was sent is that of an earlier append. These may be the first events of
   * a longer one: the port promises the place of the last of these, so it is looked up. So it is where none is told.
   */
  private async receipt(
    stream: StreamId,
    at: Revision,
    told: bigint | undefined,
    events: readonly NewEvent[],
    known: bigint,
  ): Promise<Appended> {
    if (told !== undefined && told > known) return { revision: at, position: position(told) };
    try {
      const there = await this.means.reader.one(stream, at);
      if (there && there.id === events.at(-1)?.id) return { revision: at, position: there.position };
    } catch (error) {
      throw new AppendAmbiguous(`an append was taken, and its place not found: ${reasonOf(error)}`, { cause: error });
    }
    throw new AppendAmbiguous(`an append to ${stream} was taken, and is not at revision ${at}`);
  }

  private fault(stream: StreamId, expected: Revision | 'none', error: unknown): Error {
    const { connection, names } = this.means;
    switch (kindOf(error)) {
      case 'conflict':
        return new WrongRevision(stream, expected, actualOf(error as { actualVersion?: unknown }));
      case 'too-large':
        return new AppendRefused('the append is larger than the server takes', { cause: error });
      case 'deleted':
        return new RecordsExpire(`${names.of(stream)} was deleted on the server`, { cause: error });
      case 'denied':
        return new Error(`the server does not let this user append to ${names.of(stream)}`, { cause: error });
      default:
        if (error instanceof NoAnswer || isLate(error)) connection.renew();
        return new AppendAmbiguous(
          error instanceof LogUnavailable ? error.message : `an append has no answer: ${reasonOf(error)}`,
          { cause: error },
        );
    }
  }
}

const isLate = (error: unknown): boolean => (error as { type?: string }).type === 'deadline-exceeded';

/** A number, or a word where there is no stream. */
const actualOf = ({ actualVersion }: { actualVersion?: unknown }): Revision | 'none' =>
  typeof actualVersion === 'bigint' && actualVersion >= 0n ? revision(actualVersion) : 'none';
