import { gaps, STATED, type Resource } from './route.js';

export const bodies: Resource = {
  tag: 'Bodies',
  about: 'Boards, groups and teams, and classes of them in words.',
  path: 'bodies',
  kind: 'structure',
  commands: [
    {
      at: '',
      command: 'EstablishBody',
      summary: 'Put a body on record',
      example: { name: 'Improvement Group', kind: 'group', acronym: 'IG', ...STATED },
    },
    {
      at: ':id/names',
      command: 'NameBody',
      summary: 'Say what the body is called, for a time',
      example: { name: 'Improvement Board', kind: 'primary', ...STATED },
    },
    gaps('Body'),
  ],
};

export const organisations: Resource = {
  tag: 'Organisations',
  about: 'Councils, trusts, companies and charities: outside the tree of bodies.',
  path: 'organisations',
  kind: 'structure',
  commands: [
    {
      at: '',
      command: 'IntroduceOrganisation',
      summary: 'Put an organisation on record',
      example: { name: 'The District Council', sort: 'district council', ...STATED },
    },
    {
      at: ':id/names',
      command: 'NameOrganisation',
      summary: 'Say what the organisation is called, for a time',
      example: { name: 'DC', kind: 'acronym', ...STATED },
    },
    gaps('Organisation'),
  ],
};
