import { onAnything, SOME, STATED, type Resource } from './route.js';

const BODY_AS_OWNER = { kind: 'body', id: SOME.body, text: 'the steering group', resolution: 'declared' } as const;
const SOMEBODY = { kind: 'person', id: SOME.person, text: 'A. N. Other', resolution: 'declared' } as const;

export const actions: Resource = {
  tag: 'Actions',
  about: 'Entries of action tables and work agreed on: who owns them, by when, and how they went.',
  path: 'actions',
  kind: 'action',
  commands: [
    {
      at: '',
      command: 'RecordAction',
      summary: 'Record an entry, in the words of the record',
      example: { kind: 'action', text: 'Map the services on offer', meetingId: SOME.meeting, ...STATED },
    },
    {
      at: ':id/assignments',
      command: 'AssignAction',
      summary: 'Say who owns it from now on, all of them',
      example: { owners: [BODY_AS_OWNER, SOMEBODY], lead: 0, standsIn: 'column', ...STATED },
    },
    {
      at: ':id/transfers',
      command: 'TransferAction',
      summary: 'Move it from named owners to others',
      example: { from: [{ kind: 'person', id: SOME.person }], owners: [BODY_AS_OWNER], ...STATED },
    },
    {
      at: ':id/releases',
      command: 'ReleaseAction',
      summary: 'Say that its owners, or some of them, own it no longer',
      example: { from: [{ kind: 'person', id: SOME.person }], ...STATED },
    },
    {
      at: ':id/due-dates',
      command: 'SetActionDue',
      summary: 'Say by when it is wanted, in the words of the record',
      example: {
        due: [
          { text: 'by the end of August', edtf: '[..2011-08-31]', role: 'due', strictness: 'hard', basis: 'inferred' },
        ],
        ...STATED,
      },
    },
    {
      at: ':id/progress',
      command: 'ReportActionProgress',
      summary: 'Report how it is getting on',
      example: { report: 'A first draft went round.', by: SOMEBODY, ...STATED },
    },
    {
      at: ':id/completions',
      command: 'CompleteAction',
      summary: 'Say that it is done',
      example: { outcome: 'The map was published.', ...STATED },
    },
    {
      at: ':id/reopenings',
      command: 'ReopenAction',
      summary: 'Make it work again after it was completed or withdrawn',
      example: { because: { words: 'Two districts were missing.' }, ...STATED },
    },
    {
      at: ':id/withdrawals',
      command: 'WithdrawAction',
      summary: 'Give it up without its being done',
      example: { because: { words: 'The grant was refused.' }, ...STATED },
    },
    {
      at: ':id/reclassifications',
      command: 'ReclassifyAction',
      summary: 'Say that the entry is of another kind',
      example: { kind: 'challenge', ...STATED },
    },
    {
      at: ':id/escalations',
      command: 'EscalateAction',
      summary: 'Bring it before somebody else, without a change of owner',
      example: { to: BODY_AS_OWNER, reason: 'No agreement on the budget.', ...STATED },
    },
    {
      at: ':id/links',
      command: 'LinkAction',
      summary: 'Say how it stands to something else on record: an entry, a statement, a priority, an option of a vote',
      example: { link: 'restates', to: { kind: 'action', id: SOME.action }, basis: 'inferred', ...STATED },
    },
    ...onAnything('Action'),
  ],
};
