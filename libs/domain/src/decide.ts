import { refuse, type Aggregate, type Command, type CommandType, type Decision, type References } from './decider.js';
import { documentAggregate, type DocumentState } from './document/document.js';
import type { Statement } from './event.js';
import { Statement as StatementSchema } from './event.js';
import type { Fact } from './facts.js';
import { fold } from './decider.js';
import { STREAM_KINDS, type EventId, type StreamKind } from './ids.js';
import { walk, type RefKind } from './schema.js';
import type { Source } from './source.js';
import { quoteMatches } from './document/lines.js';
import { refuseUnknown } from './unknown-reference.js';
import { isBefore, isOnOrBefore, notLaterThan, onDay, type Day } from './time/index.js';

/** A command as the edge passes it on: validated in shape, defaults not filled in. */
export interface Proposal {
  readonly name: string;
  readonly target: string;
  readonly member?: string;
  readonly sub?: string;
  readonly body: unknown;
  readonly statement: Statement;
  readonly today: Day;
  readonly actor: string;
  readonly eventId: EventId;
}

export interface Named {
  readonly to: RefKind;
  readonly id: string;
  readonly pointer: string;
}

/** Everything that a proposal names: what the runner loads, and what must exist. */
export const namedBy = (type: CommandType<never>, { body, statement }: Proposal): Named[] =>
  namesIn(type, body, statement);

function namesIn(type: CommandType<never>, body: unknown, said: Pick<Statement, 'sources' | 'because'>): Named[] {
  const named: Named[] = [];
  const visit: Parameters<typeof walk>[2] = ({ leaf, value, pointer }) => {
    if (leaf.is === 'ref') named.push({ to: leaf.to, id: value, pointer });
  };
  walk(type.body, body, visit);
  walk(StatementSchema, said, visit);
  return named;
}

/** The stream in which a named thing stands; undefined for members, which the decider of their stream knows. */
export function streamKindOf(to: RefKind): StreamKind | undefined {
  if (to in MEMBERS) return 'structure';
  return STREAM_KINDS.find((kind) => kind === to);
}

/**
 * Decides a command on the facts of its stream: first what holds for every command (the thing is there, the dates make
 * sense, what is old has a source, what is named exists, what is quoted stands there), then the command's own rule.
 * `state`: what the facts fold to, for whoever has it at hand.
 */
export function decide<S>(
  aggregate: Aggregate<S>,
  facts: readonly Fact[],
  proposal: Proposal,
  refs: References,
  state: S = fold(aggregate, facts),
): Decision {
  const type = aggregate.commands.find(({ name }) => name === proposal.name);
  if (!type) throw new Error(`${aggregate.kind} knows no command ${proposal.name}`);
  const command = withDefaults(type, proposal);
  return (
    refuseExistence(aggregate.kind, type, facts, command) ??
    refuseSaying(type, command, refs) ??
    type.decide(state, command as Command<never>, refs)
  );
}

/** What holds of everything that is said: as a command, or in the place of what an earlier one said. */
export const refuseSaying = (type: CommandType<never>, command: Command, refs: References): MaybeRefusal =>
  refuseDates(command) ?? refuseNames(type, command, refs) ?? refuseQuotes(command, refs);

function withDefaults(type: CommandType<never>, { statement, ...proposal }: Proposal): Command {
  const statedOn = statement.statedOn ?? onDay(proposal.today);
  const effectiveFrom =
    statement.effectiveFrom ?? (type.records.dates === 'happening' ? statedOn : notLaterThan(statedOn));
  return {
    ...proposal,
    statedOn,
    effectiveFrom,
    ...(statement.effectiveTo && { effectiveTo: statement.effectiveTo }),
    sources: statement.sources ?? [],
    certainty: statement.certainty ?? 'fact',
    ...(statement.because && { because: statement.because }),
  };
}

type MaybeRefusal = Extract<Decision, { ok: false }> | undefined;

function refuseExistence(
  kind: StreamKind,
  type: CommandType<never>,
  facts: readonly Fact[],
  command: Command,
): MaybeRefusal {
  const [first] = facts;
  if (type.creates) {
    return first && refuse('already-exists', `This ${kind} is on record already.`, { evidence: [first] });
  }
  // The structure begins with its first body; every other stream is begun by a command of its own.
  if (!first) return kind === 'structure' ? undefined : refuse('not-found', `There is no ${kind} ${command.target}.`);
  const mends = type.records.type === 'FactAmended';
  return first.withdrawn && kind !== 'structure' && !mends
    ? refuse('withdrawn', `This ${kind} was withdrawn as recorded in error.`, { evidence: [first] })
    : undefined;
}

function refuseDates({ statedOn, effectiveFrom, effectiveTo, sources, today, amends }: Command): MaybeRefusal {
  if (isBefore(onDay(today), statedOn) === true) {
    return refuse('stated-in-the-future', `Nothing can have been stated on ${statedOn.edtf}: today is ${today}.`, {
      pointers: ['/statedOn'],
      details: { today },
    });
  }
  // What was recorded on the day it was stated needs no source to be corrected later.
  const neededNone = amends?.sources.length === 0 && amends.statedOn.edtf === statedOn.edtf;
  if (isBefore(statedOn, onDay(today)) === true && sources.length === 0 && !neededNone) {
    return refuse('source-required', 'What was stated before today needs a source: a document, a meeting or words.', {
      pointers: ['/sources'],
      details: { statedOn: statedOn.edtf, today },
    });
  }
  if (effectiveTo && isOnOrBefore(effectiveTo, effectiveFrom) === true) {
    return refuse('ends-before-it-begins', `A period from ${effectiveFrom.edtf} cannot end on ${effectiveTo.edtf}.`, {
      pointers: ['/effectiveTo'],
    });
  }
  return undefined;
}

function refuseNames(type: CommandType<never>, { body, sources, because }: Command, refs: References): MaybeRefusal {
  const said = { sources: [...sources], ...(because && { because }) };
  const missing = namesIn(type, body, said).filter((named) => !exists(named, refs));
  return missing.length === 0
    ? undefined
    : refuseUnknown(...missing.map(({ to, id, pointer }) => ({ kind: to, id, pointer })));
}

function exists({ to, id }: Named, refs: References): boolean {
  const kind = streamKindOf(to);
  if (kind === undefined) return true;
  if (kind !== 'structure') {
    const [first] = refs.facts(kind, id);
    return first !== undefined && !first.withdrawn;
  }
  return refs.facts('structure', '').some((fact) => !fact.withdrawn && beginsMember(fact, to, id));
}

/** What the structure's stream holds: the event that begins it, and the field with its id where that is not the event's. */
const MEMBERS: Partial<Record<RefKind, readonly [type: string, id?: string]>> = {
  body: ['BodyEstablished', 'bodyId'],
  organisation: ['OrganisationIntroduced', 'organisationId'],
  restructure: ['RestructureProposed', 'restructureId'],
  seat: ['SeatCreated'],
};

function beginsMember(fact: Fact, to: RefKind, id: string): boolean {
  const [type, field] = MEMBERS[to] ?? [];
  if (fact.type !== type) return false;
  return (field === undefined ? fact.recorded.id : (fact.data as Record<string, unknown>)[field]) === id;
}

/** Text that is not filed yet cannot be compared: such a source stays unverified until an answer compares it. */
function refuseQuotes(command: Command, refs: References): MaybeRefusal {
  const cited = [
    ...command.sources.map((source, i) => ({ source, pointer: `/sources/${i}` })),
    ...(command.because?.cites ?? []).map((source, i) => ({ source, pointer: `/because/cites/${i}` })),
  ];
  for (const { source, pointer } of cited) {
    if (!('documentId' in source)) continue;
    const document = refs.get(documentAggregate, source.documentId);
    const refusal = document && refuseLines(document, source, pointer);
    if (refusal) return refusal;
  }
  return undefined;
}

function refuseLines(
  document: DocumentState,
  { lines, quote }: Extract<Source, { documentId: string }>,
  pointer: string,
): MaybeRefusal {
  if (document.lineCount !== undefined && lines.to > document.lineCount) {
    return refuse('lines-out-of-range', `The document has ${document.lineCount} lines.`, {
      pointers: [`${pointer}/lines`],
      details: { lineCount: document.lineCount },
    });
  }
  if (quote === undefined || document.lines === undefined) return undefined;
  const printed = document.lines.slice(lines.from - 1, lines.to);
  if (quoteMatches(printed, quote)) return undefined;
  return refuse('quote-mismatch', 'The quoted words do not stand at these lines of the document.', {
    pointers: [`${pointer}/quote`],
    details: { lines },
  });
}
