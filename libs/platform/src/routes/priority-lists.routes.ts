import { onAnything, SOME, STATED, type Resource } from './route.js';

export const priorityLists: Resource = {
  tag: 'Priority lists',
  about: 'Lists of priorities: their entries from the long list to adoption and retirement, the wording, the cap.',
  path: 'priority-lists',
  kind: 'priority-list',
  commands: [
    {
      at: '',
      command: 'StartPriorityList',
      summary: 'Start a list of priorities',
      example: { title: 'Shared priorities', owner: { is: 'body', body: SOME.body }, ...STATED },
    },
    {
      at: ':id/entries',
      command: 'EnterPriority',
      summary: 'Put an entry on the list',
      example: { is: 'priority', text: 'Support the ageing population', place: 2, ...STATED },
    },
    {
      at: ':id/longlistings',
      command: 'NoteLonglist',
      summary: 'Note a long list whose contents are not on record',
      example: { contents: 'unknown', described: 'A long list of priorities', ...STATED },
    },
    {
      at: ':id/cap',
      command: 'SetPriorityCap',
      summary: 'Say how many priorities there may be, as a number or in words',
      example: { words: 'a small number', ...STATED },
    },
    {
      at: ':id/cap-exceptions',
      command: 'GrantCapException',
      summary: 'Allow more than the cap for a time',
      example: { extra: 1, decisionId: SOME.statement, ...STATED },
    },
    {
      at: ':id/orders',
      command: 'ReorderPriorities',
      summary: 'Put the entries in order',
      example: { order: [SOME.entry], ...STATED },
    },
    {
      at: ':id/locks',
      command: 'LockPriorityList',
      summary: 'Lock the whole list',
      example: { by: SOME.body, decisionId: SOME.statement, ...STATED },
    },
    {
      at: ':id/entries/:member/longlistings',
      command: 'LonglistPriority',
      summary: 'Put the entry on the long list',
      example: { ...STATED },
    },
    {
      at: ':id/entries/:member/shortlistings',
      command: 'ShortlistPriority',
      summary: 'Put the entry on the short list',
      example: { ...STATED },
    },
    {
      at: ':id/entries/:member/adoptions',
      command: 'AdoptPriority',
      summary: 'Adopt it as a priority',
      example: { decisionId: SOME.statement, ...STATED },
    },
    {
      at: ':id/entries/:member/retirements',
      command: 'RetirePriority',
      summary: 'Retire it',
      example: { reason: 'It was reached.', ...STATED },
    },
    {
      at: ':id/entries/:member/wordings',
      command: 'WordPriority',
      summary: 'Word it otherwise',
      example: { text: 'Support people as they age', ...STATED },
    },
    {
      at: ':id/entries/:member/challenges',
      command: 'ChallengeWording',
      summary: 'Challenge its wording',
      example: {
        alternative: 'healthy life-style choices',
        views: [
          { holder: { kind: 'collective', text: 'the Health Sector', resolution: 'none' }, view: 'for-alternative' },
        ],
        ...STATED,
      },
    },
    {
      at: ':id/entries/:member/resolutions',
      command: 'ResolveWording',
      summary: 'Settle a challenge of its wording',
      example: { challenge: SOME.event, outcome: 'kept', decisionId: SOME.statement, ...STATED },
    },
    {
      at: ':id/entries/:member/designations',
      command: 'DesignatePriority',
      summary: 'Say whether it counts as a priority, and on what grounds',
      example: { designation: 'priority', basis: 'decision', decisionId: SOME.statement, ...STATED },
    },
    {
      at: ':id/entries/:member/locks',
      command: 'LockPriority',
      summary: 'Lock the entry',
      example: { by: SOME.body, decisionId: SOME.statement, ...STATED },
    },
    ...onAnything('PriorityList'),
  ],
};
