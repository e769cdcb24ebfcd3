import { recordedAtOf, type Documents, type EventLog, type ProjectionState } from '@app/eventing';
import type { Position } from '@app/domain';
import { Inject, Injectable } from '@nestjs/common';
import { DOCUMENTS, LOG } from '../stack.js';

/** How a read model stands. */
export interface Standing {
  readonly name: string;
  readonly generation: number;
  readonly position: string;
  /** Age in seconds of the oldest event that it has not applied; 0 where it has applied all. */
  readonly lag: number;
  readonly parked?: {
    readonly position: string;
    readonly eventId: string;
    readonly error: string;
    readonly attempts: number;
  };
  readonly building: readonly { readonly generation: number; readonly position: string }[];
}

/** Where every read model stands, from the documents' own checkpoints and the log. */
@Injectable()
export class Projections {
  constructor(
    @Inject(LOG) private readonly log: EventLog,
    @Inject(DOCUMENTS) private readonly documents: Documents,
  ) {}

  async standings(now = new Date()): Promise<Standing[]> {
    const [head, states] = await Promise.all([this.log.head(), this.documents.states()]);
    return Promise.all(
      [...states].map(async ([name, state]) => standing(name, state, await this.lag(state, head.position, now))),
    );
  }

  private async lag({ checkpoint }: ProjectionState, head: Position, now: Date): Promise<number> {
    if (checkpoint.position >= head) return 0;
    const reading = new AbortController();
    for await (const { events } of this.log.subscribe({
      after: checkpoint.position,
      batch: 1,
      signal: reading.signal,
    })) {
      const [next] = events;
      reading.abort();
      if (next) return Math.max(0, (now.getTime() - Date.parse(recordedAtOf(next.metadata))) / 1000);
    }
    return 0;
  }
}

function standing(name: string, { live, checkpoint, parked, others }: ProjectionState, lag: number): Standing {
  return {
    name,
    generation: live.number,
    position: checkpoint.position.toString(),
    lag,
    ...(parked && {
      parked: {
        position: parked.at.toString(),
        eventId: parked.eventId,
        error: parked.error,
        attempts: parked.attempts,
      },
    }),
    building: others.map(({ generation, checkpoint: at }) => ({
      generation: generation.number,
      position: at.position.toString(),
    })),
  };
}
