import { KEY_DESTRUCTION } from '@app/eventing';
import { onAnything, SOME, STATED, type Resource } from './route.js';

export const people: Resource = {
  tag: 'People',
  about: 'Those whom the record names. Names and contacts are sealed with a key of each person’s own.',
  path: 'people',
  kind: 'person',
  commands: [
    {
      at: '',
      command: 'IntroducePerson',
      summary: 'Introduce a person, under a name as printed',
      example: { name: 'A. N. Other', title: 'Cllr', ...STATED },
    },
    {
      at: ':id/names',
      command: 'NamePerson',
      summary: 'Say what else the person is called',
      example: { name: 'A. N. Othr', kind: 'misprint', ...STATED },
    },
    {
      at: ':id/contacts',
      command: 'RecordContact',
      summary: 'Say how the person can be reached',
      example: { kind: 'other', value: 'through the partnership’s office' },
    },
    {
      at: ':id/identities',
      command: 'IdentifyPersons',
      summary: 'Say that two entries are one person, are two, or cannot be told apart',
      example: { other: SOME.person, verdict: 'open', basis: 'inferred', ...STATED },
    },
    {
      at: ':id/erasures',
      command: 'ErasePerson',
      summary: 'Make everything sealed with the person’s key unreadable, for every date',
      example: { reason: 'requested' },
      followedBy: KEY_DESTRUCTION,
    },
    ...onAnything('Person'),
  ],
};
