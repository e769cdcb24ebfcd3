import { accept, commandType, record, type Aggregate } from '../decider.js';
import type { EventOf } from '../event.js';
import type { Fact } from '../facts.js';
import { refuseForeignItem } from '../meeting/members.js';
import { refuseUnknownTerm } from '../partnership/vocabulary.js';
import { STATEMENT_VOCABULARY } from './statement.js';
import { StatementListRecorded, statementListEvents } from './statement.events.js';

export interface StatementListState {
  readonly recorded?: Fact<EventOf<typeof StatementListRecorded>>;
}

const recordStatementList = commandType({
  name: 'RecordStatementList',
  records: StatementListRecorded,
  roles: ['secretary'],
  body: StatementListRecorded.data,
  creates: true,
  decide: (_state: StatementListState, command, refs) =>
    (command.body.kind === undefined
      ? undefined
      : refuseUnknownTerm(refs, STATEMENT_VOCABULARY, command.body.kind, { ...command, pointer: '/kind' })) ??
    refuseForeignItem(command.body, refs) ??
    accept(record(StatementListRecorded, command, command.body)),
});

export const statementListAggregate: Aggregate<StatementListState> = {
  kind: 'statement-list',
  events: statementListEvents,
  initial: {},
  evolve: (_state, fact) => ({ recorded: fact as Fact<EventOf<typeof StatementListRecorded>> }),
  commands: [recordStatementList],
};
