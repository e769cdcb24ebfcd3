import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { EMPTY, type Change, type Control } from './control.js';
import type { Filter } from './driver.js';
import type { Table } from './table.js';

/** The control of one projection, as changed the nth time. The row of the highest number holds. */
export interface ChainRow {
  readonly _id: string;
  readonly projection: string;
  readonly number: number;
  /** Whose insert it was. */
  readonly token: string;
  readonly control: Control;
}

/** Changes that others came before, in a row, until it is given up as a fault. */
const ATTEMPTS = 500;
const LONGEST_MS = 25;

/**
 * The control of each projection: a chain of rows, each of which takes the place of the one before. A change inserts the
 * next row; ids are unique, so of several that change the same row one succeeds and the others look again. That needs
 * nothing of a server but a unique insert, and makes all that happens to a projection, in whatever process, one sequence.
 */
export class Chain {
  private readonly tidying = new Map<string, Promise<void>>();
  /** The last rows that were met here; may be of the past. */
  private readonly met = new Map<string, ChainRow>();

  constructor(private readonly rows: Table<ChainRow>) {}

  async all(): Promise<ReadonlyMap<string, Control>> {
    const last = new Map<string, ChainRow>();
    for (const row of await this.rows.find({})) {
      if (row.number > (last.get(row.projection)?.number ?? 0)) last.set(row.projection, row);
    }
    return new Map([...last].map(([projection, { control }]) => [projection, control]));
  }

  async of(projection: string): Promise<Control> {
    return (await this.last(projection))?.control ?? EMPTY;
  }

  /** The control after the change, or as it is where there was nothing to do. Throws what the change throws. */
  async change(projection: string, change: Change): Promise<Control> {
    // What was met last is mostly still the last: then the insert succeeds, and nobody had to look. Only a change that
    // finds something to do is tried on it; whatever else it says may be of the past.
    const met = this.met.get(projection);
    const guess = met && attempted(change, met.control);
    if (guess && (await this.follow(projection, met, guess))) return guess;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const last = await this.last(projection);
      const now = last?.control ?? EMPTY;
      const control = change(now);
      if (!control) return now;
      if (await this.follow(projection, last, control)) return control;
      await pause(Math.random() * Math.min(attempt, LONGEST_MS));
    }
    throw new Error(`${projection} is changed by too many at once`);
  }

  /** Waits for what is being cleared away. */
  async close(): Promise<void> {
    await Promise.all(this.tidying.values());
  }

  /** False where another row was there; also where that is not sure, so a change has to know its own. */
  private async follow(projection: string, last: ChainRow | undefined, control: Control): Promise<boolean> {
    const number = (last?.number ?? 0) + 1;
    const row = { _id: idOf(projection, number), projection, number, token: randomUUID(), control };
    const isLast = await this.insert(row);
    if (isLast) {
      this.met.set(projection, row);
      this.tidy(projection, number);
    }
    return isLast;
  }

  private async insert(row: ChainRow): Promise<boolean> {
    if ((await this.rows.insert([row])).length > 0) return false;
    // Whoever slept since he looked may have filled a gap that was cleared away behind the last.
    const later = { _id: { $gt: row._id, $lt: endOf(row.projection) } } as Filter<ChainRow>;
    if ((await this.rows.find(later, { limit: 1, only: ['number'] })).length === 0) return true;
    await this.rows.delete({ _id: row._id, token: row.token });
    return false;
  }

  private async last(projection: string): Promise<ChainRow | undefined> {
    const filter = { _id: { $gt: idOf(projection, 0), $lt: endOf(projection) } } as Filter<ChainRow>;
    const [last] = await this.rows.find(filter, { sort: { _id: -1 }, limit: 1 });
    if (last) this.met.set(projection, last);
    return last;
  }

  /** The row before the last stays, so that whoever reads them meanwhile meets one of the two. */
  private tidy(projection: string, last: number): void {
    if (this.tidying.has(projection)) return;
    const before = { _id: { $gt: idOf(projection, 0), $lt: idOf(projection, last - 1) } } as Filter<ChainRow>;
    const done = this.rows
      .delete(before)
      // The next change does it.
      .catch(() => undefined)
      .finally(() => this.tidying.delete(projection));
    this.tidying.set(projection, done);
  }
}

function attempted(change: Change, now: Control): Control | undefined {
  try {
    return change(now);
  } catch {
    return undefined;
  }
}

// Padded, so that ids are in the order of numbers.
const idOf = (projection: string, number: number): string => `${projection}/${String(number).padStart(16, '0')}`;
const endOf = (projection: string): string => `${projection}/~`;
