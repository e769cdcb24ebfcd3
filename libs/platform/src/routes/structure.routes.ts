import { onAnything, SOME, STATED, type Resource } from './route.js';

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
    {
      at: ':id/mandates',
      command: 'MandateBody',
      summary: 'Say what the body is for',
      example: { mandate: 'To set the vision', area: 'The county', ...STATED },
    },
    {
      at: ':id/frequencies',
      command: 'SetMeetingFrequency',
      summary: 'Say how often it meets, in the words of the record',
      example: { frequency: 'twice a year', timesAYear: 2, ...STATED },
    },
    {
      at: ':id/phases',
      command: 'SetBodyPhase',
      summary: 'Set its phase on one of the two timelines',
      example: { axis: 'operating', phase: 'shadow', effectiveTo: '2012-04', ...STATED },
    },
    {
      at: ':id/relations',
      command: 'StateRelation',
      summary: 'Say how it stands to another body or an organisation',
      example: { type: 'reportsTo', to: { kind: 'body', id: SOME.body }, ...STATED },
    },
    {
      at: ':id/relations/denials',
      command: 'DenyRelation',
      summary: 'Record that such a relation does not hold',
      example: { type: 'holdsToAccount', to: { kind: 'body', id: SOME.body }, ...STATED },
    },
    {
      at: ':id/relations/:member/endings',
      command: 'EndRelation',
      summary: 'End a stated relation, or a denial',
      example: { ...STATED },
    },
    {
      at: ':id/seats',
      command: 'CreateSeat',
      summary: 'Record a seat',
      example: {
        described: 'Business representation',
        category: 'core',
        posts: { taken: 'one', of: [{ text: 'Chair of the LEP' }] },
        ...STATED,
      },
    },
    {
      at: ':id/seats/:member/holders',
      command: 'FillSeat',
      summary: 'Say who holds the seat',
      example: {
        holder: { kind: 'person', id: SOME.person, text: 'A. N. Other', resolution: 'declared' },
        role: 'Chair',
        ...STATED,
      },
    },
    {
      at: ':id/seats/:member/holders/:sub/vacancies',
      command: 'VacateSeat',
      summary: 'Say that a holder leaves the seat',
      example: { reason: 'Retired', ...STATED },
    },
    {
      at: ':id/contact-points',
      command: 'SetBodyContact',
      summary: 'Say whom to ask about the body',
      example: {
        contacts: [{ kind: 'person', id: SOME.person, text: 'A. N. Other', resolution: 'declared' }],
        ...STATED,
      },
    },
    {
      at: ':id/decision-rights',
      command: 'StateDecisionRight',
      summary: 'Say what it decides, helps to decide or finalises',
      example: { right: 'decides', what: 'the priorities', ...STATED },
    },
    {
      at: ':id/identities',
      command: 'IdentifyBody',
      summary: 'Say whether it is the same as another entry',
      example: { other: { kind: 'body', id: SOME.body }, verdict: 'open', basis: 'inferred', ...STATED },
    },
    ...onAnything('Body'),
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
    {
      at: ':id/contact-points',
      command: 'SetOrganisationContact',
      summary: 'Say whom to ask about the organisation',
      example: {
        contacts: [{ kind: 'person', id: SOME.person, text: 'A. N. Other', resolution: 'declared' }],
        ...STATED,
      },
    },
    {
      at: ':id/identities',
      command: 'IdentifyOrganisation',
      summary: 'Say whether it is the same as another entry',
      example: { outside: { scheme: 'company number', id: '01234567' }, verdict: 'same', basis: 'stated', ...STATED },
    },
    ...onAnything('Organisation'),
  ],
};

export const restructures: Resource = {
  tag: 'Restructures',
  about: 'Changes of the structure, from proposal to implementation, with what becomes of the work of bodies that end.',
  path: 'restructures',
  kind: 'structure',
  commands: [
    {
      at: '',
      command: 'ProposeRestructure',
      summary: 'Put a restructure forward',
      example: { title: 'One board for two', changes: [{ kind: 'dissolve', original: [SOME.body] }], ...STATED },
    },
    {
      at: ':id/agreements',
      command: 'AgreeRestructure',
      summary: 'Record that it was agreed',
      example: { by: [SOME.body], ...STATED },
    },
    {
      at: ':id/implementations',
      command: 'ImplementRestructure',
      summary: 'Make the change, with what becomes of the work',
      example: { dispositions: [{ body: SOME.body, work: { is: 'not-recorded' } }], ...STATED },
    },
    {
      at: ':id/abandonments',
      command: 'AbandonRestructure',
      summary: 'Give it up',
      example: { reason: 'The grant ended.', ...STATED },
    },
    ...onAnything('Restructure'),
  ],
};
