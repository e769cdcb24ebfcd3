import {
  accept,
  commandType,
  record,
  refuse,
  type Aggregate,
  type Command,
  type Decision,
  type References,
} from '../decider.js';
import type { EventOf } from '../event.js';
import type { Fact } from '../facts.js';
import { foldName } from '../folding.js';
import { isFirm } from '../in-force.js';
import { refuseForeignItem } from '../meeting/members.js';
import { certainEnd, refuseEndedBody } from '../structure/body-ended.js';
import { refuseUnknownTerm } from '../partnership/vocabulary.js';
import { addDays, overlaps } from '../time/index.js';
import { refuseLateParent } from '../parent.js';
import { refuseWordless } from '../wordless.js';
import { StatementNamed, StatementRecorded, statementEvents, type StatementEvent } from './statement.events.js';

/** Statements are never owned and never due: there is no command that would make them so. */
export interface StatementState {
  readonly recorded?: Fact<EventOf<typeof StatementRecorded>>;
  /** In the order of the log. */
  readonly names: readonly Fact<EventOf<typeof StatementNamed>>[];
}

type Said = EventOf<typeof StatementRecorded>['data'];

const recordStatement = commandType({
  name: 'RecordStatement',
  records: StatementRecorded,
  roles: ['secretary', 'chair'],
  body: StatementRecorded.data,
  creates: true,
  decide: (_state: StatementState, command, refs) =>
    refuseWordless(command.body) ??
    refuseUnknownTerm(refs, STATEMENT_VOCABULARY, command.body.kind, { ...command, pointer: '/kind' }) ??
    refuseDeciders(command.body) ??
    refuseEndedDecider(command, refs) ??
    refusePlace(command.body) ??
    refuseLateParent('statement', command, refs) ??
    refuseForeignItem(command.body, refs) ??
    accept(record(StatementRecorded, command, command.body)),
});

/** The vocabulary in which a partnership says what it calls the kinds of its statements. */
export const STATEMENT_VOCABULARY = 'statement-kinds';

function refuseDeciders({ kind, decidedBy }: Said): Decision | undefined {
  if (kind === 'decision' || decidedBy === undefined) return undefined;
  return refuse('not-a-decision', `Nobody decides a statement of kind ${kind}: only a decision has deciding bodies.`, {
    pointers: ['/decidedBy'],
  });
}

/** A body may decide on the last of its days, and on that of its end. */
function refuseEndedDecider({ body, ...command }: Command<Said>, refs: References): Decision | undefined {
  const { earliest } = command.effectiveFrom;
  if (earliest === null) return undefined;
  const facts = refs.facts('structure', '');
  const dayBefore = { ...command.effectiveFrom, earliest: addDays(earliest, -1) };
  for (const [i, bodyId] of (body.decidedBy ?? []).entries()) {
    if (!certainEnd(facts, bodyId, dayBefore)) continue;
    const refused = refuseEndedBody(facts, bodyId, command, [`/decidedBy/${i}`]);
    if (refused) return refused;
  }
  return undefined;
}

function refusePlace({ place, listId }: Said): Decision | undefined {
  if (place === undefined || listId !== undefined) return undefined;
  return refuse('place-without-list', 'A place is one in a list: name the list.', { pointers: ['/place'] });
}

const nameStatement = commandType({
  name: 'NameStatement',
  records: StatementNamed,
  roles: ['secretary'],
  body: StatementNamed.data,
  decide: (state: StatementState, command) =>
    refuseNameGiven(state, command) ?? accept(record(StatementNamed, command, command.body)),
});

/** Refused where it certainly goes by that name then, as its title or by an earlier naming. */
function refuseNameGiven(
  { recorded, names }: StatementState,
  command: Command<EventOf<typeof StatementNamed>['data']>,
): Decision | undefined {
  const name = foldName(command.body.name);
  const { effectiveFrom: from, effectiveTo: to } = command;
  const isGiven = (fact: (typeof names)[number]) =>
    foldName(fact.data.name) === name &&
    isFirm(fact) &&
    overlaps({ from: fact.effectiveFrom, to: fact.effectiveTo }, { from, to }) === true;
  const given =
    recorded?.data.title !== undefined && foldName(recorded.data.title) === name ? recorded : names.find(isGiven);
  return (
    given && refuse('name-already-given', 'It goes by that name already.', { pointers: ['/name'], evidence: [given] })
  );
}

function evolve(state: StatementState, said: Fact): StatementState {
  const fact = said as Fact<StatementEvent>;
  switch (fact.type) {
    case 'StatementRecorded':
      return { ...state, recorded: fact };
    case 'StatementNamed':
      return { ...state, names: [...state.names, fact] };
    default: {
      const never: never = fact;
      return never;
    }
  }
}

export const statementAggregate: Aggregate<StatementState> = {
  kind: 'statement',
  events: statementEvents,
  initial: { names: [] },
  evolve,
  commands: [recordStatement, nameStatement],
};
