import { accept, commandType, record, type Aggregate } from '../decider.js';
import type { Fact } from '../facts.js';
import {
  StatementListRecorded, statementListEvents,
} from './statement.events.js'; // prettier-ignore

export interface StatementListState {
  /** In the order of the log. */
  readonly facts: readonly Fact[];
}

const recordStatementList = commandType({
  name: 'RecordStatementList',
  records: StatementListRecorded,
  roles: ['secretary'],
  body: StatementListRecorded.data,
  creates: true,
  decide: (_state: StatementListState, command) => accept(record(StatementListRecorded, command, command.body)),
});

export const statementListAggregate: Aggregate<StatementListState> = {
  kind: 'statement-list',
  events: statementListEvents,
  initial: { facts: [] },
  evolve: (state, fact) => ({ facts: [...state.facts, fact] }),
  commands: [recordStatementList],
};
