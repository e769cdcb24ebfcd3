import { z } from 'zod';
import { anythingEvents } from './anything/anything.events.js';
import type { AnyEvent, Decided, EventOf, EventType, Recorded } from './event.js';
import type { Fact } from './facts.js';
import type { EventId, Position, Revision, StreamId, StreamKind } from './ids.js';
import type { Source, Certainty, Because } from './source.js';
import type { Day, EventDate } from './time/index.js';

/** `secretary` records; `chair` agrees and adopts; `administrator` grants and erases; roles do not nest. */
export const Role = z.enum(['secretary', 'chair', 'member', 'auditor', 'viewer', 'administrator']);
export type Role = z.infer<typeof Role>;

/** An event as a refusal or an answer cites it. */
export interface Evidence {
  readonly id: EventId;
  readonly stream: StreamId;
  readonly revision: Revision;
  readonly position: Position;
  readonly type: string;
  readonly sources: readonly Source[];
}

/** A command that would work instead, and on what; the edge makes a link of it. */
export interface Remedy {
  readonly command: string;
  readonly target: string;
  readonly member?: string;
  readonly sub?: string;
  readonly why: string;
}

/** Why a command is not recorded. A value, never an exception; `details` are for machines, `message` for people. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** JSON Pointers into the body, where the fault lies in one field. */
  readonly pointers: readonly string[];
  /** What is wrong at each of the pointers, where the message does not say it of all of them. */
  readonly faults?: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly remedies: readonly Remedy[];
}

export type Decision<E extends AnyEvent = AnyEvent> =
  { readonly ok: true; readonly events: readonly Decided<E>[] } | { readonly ok: false; readonly refusal: Refusal };

type Grounds = Partial<Pick<Refusal, 'details' | 'pointers' | 'faults' | 'remedies'>> & { evidence?: readonly Fact[] };

/** `refuse('action-closed', 'The action was completed on …', { evidence: [completion] })` */
export const refuse = (code: string, message: string, grounds: Grounds = {}): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: {
    code,
    message,
    details: grounds.details ?? {},
    pointers: grounds.pointers ?? [],
    ...(grounds.faults && { faults: grounds.faults }),
    remedies: grounds.remedies ?? [],
    evidence: (grounds.evidence ?? []).map(evidenceOf),
  },
});

export const evidenceOf = (fact: Fact): Evidence => ({ ...cite(fact.recorded), sources: fact.sources });
export const cite = ({ id, stream, revision, position, type, sources }: Recorded): Evidence => ({
  id, stream, revision, position, type, sources,
}); // prettier-ignore

/** A command as it reaches a decider: validated, with every default filled in. Nothing here reads a clock. */
export interface Command<B = unknown> {
  readonly name: string;
  /** The thing in the path, or the id that a new thing will have. */
  readonly target: string;
  /** The member in the path: the mark that is matched, the attendance that is resolved. */
  readonly member?: string;
  /** The member of that member in the path: the holder of a seat that is vacated. */
  readonly sub?: string;
  readonly body: B;
  readonly statedOn: EventDate;
  readonly effectiveFrom: EventDate;
  readonly effectiveTo?: EventDate;
  readonly sources: readonly Source[];
  readonly certainty: Certainty;
  readonly because?: Because;
  /** Today in the partnership's time zone. */
  readonly today: Day;
  readonly actor: string;
  /** Id that the first event will have; the ids of members are those of their events. */
  readonly eventId: EventId;
  /** Where the rules are run again for an amendment: the fact that the event would take the place of. */
  readonly amends?: Fact;
}

/** One kind of command: what it records, who may give it, what it takes, and when it is refused. */
export interface CommandType<S, B = never> {
  readonly name: string;
  readonly records: EventType;
  readonly roles: readonly Role[];
  /** The payload; the dates, sources and reasons around it are the same for every command. */
  readonly body: z.ZodType<B>;
  /** Creates the stream; otherwise the stream must exist. */
  readonly creates?: boolean;
  /** Decided on sight of a state: `If-Match` is demanded. */
  readonly onSight?: boolean;
  decide(state: S, command: Command<B>, refs: References): Decision;
}

/** The states of the things that a command refers to; undefined where there is no such thing in the partnership. */
export interface References {
  get<S>(aggregate: Aggregate<S>, id: string): S | undefined;
  /** The facts behind it, for rules that ask about one event; empty where there is no such thing. */
  facts(kind: StreamKind, id: string): readonly Fact[];
  /** Of the stream that the command is decided on. */
  own(): readonly Fact[];
  /** The kind of that stream. */
  readonly aggregate: Aggregate<unknown>;
  /** SHA-256 of the text in UTF-8, lower-case hex: the one thing that rules compute and the domain has no means for. */
  sha256(text: string): string;
}

/** A kind of stream: its events, how they fold, and what may be done to it. */
export interface Aggregate<S> {
  readonly kind: StreamKind;
  readonly events: readonly EventType[];
  readonly initial: S;
  /** Folds one fact; amendments have been applied already, withdrawn facts are left out. Total. */
  evolve(state: S, fact: Fact): S;
  /**
   * Refuses a state that rules forbid, whatever led to it; `before` is the state without what is said. Asked after an
   * amendment, which may bring back what was withdrawn, after a revision, which may make certain what was not, and by
   * commands for what they lead to on other days than their own (`upheld`).
   */
  upholds?(before: S, after: S): Decision | undefined;
  readonly commands: readonly CommandType<S>[];
}

/** What is said about facts (amendments, disputes, certainties, gaps) is in the facts already, or for reads alone. */
const aboutFacts = new Set<string>(anythingEvents.map((event) => event.type));

/** The state that the facts amount to, on top of an earlier one where given. */
export const fold = <S>(aggregate: Aggregate<S>, facts: readonly Fact[], from: S = aggregate.initial): S =>
  facts.reduce(
    (state, fact) => (fact.withdrawn || aboutFacts.has(fact.type) ? state : aggregate.evolve(state, fact)),
    from,
  );

/** The usual outcome: one event that says what the command said. */
export function record<T extends EventType>(type: T, command: Command, data: EventOf<T>['data']): Decided<EventOf<T>> {
  return {
    type: type.type,
    data,
    statedOn: command.statedOn,
    effectiveFrom: command.effectiveFrom,
    ...(command.effectiveTo && { effectiveTo: command.effectiveTo }),
    sources: command.sources,
    certainty: command.certainty,
    ...(command.because && { because: command.because }),
  } as unknown as Decided<EventOf<T>>;
}

/** The way out where a fact stands in the way: it was recorded or read wrongly. */
export const amending = ({ target }: Command, { recorded }: Fact, why: string): Remedy => ({
  command: 'AmendFact',
  target,
  member: recorded.revision.toString(),
  why,
});

export const accept = (...events: readonly Decided[]): Decision => ({ ok: true, events });

/** A command type with the body's type inferred from its schema; the payload is the event's own unless said. */
export function commandType<S, B>(type: {
  name: string;
  records: EventType;
  roles: readonly Role[];
  body: z.ZodType<B>;
  creates?: boolean;
  onSight?: boolean;
  decide(state: S, command: Command<B>, refs: References): Decision;
}): CommandType<S> {
  return type as unknown as CommandType<S>;
}
