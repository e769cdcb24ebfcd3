import { recordedAtOf, type Documents, type EventLog, type ProjectionState } from '@app/eventing';
import type { Position } from '@app/domain';
import { projections } from '@app/read-models';
import { Inject, Injectable } from '@nestjs/common';
import { DOCUMENTS, LOG } from '../stack.js';
import { standingOf, type Standing } from './standing.js';
import { within } from './within.js';

/** A log that says nothing for so long tells no lag. */
const LOG_MS = 700;
const BY_NAME = new Map(projections.map((projection) => [projection.name, projection]));

/** What can be told of a read model without the log; the lag is null where the log does not tell it. */
export type Overview = Pick<Standing, 'name' | 'position' | 'lag' | 'parked' | 'holder' | 'newer'>;

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
    const lagAt = this.lagsBehind(head, now);
    return Promise.all(asked.map(([known, state]) => standingOf(known, BY_NAME.get(known), state, head, lagAt)));
  }

  /** Of all, whatever the log does. */
  async overview(now = new Date()): Promise<Overview[]> {
    const asking = within(LOG_MS, this.log.head()).catch(() => undefined);
    const [head, states] = await Promise.all([asking, this.documents.states()]);
    const lagAt = head ? this.lagsBehind(head.position, now) : () => Promise.resolve(null);
    const of = async ([known, state]: [string, ProjectionState]): Promise<Overview> => {
      const at = head?.position ?? state.checkpoint.position;
      const standing = await standingOf(known, BY_NAME.get(known), state, at, lagAt);
      const { name, position, lag, parked, holder, newer } = standing;
      return { name, position, lag, holder, ...(parked && { parked }), ...(newer && { newer }) };
    };
    return Promise.all([...states].map(of));
  }

  private lagsBehind(head: Position, now: Date): (position: Position) => Promise<number | null> {
    // Most are at the same place, and then one look into the log does for all of them.
    const lags = new Map<Position, Promise<number | null>>();
    return (position) => {
      // One that cannot be had is nothing against all the others: the list is what an operator mends things by.
      const known = lags.get(position) ?? this.lag(position, head, now).catch(() => null);
      lags.set(position, known);
      return known;
    };
  }

  private async lag(after: Position, head: Position, now: Date): Promise<number | null> {
    if (after >= head) return 0;
    const reading = new AbortController();
    try {
      return (await within(LOG_MS, this.age(after, now, reading.signal))) ?? null;
    } finally {
      reading.abort();
    }
  }

  /** Of the first event behind it. */
  private async age(after: Position, now: Date, signal: AbortSignal): Promise<number> {
    for await (const { events } of this.log.subscribe({ after, batch: 1, signal })) {
      const [next] = events;
      return next ? Math.max(0, (now.getTime() - Date.parse(recordedAtOf(next.metadata))) / 1000) : 0;
    }
    return 0;
  }
}
