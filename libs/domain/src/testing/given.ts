import { createHash } from 'node:crypto';
import { withAnything } from '../anything/anything.js';
import { FactAmended } from '../anything/anything.events.js';
import { decide } from '../decide.js';
import { fold, type Aggregate, type Decision, type Refusal, type References } from '../decider.js';
import { Statement, type AnyEvent, type Decided, type EventType, type Recorded } from '../event.js';
import { factsOf, type Fact } from '../facts.js';
import { position, revision, streamId, type EventId, type StreamKind } from '../ids.js';
import { Day, EventDate, notLaterThan, onDay, type EventDateInput } from '../time/index.js';

/** The same UUID for the same name, so that tests can say whom and what they mean. */
export function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** What may be said around the payload of an event or a command. Dates are EDTF. */
export interface Around {
  readonly statedOn?: EventDateInput;
  readonly effectiveFrom?: EventDateInput;
  readonly effectiveTo?: EventDateInput;
  readonly sources?: Statement['sources'];
  readonly certainty?: Statement['certainty'];
  readonly because?: Statement['because'];
}

/** An event of the past: its id (and so that of the member it adds) is `idOf(as)`. */
export interface Happened {
  readonly type: EventType;
  readonly data: unknown;
  readonly around: Around & { readonly as?: string; readonly position?: number };
}

/** Parses the payload as the edge does, so that no test rests on an event that cannot be. */
export const happened = (type: EventType, data: unknown, around: Happened['around'] = {}): Happened => ({
  type,
  data: type.data.parse(data),
  around,
});

/** The event `as` was recorded wrongly: other data, other dates, or (null) not at all. */
export const amended = (as: string, replacement: (Around & { data: unknown }) | null): Happened => ({
  type: FactAmended,
  data: {
    amends: idOf(as),
    kind: 'transcription-error',
    replacement: replacement && { ...dates(FactAmended, replacement), data: replacement.data },
    concerned: { stream: '', revision: '0', type: '', ids: [] },
  },
  around: {},
});

export const TODAY = Day.parse('2020-01-15');
const PARTNERSHIP = 'testshire';

/** A stream as the log would give it back; the first event stands at `first`, unless an event says where it stands. */
export function stream(kind: StreamKind, id: string, past: readonly Happened[], first = 1): Recorded[] {
  return past.map(({ type, data, around }, i) => ({
    type: type.type,
    data,
    ...dates(type, around),
    id: idOf(around.as ?? `${kind} ${id} ${i}`) as EventId,
    stream: streamId(PARTNERSHIP, kind, id),
    revision: revision(i),
    position: position(around.position ?? first + i),
    version: type.version,
    recordedAt: '2020-01-15T12:00:00.000Z' as Recorded['recordedAt'],
    actor: 'secretary' as Recorded['actor'],
    commandId: idOf(`command ${kind} ${id} ${i}`) as Recorded['commandId'],
    correlationId: 'test',
    causationId: 'test',
  }));
}

/** The facts that a past amounts to, for the pure functions of the read side. */
export const factsFrom = <E extends AnyEvent>(
  kind: StreamKind,
  past: readonly Happened[],
  id = idOf(kind),
): Fact<E>[] => factsOf<E>(stream(kind, id, past));

function dates(type: EventType, around: Around): Omit<Decided, 'type' | 'data'> {
  const statedOn = around.statedOn === undefined ? onDay(TODAY) : EventDate.parse(around.statedOn);
  const usual = type.dates === 'happening' ? statedOn : notLaterThan(statedOn);
  return {
    statedOn,
    effectiveFrom: around.effectiveFrom === undefined ? usual : EventDate.parse(around.effectiveFrom),
    ...(around.effectiveTo !== undefined && { effectiveTo: EventDate.parse(around.effectiveTo) }),
    sources: around.sources ?? [{ words: 'by telephone' }],
    certainty: around.certainty ?? 'fact',
    ...(around.because && { because: around.because }),
  };
}

/**
 * `given(actionAggregate, [happened(…)]).when('CompleteAction', {}).thenRefuses('already-completed')`.
 * The thing itself is `idOf(kind)`; other things come in by `and`, recorded before it unless they say otherwise.
 */
export function given<S>(aggregate: Aggregate<S>, past: readonly Happened[] = [], id = idOf(aggregate.kind)) {
  const whole = withAnything(aggregate);
  const others = new Map<string, Fact[]>();
  const own = factsOf(stream(aggregate.kind, id, past, 1_000));
  others.set(aggregate.kind === 'structure' ? aggregate.kind : `${aggregate.kind} ${id}`, own);
  const refs: References = {
    get: (other, otherId) => {
      const facts = refs.facts(other.kind, otherId);
      return facts.length > 0 ? fold(other, facts) : undefined;
    },
    facts: (kind, otherId) => others.get(kind === 'structure' ? kind : `${kind} ${otherId}`) ?? [],
    own: () => own,
    aggregate: whole,
    sha256: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
  };
  const scene = {
    own,
    refs,
    /** Another stream of the partnership; of the structure there is one. */
    and(kind: StreamKind, otherId: string, otherPast: readonly Happened[]) {
      const facts = factsOf(stream(kind, otherId, otherPast, 1 + others.size * 100));
      others.set(kind === 'structure' ? kind : `${kind} ${otherId}`, facts);
      return scene;
    },
    when(name: string, body: unknown, more: Around & { member?: string; sub?: string; today?: string } = {}) {
      const type = whole.commands.find((command) => command.name === name);
      if (!type) throw new Error(`${aggregate.kind} knows no command ${name}`);
      const { member, sub, today, ...around } = more;
      const decision = decide(
        whole,
        own,
        {
          name,
          target: id,
          ...(member !== undefined && { member }),
          ...(sub !== undefined && { sub }),
          body: type.body.parse(body),
          statement: Statement.parse({ sources: [{ words: 'by telephone' }], ...around }),
          today: Day.parse(today ?? TODAY),
          actor: 'secretary',
          eventId: idOf('the event decided on') as EventId,
        },
        refs,
      );
      return outcome(decision);
    },
  };
  return scene;
}

function outcome(decision: Decision) {
  return {
    decision,
    /** One event of that type; of its payload at least these fields. */
    thenRecords(type: EventType, data: object = {}): Decided {
      if (!decision.ok) throw new Error(`refused as ${decision.refusal.code}: ${decision.refusal.message}`);
      expect(decision.events.map((event) => event.type)).toEqual([type.type]);
      const [event] = decision.events as [Decided];
      expect(type.data.parse(event.data)).toEqual(event.data);
      expect(event.data).toMatchObject(data);
      return event;
    },
    /** The code, and by their names (`as`) exactly the events that forbid it, where given. */
    thenRefuses(code: string, grounds: { evidence?: string[]; pointers?: string[]; details?: object } = {}): Refusal {
      if (decision.ok) throw new Error(`recorded ${decision.events.map(({ type }) => type).join(', ')}`);
      const { refusal } = decision;
      expect(refusal.code).toBe(code);
      if (grounds.evidence) expect(refusal.evidence.map(({ id }) => id)).toEqual(grounds.evidence.map(idOf));
      if (grounds.pointers) expect(refusal.pointers).toEqual(grounds.pointers);
      if (grounds.details) expect(refusal.details).toMatchObject(grounds.details);
      return refusal;
    },
  };
}
