import { onAnything, STATED, type Resource } from './route.js';

export const documents: Resource = {
  tag: 'Documents',
  about: 'The papers themselves, by lines, so that every fact can say where it stands.',
  path: 'documents',
  kind: 'document',
  commands: [
    {
      at: '',
      command: 'FileDocument',
      summary: 'File a paper: what it is, and the digest that its text must have',
      example: {
        title: 'Minutes of the Improvement Group, November 2011',
        date: '2011-11',
        digest: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        lineCount: 281,
        parts: 1,
      },
    },
    {
      at: ':id/text',
      command: 'FileDocumentText',
      summary: 'File a part of its text, at most 512 KiB',
      example: { part: 1, text: 'Improvement Group\n\n1.0 Welcome\n' },
    },
    {
      at: ':id/attributions',
      command: 'AttributeDocument',
      summary: 'Say who wrote, signed or took down the paper or some lines of it',
      example: { to: null, as: 'author', ...STATED },
    },
    ...onAnything('Document'),
  ],
};
