import type { Position } from '@app/domain';
import type { Stored } from '@app/eventing';

/** Where a log's events stand, by their rank: the first is 1. */
export class Ranks {
  private readonly ranks = new Map<string, number>([['0', 0]]);
  private readonly positions: Position[] = [];

  constructor(events: readonly Pick<Stored, 'position'>[]) {
    for (const { position } of events) {
      this.positions.push(position);
      this.ranks.set(position.toString(), this.positions.length);
    }
  }

  at(rank: number): Position {
    const position = this.positions[rank - 1];
    if (position === undefined) throw new Error(`there is no event ${rank}`);
    return position;
  }

  /** JSON with ranks where positions stand; cursors keep what is behind them, but for the digest of what was asked. */
  of(value: unknown): unknown {
    return this.inJson(JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? one.toString() : one)));
  }

  inJson(json: string): unknown {
    return JSON.parse(json, (name, one: unknown) => {
      if (typeof one !== 'string') return one;
      if (POSITIONS.has(name)) return this.rankOf(one);
      return name === 'next' ? this.cursor(one) : one;
    });
  }

  private rankOf(position: string): string {
    const rank = this.ranks.get(position);
    return rank === undefined ? `none of ours: ${position}` : `event ${rank}`;
  }

  private cursor(text: string): unknown {
    const [, id, asOf, day] = JSON.parse(Buffer.from(text, 'base64url').toString()) as string[];
    return { id, asOf: this.rankOf(asOf ?? ''), day };
  }
}

/** Names of what holds a position, wherever it stands. */
const POSITIONS = new Set(['position', 'asOf', 'reached']);
