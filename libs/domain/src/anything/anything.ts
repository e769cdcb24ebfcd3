import { z } from 'zod';
import {
  accept, commandType, fold, record, refuse,
  type Aggregate, type Command, type CommandType, type Decision, type References,
} from '../decider.js'; // prettier-ignore
import { refuseSaying } from '../decide.js';
import { Statement, type CommandPath, type EventType } from '../event.js';
import { factsOf, type Fact } from '../facts.js';
import { parseStreamId, isSingle } from '../ids.js';
import { isPlan } from '../in-force.js';
import { Party } from '../party.js';
import { walk, words } from '../schema.js';
import { replacementInvalid, withoutKept, type Payload } from './replacement.js';
import { Certainty, isPlanned } from '../source.js';
import { isBefore } from '../time/index.js';
import { upheld } from '../upheld.js';
import {
  AMENDMENT_KINDS,
  CertaintyRevised,
  ConsultationPayload,
  ConsultationRecorded,
  FactAmended,
  FactDisputed,
  GapNoted,
  GapPayload,
  anythingEvents,
  type Concerned,
} from './anything.events.js';

/** An aggregate with what may be said on anything: amendments, disputes, certainties and gaps. */
export const withAnything = <S>(aggregate: Aggregate<S>): Aggregate<S> => {
  const whole: Aggregate<S> = {
    ...aggregate,
    events: [...aggregate.events, ...anythingEvents],
    // An amendment can be amended by the same command, so it has to know the whole.
    commands: [
      ...aggregate.commands,
      amendFact(() => whole),
      disputeFact,
      reviseCertainty,
      noteGap,
      recordConsultation,
    ],
  };
  return whole;
};

const AmendmentBody = z
  .strictObject({
    kind: z.enum(AMENDMENT_KINDS),
    replacement: Statement.extend({ data: z.record(z.string(), z.unknown()) })
      .strict()
      .nullable()
      .describe('The payload whole; dates, sources and certainty that are left out stay as they were. Null withdraws.'),
  })
  .meta({ id: 'Amendment' });
type AmendmentBody = z.output<typeof AmendmentBody>;

/** `command.member` is the revision of the event concerned, as its address says it; so it is for all of these. */
const amendFact = <S>(aggregate: () => Aggregate<S>): CommandType<S> =>
  commandType({
    name: 'AmendFact',
    records: FactAmended,
    // Which of them, the amended event's own command says; the edge asks it.
    roles: ['secretary', 'chair', 'member', 'administrator'],
    body: AmendmentBody,
    onSight: true,
    // The facts, not the state: the state without the amended event is another one.
    decide: (_state: S, command: Command<AmendmentBody>, refs) =>
      upheld(command, refs, amend(aggregate(), command, refs)),
  });

function amend<S>(aggregate: Aggregate<S>, command: Command<AmendmentBody>, refs: References): Decision {
  const facts = refs.own();
  const fact = factAt(facts, command);
  if (!fact) return unknownEvent(command);
  const type = typeOf(aggregate, fact);
  if (!type.amendable) {
    return refuse('not-amendable', `${fact.type} cannot be amended: it is what others rest on.`, { evidence: [fact] });
  }
  const others = factsOf(facts.map(({ recorded }) => recorded).filter(({ id }) => id !== fact.recorded.id));
  const { replacement, kind } = command.body;
  if (replacement === null) {
    const resting = others.filter((other) => restsOn(aggregate, other, fact, type));
    if (resting.length > 0) {
      return refuse('others-rest-on-it', 'What was recorded later rests on it; withdraw that first.', {
        evidence: resting.slice(0, 20),
      });
    }
    return amended(aggregate, command, fact, null, kind);
  }
  const kept = { statedOn: fact.statedOn, effectiveFrom: fact.effectiveFrom, effectiveTo: fact.effectiveTo };
  const stated = {
    ...kept,
    sources: fact.sources,
    certainty: fact.certainty,
    because: fact.because,
    ...defined(replacement),
  };
  const decided = judge(aggregate, type, fact, others, { ...command, ...stated, body: replacement.data }, refs);
  if (!decided.ok) return { ok: false, refusal: { ...decided.refusal, pointers: decided.refusal.pointers.map(below) } };
  return amended(aggregate, command, fact, { ...defined(stated), data: decided.data } as Replacement, kind);
}

type Replacement = z.output<(typeof FactAmended)['data']>['replacement'];
type Judged = { ok: true; data: unknown } | Extract<Decision, { ok: false }>;

const below = (pointer: string) =>
  `/replacement${/^\/(statedOn|effectiveFrom|effectiveTo|sources|because)/.test(pointer) ? '' : '/data'}${pointer}`;
const defined = <T extends object>(value: T): Partial<T> =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Partial<T>;

/** The rules are run again, over all facts but the amended one, as if the replacement were said now in its place. */
function judge<S>(
  aggregate: Aggregate<S>,
  type: EventType,
  fact: Fact,
  others: readonly Fact[],
  command: Command,
  refs: References,
): Judged {
  const { maker, body } = readBack(aggregate, type, fact, command.body as Payload);
  if (!body.success) return replacementInvalid(type, fact, body.error);
  if (!maker) return keepsFixed(type, fact, body.data);
  // The amendment's own path names the event amended.
  const { member: _member, sub: _sub, ...said } = command;
  const again = {
    ...said,
    name: maker.name,
    body: body.data,
    ...pathOf(type, fact),
    eventId: fact.recorded.id,
    amends: fact,
  } as Command<never>;
  const refusal = refuseSaying(maker, again, refs);
  if (refusal) return refusal;
  const decision = maker.decide(fold(aggregate, others), again, { ...refs, own: () => others });
  if (!decision.ok) return decision;
  const data = decision.events.find((event) => event.type === type.type)?.data;
  return keepsFixed(type, fact, data);
}

/** As its command takes it, though it be given as the event has it; of several commands the one that takes it so. */
function readBack<S>(aggregate: Aggregate<S>, type: EventType, fact: Fact, body: Payload) {
  const makers = aggregate.commands.filter(({ records }) => records.type === type.type);
  const read = makers.map((maker) => ({
    maker,
    body: maker.body.safeParse(withoutKept(maker.body, type, fact, body)),
  }));
  const [first] = read;
  return (
    read.find(({ body: { success } }) => success) ?? first ?? { maker: undefined, body: type.data.safeParse(body) }
  );
}

/** What the path of the fact's command named. */
function pathOf(type: EventType, { data, recorded }: Fact): CommandPath {
  if (type.path) return type.path(data);
  const { kind, id } = parseStreamId(recorded.stream);
  const about = type.member?.(data);
  const member = saidOnEvents.has(type.type) ? revisionOf(data) : about;
  return { target: isSingle(kind) ? (about ?? id) : id, ...(member !== undefined && { member }) };
}

/** The command that recorded the fact; of several that record such an event, the one that takes it. */
export const makerOf = <S>(aggregate: Aggregate<S>, type: EventType, fact: Fact): CommandType<S> | undefined =>
  readBack(aggregate, type, fact, fact.data as Payload).maker;

function keepsFixed(type: EventType, fact: Fact, data: unknown): Judged {
  const fixed = type.fixed?.find((field) => valueOf(data, field) !== valueOf(fact.data, field));
  if (fixed !== undefined) {
    return refuse('field-is-fixed', `No amendment can change ${fixed} of ${type.type}.`, {
      evidence: [fact],
      pointers: [`/${fixed}`],
    });
  }
  return { ok: true, data };
}

const valueOf = (data: unknown, field: string) => (data as Record<string, unknown>)[field];
/** Their commands name the event concerned as the member. */
const saidOnEvents = new Set<string>([FactAmended.type, FactDisputed.type, CertaintyRevised.type]);
const revisionOf = (data: unknown) => (data as { concerned: Concerned }).concerned.revision;

function restsOn<S>(aggregate: Aggregate<S>, other: Fact, fact: Fact, type: EventType): boolean {
  if (other.withdrawn || anythingEvents.some((event) => event.type === other.type)) return false;
  if (type.begins === 'thing') return true;
  const begun = (type.begins && type.member?.(fact.data)) ?? fact.recorded.id;
  return idsOf(aggregate, other).includes(begun);
}

function amended<S>(
  aggregate: Aggregate<S>,
  command: Command,
  fact: Fact,
  replacement: Replacement,
  kind: AmendmentBody['kind'],
): Decision {
  const after = replacement ? concernedIn(typeOf(aggregate, fact), replacement.data) : [];
  const concerned = concernedBy(aggregate, fact, after);
  return accept(record(FactAmended, command, { amends: fact.recorded.id, kind, replacement, concerned }));
}

const disputeFact = commandType({
  name: 'DisputeFact',
  records: FactDisputed,
  roles: ['secretary', 'chair', 'member'],
  body: z.strictObject({ statement: words(4_000), by: Party.optional() }).meta({ id: 'Dispute' }),
  decide: (_state: unknown, command, refs) =>
    about(command, refs, (fact, concerned) =>
      accept(record(FactDisputed, command, { ...command.body, eventId: fact.recorded.id, concerned })),
    ),
});

const reviseCertainty = commandType({
  name: 'ReviseCertainty',
  records: CertaintyRevised,
  roles: ['secretary', 'chair'],
  body: z.strictObject({ becomes: Certainty }).meta({ id: 'CertaintyRevision' }),
  decide: (_state: unknown, command, refs) =>
    about(command, refs, (fact, concerned) =>
      fact.certainty === command.body.becomes && !isConfirmedBy(fact, command)
        ? refuse('certainty-unchanged', `It is recorded as ${fact.certainty} already.`, { evidence: [fact] })
        : upheld(
            command,
            refs,
            accept(record(CertaintyRevised, command, { ...command.body, eventId: fact.recorded.id, concerned })),
          ),
    ),
});

/** It was stated ahead of its date, and is now said again on that date or later: in the same words, it confirms it. */
const isConfirmedBy = (fact: Fact, { statedOn }: Command): boolean =>
  !isPlanned(fact.certainty) && isPlan(fact) && isBefore(statedOn, fact.effectiveFrom) !== true;

/** `command.target` is the thing, or in the structure the body or organisation that the gap is in. */
const noteGap = commandType({
  name: 'NoteGap',
  records: GapNoted,
  roles: ['secretary', 'chair'],
  body: GapPayload,
  decide: (_state: unknown, command, refs) => {
    const member = memberNamed(command, refs);
    return 'ok' in member ? member : accept(record(GapNoted, command, { ...command.body, ...member }));
  },
});

const recordConsultation = commandType({
  name: 'RecordConsultation',
  records: ConsultationRecorded,
  roles: ['secretary', 'chair'],
  body: ConsultationPayload,
  decide: (_state: unknown, command, refs) => {
    const { with: asked = [], at, described, result } = command.body;
    if (asked.length === 0 && !at && described === undefined && result === undefined) {
      return refuse('consultation-untold', 'Say with whom, at which event, in which words, or with what result.', {
        pointers: ['/with', '/at', '/described', '/result'],
      });
    }
    const member = memberNamed(command, refs);
    return 'ok' in member ? member : accept(record(ConsultationRecorded, command, { ...command.body, ...member }));
  },
});

/** The member that something is said of, where it is one: in the structure the thing in the path is, or a seat of it. */
function memberNamed(
  { target, body }: Command<{ readonly member?: string | undefined }>,
  refs: References,
): { readonly member?: string; readonly within?: string } | Extract<Decision, { ok: false }> {
  const inStructure = refs.aggregate.kind === 'structure';
  const member = inStructure ? (body.member ?? target) : body.member;
  if (member === undefined) return {};
  const isBelow = inStructure && member !== target;
  const isIn = (fact: Fact) => !isBelow || (fact.type === 'SeatCreated' && bodyOf(fact) === target);
  if (refs.own().some((fact) => isMember(refs.aggregate, fact, member) && isIn(fact))) {
    return { member, ...(isBelow && { within: target }) };
  }
  if (inStructure && !isBelow) return refuse('not-found', `There is nothing ${member} in the structure.`);
  return refuse('unknown-reference', 'Not on record in this partnership: member.', {
    pointers: ['/member'],
    details: { missing: [{ kind: 'member', id: member }] },
  });
}

const bodyOf = ({ data }: Fact): string | undefined => (data as { readonly bodyId?: string }).bodyId;

/** Whether the fact began the member: one with an id of its own, or one that has its event's id. */
function isMember<S>(aggregate: Aggregate<S>, fact: Fact, member: string): boolean {
  if (fact.withdrawn) return false;
  const type = typeOf(aggregate, fact);
  const id = type.begins === 'member' ? type.member?.(fact.data) : undefined;
  return (id ?? fact.recorded.id) === member;
}

function about(command: Command, refs: References, then: (fact: Fact, concerned: Concerned) => Decision): Decision {
  const fact = factAt(refs.own(), command);
  return fact ? then(fact, concernedBy(refs.aggregate, fact, [])) : unknownEvent(command);
}

const unknownEvent = (command: Command) => refuse('not-found', `There is no event ${command.member} in this stream.`);

const factAt = (facts: readonly Fact[], { member }: Command): Fact | undefined =>
  facts.find(({ recorded }) => recorded.revision.toString() === member);

function typeOf<S>(aggregate: Aggregate<S>, fact: Fact): EventType {
  const type = aggregate.events.find((event) => event.type === fact.type);
  if (!type) throw new Error(`${aggregate.kind} knows no event ${fact.type}`);
  return type;
}

function concernedBy<S>(aggregate: Aggregate<S>, fact: Fact, after: readonly Name[]): Concerned {
  const { id, stream, revision } = fact.recorded;
  const type = typeOf(aggregate, fact);
  // A member that begins with its event has the event's id; the words said on it belong to it.
  const member = type.member?.(fact.data) ?? (type.begins === 'member' ? id : undefined);
  const named = [...concernedIn(type, fact.recorded.data), ...concernedIn(type, fact.data), ...after];
  return {
    stream,
    revision: revision.toString(),
    type: fact.type,
    ...(member !== undefined && { member }),
    ids: [...new Set(named.map((name) => name.id))],
    ...(aggregate.kind === 'structure' && {
      named: [...new Set(named.flatMap(({ to, id }) => (to ? `${to}/${id}` : [])))],
    }),
  };
}

interface Name {
  /** Absent for an event. */
  readonly to?: string;
  readonly id: string;
}

const idsOf = <S>(aggregate: Aggregate<S>, fact: Fact): string[] =>
  namedIn(typeOf(aggregate, fact), fact.data).map(({ id }) => id);

function namedIn(type: EventType, data: unknown): Name[] {
  const names: Name[] = [];
  walk(type.data, data, ({ leaf, value }) => {
    if (leaf.is === 'ref') names.push({ ...(leaf.to !== 'event' && { to: leaf.to }), id: value });
  });
  return names;
}

/** As `namedIn`; what is said of an event names all that the event does. */
function concernedIn(type: EventType, data: unknown): Name[] {
  const { concerned } = data as { readonly concerned?: Concerned };
  const kinds = new Map(concerned?.named?.map((name) => name.split('/').reverse() as [id: string, kind: string]));
  const others = (concerned?.ids ?? []).map((id): Name => {
    const to = kinds.get(id);
    return { ...(to !== undefined && { to }), id };
  });
  return [...namedIn(type, data), ...others];
}
