import type { Day, EventId, KeyId, Position, Revision, StreamId } from '@app/domain';

/** An event as the log takes it: JSON texts, words sealed. `id` is a UUID, used once in the life of the log. */
export interface NewEvent {
  readonly id: EventId;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** An event as the log gives it back. */
export interface Stored extends NewEvent {
  readonly stream: StreamId;
  readonly revision: Revision;
  readonly position: Position;
}

/** Revision and position of the last event of an append. */
export interface Appended {
  readonly revision: Revision;
  readonly position: Position;
}

export interface Batch {
  readonly events: readonly Stored[];
  /** Everything up to here has been delivered: where the last event of ours stands, or `after` before there was any. */
  readonly through: Position;
  /** Nothing more was in the log when this batch was read. */
  readonly caughtUp: boolean;
}

/** Thrown by `append`: the stream was not where the caller thought. `actual` is 'none' where there is no stream. */
export class WrongRevision extends Error {
  constructor(
    readonly stream: StreamId,
    readonly expected: Revision | 'none',
    readonly actual: Revision | 'none',
  ) {
    super(`${stream} is at ${actual}, not at ${expected}`);
  }
}
/**
 * Whether the append was written is not known: the same append may be sent again, and nothing else may be. Also what
 * every later append gets from a log that has stopped writing.
 */
export class AppendAmbiguous extends Error {}
/**
 * The log or a store cannot be reached, or does not answer; nothing is known of what was asked. It may be asked again.
 * Not of appends to the log, see AppendAmbiguous.
 */
export class StoreUnavailable extends Error {}
/** A definite no, with nothing written: no room on the disk. */
export class DiskFull extends Error {}
/** A definite no: the append is over 900 KiB, empty, or not well-formed, or brings an id that is taken. */
export class AppendRefused extends Error {}

export interface Head {
  readonly position: Position;
  /** `recordedAt` of that event; the epoch where the log is empty (position 0). */
  readonly at: Date;
}

/** The log of events, the only thing that is never rebuilt. Every promise here is a test in test/contract. */
export interface EventLog {
  /** In order of revision, from `from` (default 0) to `until` inclusive. An unknown stream is empty. */
  read(stream: StreamId, o?: { from?: Revision; until?: Revision }): AsyncIterable<Stored>;
  /**
   * All events or none, at an exact revision ('none': the stream must not exist), at most MAX_APPEND_BYTES. Durable
   * before it answers. Where these very ids, in this order, are already what follows `expected`, it succeeds with the
   * original revision and position and writes nothing. Throws WrongRevision, AppendAmbiguous, DiskFull or AppendRefused.
   */
  append(stream: StreamId, expected: Revision | 'none', events: readonly NewEvent[]): Promise<Appended>;
  /**
   * All events after `after`, in strictly increasing position, at least once, with no gap that fills later, then live;
   * reconnects by itself and ends, without an error, when `signal` aborts. `batch` bounds the events of one batch. The
   * first batch comes at once: where nothing is waiting it is empty and `caughtUp`. While it waits, such a batch may come
   * again at any time: a sign of life, nothing more is in the log. `after` is 0 or where an event of ours stands.
   */
  subscribe(o: { after: Position; batch: number; signal: AbortSignal }): AsyncIterable<Batch>;
  /**
   * The last event of ours: never behind an append acknowledged to this process, nor, with `fresh`, behind one that was
   * acknowledged to anybody before the call; that asks the log itself.
   */
  head(o?: { readonly fresh?: boolean }): Promise<Head>;
  /**
   * Id of our event at exactly this position; null where there is none. A checkpoint of which this is not the event is
   * one of another log, or of this one before it was put back to an earlier state.
   */
  eventAt(position: Position): Promise<EventId | null>;
  /** Ends subscriptions; appends already sent are answered first. */
  close(): Promise<void>;
}

/** The log for those that only read it, as the projector does in a thread of its own. */
export type LogReader = Pick<EventLog, 'read' | 'subscribe' | 'head' | 'eventAt' | 'close'>;

/** One build of one projection's documents. A rebuild makes the next generation beside the live one. */
export interface Generation {
  readonly projection: string;
  readonly number: number;
}

/** How far a generation has got: the last event applied or passed over. */
export interface Mark {
  readonly position: Position;
  readonly eventId: EventId | null;
}

/** Right to write one generation. A later claim makes it stale: it can move no checkpoint any more. */
export interface Lease {
  readonly generation: Generation;
  readonly epoch: number;
}

/**
 * A row of an index: the document holds `value` under `field` from `from` to `to` in the world (outer bounds, half
 * open, null: unbounded), and is ordered there by `key`. Rows are candidates: what is certain, the answer decides.
 */
export interface Entry {
  /** The partnership; 'all' for what is asked across partnerships. */
  readonly scope: string;
  readonly field: string;
  readonly value: string;
  readonly key: string;
  readonly from: Day | null;
  readonly to: Day | null;
}

export interface Doc {
  readonly id: string;
  /** JSON text as the projection wrote it. */
  readonly json: string;
  /** Position of the last event folded into it. */
  readonly position: Position;
}

/**
 * The state of a document after a batch, and what the batch did to its entries. `json` null removes it, and its entries
 * of every position with it; what it was at earlier positions cannot be asked any more.
 */
export interface Write {
  readonly id: string;
  readonly json: string | null;
  readonly position: Position;
  /** Entries true from `since`; those that the same batch closed again carry `until`. */
  readonly opened: readonly { readonly entry: Entry; readonly since: Position; readonly until?: Position }[];
  /** Entries opened by an earlier batch that hold no longer from `until`. */
  readonly closed: readonly { readonly entry: Entry; readonly until: Position }[];
}

export interface Query {
  readonly scope: string;
  readonly field: string;
  /** One of these values; all values of the field where absent, which sorts them all: fields listed whole want one value. */
  readonly values?: readonly string[];
  /** Bounds on the key, inclusive. */
  readonly keys?: { readonly from?: string; readonly to?: string };
  /** Entries that hold on this day (null: on any day) at this position. */
  readonly at: { readonly effectiveAt: Day | null; readonly position: Position };
  /**
   * Ask by lower bounds only: begun by `effectiveAt`, and opened by `position`; ends do not count. For `statedBy`, since
   * the fact that ended it may not have been stated by then.
   */
  readonly openEnded?: boolean;
  readonly descending?: boolean;
  /** Continue behind this entry. */
  readonly after?: { readonly key: string; readonly id: string };
  readonly limit: number;
  /**
   * Whether the caller needs no JSON of a document at that position, having made of it what it wants already; it may
   * then come empty. Asked about each document of the page.
   */
  readonly held?: (id: string, position: Position) => boolean;
  /**
   * The caller goes no further, so `next` is left out. To tell whether there is another document, every entry of the
   * last one may have to be looked at, and it may have as many as the log has events.
   */
  readonly ends?: true;
}

/**
 * Documents in the order (key, id), by UTF-8 bytes; `next` where more may follow. Each once over all pages, at the
 * first of its entries that match, in the order asked.
 */
export interface Page {
  readonly docs: readonly (Doc & { readonly key: string })[];
  readonly next?: { readonly key: string; readonly id: string };
}

/** Why a generation has stopped before an event that it could not apply. */
export interface Parked {
  readonly at: Position;
  readonly eventId: EventId;
  readonly error: string;
  readonly attempts: number;
  /** The log holds another event, or none, where the checkpoint is: what was built is of another log. */
  readonly diverged?: true;
}

/** An event that a generation passes over, since somebody said so. */
export interface Skip {
  readonly at: Position;
  readonly eventId: EventId;
  readonly reason: string;
}

export interface GenerationState {
  readonly generation: Generation;
  readonly checkpoint: Mark;
  readonly parked?: Parked;
  /** It was live, and another was put in its place. */
  readonly replaced?: true;
  /** In the order in which they were ordered. */
  readonly skips: readonly Skip[];
  /**
   * Who writes it. `holder` null: nobody, it was given back or never claimed. `beats` grows with every sign of life; how
   * long ago one was, whoever wants to take over finds out by watching, since clocks of two machines differ.
   */
  readonly lease: { readonly epoch: number; readonly holder: string | null; readonly beats: number };
}

/** The state of the live generation, and of those beside it. */
export interface ProjectionState extends Omit<GenerationState, 'generation'> {
  readonly live: Generation;
  /** Generations beside the live one, oldest first. */
  readonly others: readonly GenerationState[];
  /** The highest number of each version that a generation ever had, ascending; it may be dropped since. See `nextOf`. */
  readonly given: readonly number[];
}

/**
 * Read models, their checkpoints, leases and live pointers: one port, so that one commit can move them together. What
 * reads a generation gives all of it or throws GenerationGone: nobody takes what is being dropped for what is empty.
 */
export interface Documents {
  load(g: Generation, ids: readonly string[]): Promise<Map<string, Doc>>;
  /**
   * Entries, documents and checkpoint, effectively once: a document whose position is not before the write's is left
   * alone, so a replayed batch changes nothing. Whenever the process ends, all of it is found at the checkpoint, or
   * nothing, but what it removes may be gone before; what is not found yet may be loaded. A stale lease throws StaleLease
   * and moves nothing. Throws DocumentTooLarge too.
   */
  commit(lease: Lease, writes: readonly Write[], through: Mark): Promise<void>;
  find(g: Generation, q: Query): Promise<Page>;
  /** Number of distinct documents that `find` would give without a limit; null when it is over `atMost`. */
  count(g: Generation, q: Omit<Query, 'after' | 'limit'>, atMost: number): Promise<number | null>;
  /** Makes a generation that nobody writes yet. Repeatable: one that is there stays as it is. */
  create(g: Generation): Promise<void>;
  /**
   * The right to write a generation, creating it if it is not there; earlier leases of it go stale. With `after`, only
   * where none was given since that epoch: of several that ask at once one gets it, and the others StaleLease.
   */
  claim(g: Generation, o?: { readonly holder?: string; readonly after?: number }): Promise<Lease>;
  /** A sign of life: raises `beats`. Throws StaleLease. */
  renew(lease: Lease): Promise<void>;
  /** Gives it back, so that nobody has to wait for it. Nothing happens where it is stale. */
  release(lease: Lease): Promise<void>;
  /** Says that it stops. Throws StaleLease. */
  park(lease: Lease, parked: Parked): Promise<void>;
  /**
   * Lets it go on, with or without the event: by whoever may say so, not only the holder. False where it is not parked
   * at that position (any more).
   */
  unpark(g: Generation, at: Position, skip?: Skip): Promise<boolean>;
  /** Of all projections that have a live generation, in one read. */
  states(): Promise<ReadonlyMap<string, ProjectionState>>;
  /** Number of documents. Of a generation that is being written: of some moment during the call. */
  size(g: Generation): Promise<number>;
  /**
   * Compare-and-set of the live generation; 'none' where the projection has none yet. False when it has moved, when `to`
   * was never made or is parked, or when `to` has not got as far as `from`: what is answered from a projection never goes
   * back. Of one that was built from another log that is not asked.
   */
  promote(projection: string, from: Generation | 'none', to: Generation): Promise<boolean>;
  /** Everything of a generation, its leases too. Throws where it is the live one. Repeatable. */
  drop(g: Generation): Promise<void>;
  close(): Promise<void>;
}

/** Thrown by `commit`, `claim`, `renew` and `park`: another has claimed the generation since, or it is no longer there. */
export class StaleLease extends Error {
  constructor(readonly lease: Lease) {
    super(`${lease.generation.projection} ${lease.generation.number} was claimed by another`);
  }
}

/**
 * Thrown by `load`, `find`, `count` and `size`: the generation was never made, or was dropped, perhaps amid the call.
 * Whoever looked up what is live looks again.
 */
export class GenerationGone extends Error {
  constructor(readonly generation: Generation) {
    super(`there is no generation ${generation.number} of ${generation.projection} any more`);
  }
}

/** Thrown by `commit`, with nothing written: the store takes no document of that size. Others of the commit may be fine. */
export class DocumentTooLarge extends Error {
  override readonly name = 'DocumentTooLarge';

  constructor(
    readonly id: string,
    readonly bytes: number,
    readonly limit: number,
  ) {
    super(`document ${id} would take ${bytes} bytes, and the store takes ${limit}`);
  }
}

/** 32 bytes for AES-256-GCM or HMAC-SHA-256. */
export type Key = Uint8Array & { readonly __brand: 'Key' };

/** Keys of sealed words, in a place of their own: without it the log says nothing of what people said. */
export interface Keys {
  /**
   * A key that is durable already and was never handed out: from a batch that this process wrote itself since it
   * started. The rest of earlier batches is never used. Waits only where the pool has run dry. Throws DiskFull.
   */
  next(): Promise<KeyId> | KeyId;
  /** An id that was never a key is not in the answer. */
  find(ids: readonly KeyId[]): Promise<Map<KeyId, Key | 'destroyed'>>;
  /** Repeatable. Durable before it answers: the key's bytes are gone from the store and its files. */
  destroy(ids: readonly KeyId[]): Promise<void>;
  /** Every key that there is, destroyed ones too, in no order: for moving to another store. */
  all(): AsyncIterable<readonly [KeyId, Key | 'destroyed']>;
  /**
   * Takes keys of another store; none of them is ever handed out by `next`. Durable before it answers, and repeatable:
   * a key that is there already stays, and one that is destroyed on either side is destroyed.
   */
  put(keys: readonly (readonly [KeyId, Key | 'destroyed'])[]): Promise<void>;
  close(): Promise<void>;
}
