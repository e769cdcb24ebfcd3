import {
  AGGREGATES, decide, namedBy, streamId, streamKindOf,
  type Aggregate, type CommandType, type Decision, type Proposal, type References, type StreamId, type StreamKind,
} from '@app/domain'; // prettier-ignore
import { sha256 } from './digest.js';
import type { History } from './history.js';
import type { Found, Streams } from './streams.js';

/** Rounds of asking for more streams; two are usual, and none needs ten. */
const MOST_ROUNDS = 10;

export const aggregateOf = (kind: StreamKind): Aggregate<unknown> => AGGREGATES[kind];

export const commandTypeOf = (kind: StreamKind, name: string): CommandType<unknown> => {
  const type = aggregateOf(kind).commands.find((command) => command.name === name);
  if (!type) throw new Error(`a ${kind} knows no command ${name}`);
  return type;
};

/** The streams that one command sees: its own, its partnership's, and those that it refers to. */
export class Sight {
  private readonly seen = new Map<StreamId, Found>();

  constructor(
    private readonly streams: Streams,
    private readonly partnership: string,
  ) {}

  async load(streams: readonly StreamId[]): Promise<void> {
    const unseen = [...new Set(streams)].filter((stream) => !this.seen.has(stream));
    await Promise.all(unseen.map(async (stream) => this.seen.set(stream, await this.streams.find(stream))));
  }

  at(stream: StreamId): History {
    const found = this.seen.get(stream);
    if (!found) throw new Error(`${stream} was not loaded`);
    return found.history;
  }

  /** Whether any of it may lack events appended before the command came. */
  isStale(stream?: StreamId): boolean {
    if (stream !== undefined) return this.seen.get(stream)?.fromCache ?? true;
    return [...this.seen.values()].some(({ fromCache }) => fromCache);
  }

  /** Reads to their ends what may be stale, and `stream` in any case. */
  async refresh(stream?: StreamId): Promise<void> {
    const stale = [...this.seen].filter(([name, { fromCache }]) => name === stream || (fromCache && !stream));
    await Promise.all(stale.map(async ([name]) => this.seen.set(name, await this.streams.refresh(name))));
  }

  /**
   * Decides on what is loaded; what the rules ask for beyond that is loaded too, and then they are asked again, which
   * they cannot tell, being pure.
   */
  async decide(kind: StreamKind, own: StreamId, proposal: Proposal): Promise<Decision> {
    const aggregate = aggregateOf(kind);
    const named = namedBy(commandTypeOf(kind, proposal.name), proposal).flatMap(({ to, id }) => {
      const to_ = streamKindOf(to);
      return to_ ? [streamId(this.partnership, to_, id)] : [];
    });
    await this.load(named);
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const missing: StreamId[] = [];
      const history = this.at(own);
      const refs = this.references(aggregate, own, missing);
      const decision = decide(aggregate, history.facts, proposal, refs, history.stateOf(aggregate));
      if (missing.length === 0) return decision;
      await this.load(missing);
    }
    throw new Error(`${proposal.name} asks for ever more streams`);
  }

  private references(aggregate: Aggregate<unknown>, own: StreamId, missing: StreamId[]): References {
    const find = (kind: StreamKind, id: string): History | undefined => {
      const stream = streamId(this.partnership, kind, id);
      const found = this.seen.get(stream);
      if (!found) missing.push(stream);
      return found?.history;
    };
    return {
      aggregate,
      get: (of, id) => {
        const history = find(of.kind, id);
        return history && history.revision !== 'none' ? history.stateOf(of) : undefined;
      },
      facts: (kind, id) => find(kind, id)?.facts ?? [],
      own: () => this.at(own).facts,
      sha256,
    };
  }
}
