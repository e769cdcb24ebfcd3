import { type Resource } from './route.js';

/** What may be said of any event, in the stream that holds it; `:id` is its address. */
export const events: Pick<Resource, 'tag' | 'about' | 'path' | 'commands'> = {
  tag: 'Events',
  about: 'What stands behind every answer, and what may be said of it: amendments, disputes, certainties.',
  path: 'events',
  commands: [
    {
      at: ':id/amendments',
      command: 'AmendFact',
      summary: 'Correct the record itself: replace what an event says, whole, or withdraw it',
      example: {
        kind: 'transcription-error',
        replacement: { data: { kind: 'action', text: 'Map the services on offer' } },
        because: { words: 'A line was left out.' },
      },
    },
    {
      at: ':id/disputes',
      command: 'DisputeFact',
      summary: 'Hold that it is not so; both statements stay',
      example: { statement: 'We were not at that meeting.' },
    },
    {
      at: ':id/certainties',
      command: 'ReviseCertainty',
      summary: 'Confirm, drop or doubt what was likely or intended',
      example: { becomes: 'fact' },
    },
  ],
};
