import { recordedAtOf, type Documents, type EventLog } from '@app/eventing';
import type { Position } from '@app/domain';
import { projections } from '@app/read-models';
import { Inject, Injectable } from '@nestjs/common';
import { DOCUMENTS, LOG } from '../stack.js';
import { standingOf, type Standing } from './standing.js';

const BY_NAME = new Map(projections.map((projection) => [projection.name, projection]));

/** Where every read model stands, from the documents' own checkpoints and the log. */
@Injectable()
export class Projections {
  constructor(
    @Inject(LOG) private readonly log: Pick<EventLog, 'head' | 'subscribe'>,
    @Inject(DOCUMENTS) private readonly documents: Pick<Documents, 'states'>,
  ) {}

  /** Of all, or of the one of that name, if there is one. */
  async standings({ name, now = new Date() }: { name?: string; now?: Date } = {}): Promise<Standing[]> {
    const [{ position: head }, states] = await Promise.all([this.log.head(), this.documents.states()]);
    const asked = [...states].filter(([known]) => name === undefined || known === name);
    // Most are at the same place, and then one look into the log does for all of them.
    const lags = new Map<Position, Promise<number | null>>();
    const lagAt = (position: Position) => {
      // One that cannot be had is nothing against all the others: the list is what an operator mends things by.
      const known = lags.get(position) ?? this.lag(position, head, now).catch(() => null);
      lags.set(position, known);
      return known;
    };
    return Promise.all(asked.map(([known, state]) => standingOf(known, BY_NAME.get(known), state, head, lagAt)));
  }

  private async lag(after: Position, head: Position, now: Date): Promise<number> {
    if (after >= head) return 0;
    const reading = new AbortController();
    for await (const { events } of this.log.subscribe({ after, batch: 1, signal: reading.signal })) {
      const [next] = events;
      reading.abort();
      if (next) return Math.max(0, (now.getTime() - Date.parse(recordedAtOf(next.metadata))) / 1000);
    }
    return 0;
  }
}
