import type { Holder } from './members.js';

const holder = (kind: Holder['kind'], noun: string, path: string, begins: string): Holder => ({
  kind,
  noun,
  path,
  inTime: true,
  begins: ({ type }) => type === begins,
});

export const STATEMENTS = holder('statement', 'Statement', 'statements', 'StatementRecorded');
export const STATEMENT_LISTS = holder('statement-list', 'StatementList', 'statement-lists', 'StatementListRecorded');
export const VOTES = holder('vote', 'Vote', 'votes', 'VoteOpened');
export const PRIORITY_LISTS = holder('priority-list', 'PriorityList', 'priority-lists', 'PriorityListStarted');
export const CALLS = holder('call', 'Call', 'calls', 'OffersCalled');
/** On record from its proposal on, whenever it takes effect. */
export const RESTRUCTURES: Holder = {
  ...holder('restructure', 'Restructure', 'restructures', 'RestructureProposed'),
  inTime: false,
};
