import { accept, commandType, record, type Aggregate } from '../decider.js';
import type { Fact } from '../facts.js';
import {
  StatementNamed, StatementRecorded, statementEvents,
} from './statement.events.js'; // prettier-ignore

export interface StatementFacts {
  /** In the order of the log. */
  readonly facts: readonly Fact[];
}

const recordStatement = commandType({
  name: 'RecordStatement',
  records: StatementRecorded,
  roles: ['secretary', 'chair'],
  body: StatementRecorded.data,
  creates: true,
  decide: (_state: StatementFacts, command) => accept(record(StatementRecorded, command, command.body)),
});

const nameStatement = commandType({
  name: 'NameStatement',
  records: StatementNamed,
  roles: ['secretary'],
  body: StatementNamed.data,
  decide: (_state: StatementFacts, command) => accept(record(StatementNamed, command, command.body)),
});

export const statementAggregate: Aggregate<StatementFacts> = {
  kind: 'statement',
  events: statementEvents,
  initial: { facts: [] },
  evolve: (state, fact) => ({ facts: [...state.facts, fact] }),
  commands: [recordStatement, nameStatement],
};
