import { z } from 'zod';
import type { ActorId, CommandId, EventId, KeyId, Position, Revision, StreamId } from './ids.js';
import { Because, Certainty, Source } from './source.js';
import { EventDate, type Instant } from './time/index.js';

/** One kind of event: its wire name, its current schema version, its payload, and how the system treats it. */
export interface EventType<T extends string = string, D = unknown> {
  readonly type: T;
  readonly version: number;
  readonly data: z.ZodType<D>;
  /**
   * Where `effectiveFrom` is not given: a happening (assigned, voted) took effect on the day it was stated; a state
   * that the record meets in being began not later than that day, its start not recorded.
   */
  readonly dates: 'happening' | 'state';
  /** Begins a thing with words of its own, and so a key of its own: the stream's thing, or a member of it. */
  readonly begins?: 'thing' | 'member';
  /** The member that the event is about, and whose key seals its words; the stream's own thing where absent. */
  member?(data: D): string | undefined;
  /**
   * What the path of its command named, where that is not the stream's thing, or the member that the event is about:
   * what an amendment cannot change.
   */
  path?(data: D): CommandPath;
  /** False for the few events that no amendment may touch. */
  readonly amendable: boolean;
  /** Two fields of which a command says one and its path names the other. */
  readonly ends?: readonly [string, string];
  /** Fields of the payload that no amendment may change: what others rest on, as the digest of a text. */
  readonly fixed?: readonly string[];
  /** One sentence for docs/events.md. */
  readonly summary: string;
}

/** The thing, the member of it, and the member of that, as in `Command`. */
export interface CommandPath {
  readonly target: string;
  readonly member?: string;
  readonly sub?: string;
}

type Options<D> = Partial<
  Pick<EventType<string, D>, 'version' | 'begins' | 'member' | 'path' | 'ends' | 'amendable' | 'fixed'>
> &
  Pick<EventType<string, D>, 'dates' | 'summary'>;

export const eventType = <T extends string, S extends z.ZodType>(
  type: T,
  data: S,
  options: Options<z.output<S>>,
): EventType<T, z.output<S>> => ({
  type,
  data: data as unknown as z.ZodType<z.output<S>>,
  version: 1,
  amendable: true,
  ...options,
});

/** `{ type, data }` of a kind of event, or the union of those of several. */
export type EventOf<E> = E extends EventType<infer T, infer D> ? { readonly type: T; readonly data: D } : never;
export interface AnyEvent {
  readonly type: string;
  readonly data: unknown;
}

/** What a client says around the payload of a command; the rest of the envelope is the server's. */
export const Statement = z.object({
  statedOn: EventDate.optional().describe('When the record said so; default today. Earlier than today needs a source.'),
  effectiveFrom: EventDate.optional().describe('From when it holds in the world.'),
  effectiveTo: EventDate.optional().describe('Until when it holds, exclusive; absent means no end on record.'),
  sources: z.array(Source).max(50).optional(),
  certainty: Certainty.optional().describe('Default: fact.'),
  because: Because.optional(),
});
export type Statement = z.output<typeof Statement>;

/** The three dates but for the one that the log gives, and on what grounds: as stored with every event. */
export interface Stated {
  readonly statedOn: EventDate;
  readonly effectiveFrom: EventDate;
  readonly effectiveTo?: EventDate;
  readonly sources: readonly Source[];
  readonly certainty: Certainty;
  readonly because?: Because;
}

/** What a decider emits. Ids, keys and instants are the runner's. */
export type Decided<E extends AnyEvent = AnyEvent> = E & Stated;

/** The rest of the envelope: what the log and the runner know of an event. */
export interface Recording {
  readonly id: EventId;
  readonly stream: StreamId;
  readonly revision: Revision;
  readonly position: Position;
  readonly version: number;
  /** System time of the append, stamped by the runner. */
  readonly recordedAt: Instant;
  readonly actor: ActorId;
  readonly commandId: CommandId;
  readonly correlationId: string;
  readonly causationId: string;
  /** Set on events that begin a thing: the key that seals its words. */
  readonly key?: KeyId;
}

/** An event as read: upcast; sealed words are tokens until they are opened. */
export type Recorded<E extends AnyEvent = AnyEvent> = Decided<E> & Recording;
