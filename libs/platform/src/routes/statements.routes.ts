import { onAnything, SOME, STATED, type Resource } from './route.js';

export const statements: Resource = {
  tag: 'Statements',
  about: 'What was said, held or decided and is no work: aims, themes, principles, views, decisions.',
  path: 'statements',
  kind: 'statement',
  commands: [
    {
      at: '',
      command: 'RecordStatement',
      summary: 'Record a statement, in the words of the record',
      example: {
        kind: 'principle',
        label: '1',
        text: 'We must be more efficient',
        listId: SOME.list,
        place: 1,
        ...STATED,
      },
    },
    {
      at: ':id/names',
      command: 'NameStatement',
      summary: 'Say by what other name it goes',
      example: { name: 'Efficiency', ...STATED },
    },
    ...onAnything('Statement'),
  ],
};

export const statementLists: Resource = {
  tag: 'Statement lists',
  about: 'Lists of statements, some known only to exist.',
  path: 'statement-lists',
  kind: 'statement-list',
  commands: [
    {
      at: '',
      command: 'RecordStatementList',
      summary: 'Record a list of statements',
      example: { title: 'The key principles', kind: 'principle', contents: 'complete', ...STATED },
    },
    ...onAnything('StatementList'),
  ],
};
