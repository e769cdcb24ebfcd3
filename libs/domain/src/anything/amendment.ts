import { z } from 'zod';
import {
  accept, commandType, fold, record, refuse,
  type Aggregate, type Command, type CommandType, type Decision, type References,
} from '../decider.js'; // prettier-ignore
import { refuseSaying } from '../decide.js';
import { Statement, type CommandPath, type EventType } from '../event.js';
import { factsOf, type Fact } from '../facts.js';
import { parseStreamId, isSingle } from '../ids.js';
import { upheld } from '../upheld.js';
import {
  AMENDMENT_KINDS,
  anythingEvents,
  CertaintyRevised,
  FactAmended,
  FactDisputed,
  type Concerned,
} from './anything.events.js';
import { concernedBy, concernedIn, factAt, idsOf, typeOf, unknownEvent } from './concerned.js';
import { replacementInvalid, withoutKept, type Payload } from './replacement.js';

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
export const amendFact = <S>(aggregate: () => Aggregate<S>): CommandType<S> =>
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
