import { readLive } from '@app/eventing';
import type { Answer, Query } from './answer.js';
import type { TemporalParams } from './ask.js';
import type { ReadStores } from './context.js';
import { digestOfList } from './cursor.js';
import { memory, Reading, type Memory, type Target } from './reading.js';

/** Every read needs these two: the zone that decides what today is, and the positions of instants. */
const ALWAYS = ['partnerships', 'clock'];

/** Answers queries. One for the life of a process: what it keeps between requests is bounded by `bytes`. */
export class Reader {
  private readonly memory: Memory;

  constructor(
    private readonly stores: ReadStores,
    bytes?: number,
  ) {
    this.memory = memory(bytes);
  }

  /**
   * The answer as JSON in which words may still be sealed. `params` as the query's schema gives them. Throws
   * ProjectionParked, ProjectionBehind and, where each generation is dropped as soon as it is read, GenerationGone.
   */
  answer<P extends TemporalParams>(query: Query<P>, target: Target, params: P): Promise<Answer> {
    const place = `${query.name} ${target.partnership} ${target.id ?? ''} ${target.member ?? ''} ${target.sub ?? ''}`;
    // Wanted for lists that go on only.
    const digestOf = () => digestOfList(place, params);
    return readLive(async () => {
      const reading = await Reading.open(this.stores, this.memory, readModelsOf(query), target, params, digestOf);
      return 'ok' in reading ? reading : query.run(reading, params);
    });
  }
}

/** The read models that an answer waits for. */
export const readModelsOf = (query: Pick<Query, 'uses'>): readonly string[] => [...new Set([...ALWAYS, ...query.uses])];
