import { GrantRequest, PartnershipId, RegistrationRequest } from '@app/domain';
import { type CommandRoute, type Resource } from './route.js';

/** Registering stands apart: nobody has a role yet in what is not there. */
export const registration: CommandRoute = {
  at: '',
  command: 'RegisterPartnership',
  summary: 'Register a partnership; who does so becomes its administrator, secretary and chair',
  asks: RegistrationRequest,
  example: { slug: 'anytown', name: 'Anytown Partnership', zone: 'Europe/London' },
};

export const Slug = PartnershipId.describe('What it is called in every address from now on; it cannot be changed.');

/** The partnership itself: its grants and its terms. */
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
      asks: GrantRequest,
      example: { issuer: 'urn:throughline:embedded', subject: 'somebody', roles: ['secretary', 'member'] },
    },
    {
      at: 'grants/:member/revocations',
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
