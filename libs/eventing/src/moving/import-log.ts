import { createHash } from 'node:crypto';
import { position, type Position } from '@app/domain';
import type { EventLog, Stored } from '../ports.js';
import { appendInOrder } from './appending.js';
import { differing, differenceInWords, type Difference } from './comparison.js';
import type { Block } from './unframing.js';
import { eventsOf } from './whole-log.js';

/** The target is neither empty nor the beginning of what the file holds. */
export class ImportRefused extends Error {
  constructor(readonly difference: Difference) {
    super(`the log here is neither empty nor the beginning of that in the file: ${differenceInWords(difference)}`);
  }
}

/** Somebody else has appended to the target meanwhile, so that its order is no longer that of the file. */
export class ImportDisturbed extends Error {
  constructor() {
    super('another process has written to this log during the import: its order is not that of the file');
  }
}

export interface ImportOptions {
  readonly log: EventLog;
  readonly blocks: AsyncIterable<Block<Stored>>;
  /**
   * Appends under way together. 1: each waits for the one before it. More is for a log that writes appends in the order
   * in which they were sent, as the embedded one does; elsewhere the order of the log would be left to chance.
   */
  readonly atOnce?: number;
  readonly onProgress?: (done: Imported) => void;
}

export interface Imported {
  /** That were there already. */
  readonly present: number;
  readonly appended: number;
}

/**
 * Appends what the file holds and the log does not hold yet, each event as it is, in the order of the file. Whenever it
 * stops, by whatever cause, what the log holds is a beginning of the file, and the next import goes on behind it.
 * Throws ImportRefused, ImportDisturbed, what reading the file throws, and what the log does.
 */
export async function importLog({ log, blocks, atOnce = 1, onProgress }: ImportOptions): Promise<Imported> {
  const held = new Held(log);
  const order = createHash('sha256');
  let appended = 0;
  // The next block is read while this one is being written.
  let writing: Promise<number> = Promise.resolve(0);
  try {
    for await (const { items, isLast } of blocks) {
      const fresh = await held.passOver(items, isLast);
      appended += await writing;
      onProgress?.({ present: held.count, appended });
      writing = appendInOrder(log, fresh, atOnce);
      // It is waited for with the next block.
      writing.catch(() => undefined);
      for (const event of fresh) order.update(nameOf(event));
    }
    appended += await writing;
  } finally {
    await held.close();
    await writing.catch(() => undefined);
  }
  onProgress?.({ present: held.count, appended });
  if (order.digest('hex') !== (await orderBehind(log, held.last))) throw new ImportDisturbed();
  return { present: held.count, appended };
}

/** The events that the log held before, side by side with those of the file. */
class Held {
  count = 0;
  last: Position = position(0);
  private hasEnded = false;
  private readonly events: AsyncIterator<Stored>;

  constructor(log: EventLog) {
    this.events = eventsOf(log)[Symbol.asyncIterator]();
  }

  /** Those behind the end of what the log held. Throws ImportRefused. */
  async passOver(items: readonly Stored[], isLast: boolean): Promise<readonly Stored[]> {
    for (const [i, theirs] of items.entries()) {
      const ours = await this.next();
      if (!ours) return items.slice(i);
      this.compare(ours, theirs);
    }
    const further = isLast ? await this.next() : undefined;
    if (further) this.compare(further, undefined);
    return [];
  }

  async close(): Promise<void> {
    await this.events.return?.();
  }

  private compare(ours: Stored, theirs: Stored | undefined): void {
    const fields = theirs ? differing(ours, theirs) : [];
    if (!theirs || fields.length > 0) throw new ImportRefused({ rank: this.count + 1, ours, theirs, fields });
    this.count++;
    this.last = ours.position;
  }

  private async next(): Promise<Stored | undefined> {
    if (this.hasEnded) return undefined;
    const result = await this.events.next();
    if (!result.done) return result.value;
    this.hasEnded = true;
    return undefined;
  }
}

async function orderBehind(log: EventLog, last: Position): Promise<string> {
  const order = createHash('sha256');
  for await (const event of eventsOf(log, last)) order.update(nameOf(event));
  return order.digest('hex');
}

const nameOf = ({ id, stream, revision }: Stored): string => `${id} ${stream} ${revision}\n`;
