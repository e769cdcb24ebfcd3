import {
  CertaintyRevised, FactAmended, FactDisputed, eventTypeOf, factsOf, fold,
  type Aggregate, type CommandId, type EventId, type Fact, type KeyId, type Revision, type StreamId,
} from '@app/domain'; // prettier-ignore
import type { Read } from './codec.js';

/** The stream's own thing, among the members whose keys are kept. */
const OWN = '';
/** What says something of an earlier event, by the field that names it. */
const ABOUT: Readonly<Record<string, string>> = {
  [FactAmended.type]: 'amends',
  [FactDisputed.type]: 'eventId',
  [CertaintyRevised.type]: 'eventId',
};

/** One stream as commands need it: its facts with their words opened, and which commands have been through it. */
export class History {
  revision: Revision | 'none' = 'none';
  /** Rough size in memory, in bytes. */
  size = 200;
  private readonly events: Read[] = [];
  private readonly commands = new Map<CommandId, Read[]>();
  private readonly keys = new Map<string, KeyId>();
  private readonly holders = new Map<EventId, string>();
  private known: readonly Fact[] | undefined;
  private state: { readonly of: Aggregate<unknown>; readonly is: unknown } | undefined;

  constructor(readonly stream: StreamId) {}

  /** Takes an event that comes next, opened, and leaves out one that it has; `size` is that of its JSON. */
  take(event: Read, size: number): void {
    const next = this.revision === 'none' ? 0n : this.revision + 1n;
    if (event.revision < next) return;
    if (event.revision > next) throw new Error(`${this.stream}: revision ${next} is missing before ${event.revision}`);
    this.revision = event.revision;
    this.size += 4 * size + 1_000;
    this.events.push(event);
    this.extend(event);
    const same = this.commands.get(event.commandId);
    if (same) same.push(event);
    else this.commands.set(event.commandId, [event]);
    const holder = this.holderOf(event);
    this.holders.set(event.id, holder);
    if (event.key) this.keys.set(holder, event.key);
  }

  /** What is said of an earlier event changes that one's fact, so all is folded anew; any other event only adds one. */
  private extend(event: Read): void {
    const added = event.type in ABOUT ? undefined : factsOf([event]);
    this.known = added && this.known && [...this.known, ...added];
    this.state = added && this.state && { of: this.state.of, is: fold(this.state.of, added, this.state.is) };
  }

  get facts(): readonly Fact[] {
    return (this.known ??= factsOf(this.events));
  }

  /** A stream is of one kind, so its aggregate is always the same. */
  stateOf<S>(aggregate: Aggregate<S>): S {
    this.state ??= { of: aggregate, is: fold(aggregate, this.facts) };
    return this.state.is as S;
  }

  /** The events that this command has recorded; undefined if it has not been through. */
  recordedBy(command: CommandId): readonly Read[] | undefined {
    return this.commands.get(command);
  }

  /** The key that seals words about the stream's thing, or about a member of it. */
  keyOf(member: string = OWN): KeyId | undefined {
    return this.keys.get(member);
  }

  /** What an event's words belong to: a member of the stream's thing, or the thing itself (''). */
  holderOf(event: Pick<Read, 'id' | 'type' | 'data'>): string {
    const about = ABOUT[event.type];
    if (about !== undefined) {
      const concerned = (event.data as Record<string, unknown>)[about];
      return this.holders.get(concerned as EventId) ?? OWN;
    }
    const type = eventTypeOf(event.type);
    if (type?.begins === 'thing') return OWN;
    return type?.member?.(event.data) ?? (type?.begins === 'member' ? event.id : OWN);
  }
}
