import { z } from 'zod';
import { eventType, type EventOf } from '../event.js';
import { personWords, ref } from '../schema.js';
import { Basis } from '../source.js';

export const PersonIntroduced = eventType(
  'PersonIntroduced',
  z.strictObject({
    name: personWords(300).describe('As printed, without titles: "A. N. Other" of "Cllr A. N. Other".'),
    title: personWords(100).optional().describe('"Cllr", "Sir".'),
    knownAs: personWords(300).optional().describe('The short form that the record uses: a first name, a nickname.'),
  }),
  { dates: 'state', begins: 'thing', summary: 'A person appears in the record, under a name as printed.' },
);

export const PersonNamed = eventType(
  'PersonNamed',
  z.strictObject({
    name: personWords(300),
    kind: z
      .enum(['name', 'title', 'alias', 'misprint'])
      .describe('`name` and `title` replace the earlier one; the others stand beside it.'),
  }),
  { dates: 'state', summary: 'A person goes by a name or title too, or is misprinted so.' },
);

export const PersonsIdentified = eventType(
  'PersonsIdentified',
  z.strictObject({
    other: ref('person'),
    verdict: z.enum(['same', 'different', 'open']),
    basis: Basis,
  }),
  { dates: 'state', summary: 'Two entries are one person, are two, or cannot be told apart yet.' },
);

export const ContactRecorded = eventType(
  'ContactRecorded',
  z.strictObject({
    kind: z.enum(['email', 'telephone', 'address', 'other']),
    value: personWords(500),
  }),
  { dates: 'state', summary: 'How a person can be reached.' },
);

export const PersonErased = eventType(
  'PersonErased',
  z.strictObject({
    reason: z
      .enum(['requested', 'no-longer-needed', 'consent-withdrawn', 'unlawful', 'legal-obligation'])
      .describe('A code, since words about a person would have to be erased with the person.'),
  }),
  {
    dates: 'happening',
    amendable: false,
    summary:
      'Everything sealed with the person’s key becomes unreadable, for every date; nothing can be sealed with it again.',
  },
);

export const personEvents = [PersonIntroduced, PersonNamed, PersonsIdentified, ContactRecorded, PersonErased] as const;
export type PersonEvent = EventOf<(typeof personEvents)[number]>;
