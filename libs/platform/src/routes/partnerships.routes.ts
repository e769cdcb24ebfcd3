import { type Resource } from './route.js';

/** The partnership itself, its grants and its terms. Registering one stands apart: nobody has a role in it yet. */
export const partnership: Resource = {
  tag: 'Partnership',
  about: 'Who may do what in a partnership, and in which terms it speaks.',
  path: '',
  kind: 'partnership',
  commands: [
    {
      at: 'grants',
      command: 'GrantAccess',
      summary: 'Let whoever a token names do what the roles allow',
      example: { issuer: 'urn:throughline:embedded', subject: 'somebody', roles: ['secretary', 'member'] },
    },
    {
      at: 'grants/:grant/revocations',
      command: 'RevokeAccess',
      summary: 'End a grant',
      example: { because: { words: 'They have left the partnership.' } },
    },
    {
      at: 'vocabularies',
      command: 'SetVocabulary',
      summary: 'Set the partnership’s own terms for something, as a whole',
      example: { name: 'attendance-capacities', terms: [{ term: 'facilitator', meaning: 'leads the session' }] },
    },
  ],
};
