import { z } from 'zod';
import { Role } from '../decider.js';
import { eventType, type EventOf } from '../event.js';
import { clearText, ref, words } from '../schema.js';
import { DEFAULT_ZONE, TimeZone } from '../time/index.js';

/** What a client says of a new partnership; its slug is in the request too, and becomes the target. */
export const RegistrationRequest = z
  .strictObject({
    name: clearText(),
    zone: TimeZone.default(DEFAULT_ZONE).describe('Decides on which day an instant falls, and what “today” is.'),
  })
  .meta({ id: 'Registration' });

const digestKey = clearText(64).describe(
  'Names the key of this partnership’s keyed digests; it is kept outside the log.',
);

export const PartnershipRegistered = eventType('PartnershipRegistered', RegistrationRequest.extend({ digestKey }), {
  dates: 'happening',
  begins: 'thing',
  amendable: false,
  summary: 'A partnership keeps its record here from now on.',
});

/** What a client says of a new grant; the actor’s id is made of issuer and subject. */
export const GrantRequest = z
  .strictObject({
    issuer: words(500),
    subject: words(500),
    roles: z.array(Role).min(1).max(Role.options.length),
    personId: ref('person').optional(),
  })
  .meta({ id: 'Grant' });

const actorId = clearText(100).describe('Opaque: a keyed digest of issuer and subject.');

export const AccessGranted = eventType('AccessGranted', GrantRequest.extend({ actorId }), {
  dates: 'happening',
  begins: 'member',
  amendable: false,
  summary:
    'Whoever a token names may do what the roles allow; a new partnership’s first one stands in the same append.',
});

/** As the edge completes it: the key that the new partnership will have, and whom the token names. */
export const Registration = RegistrationRequest.extend({ digestKey }).extend(
  GrantRequest.pick({ issuer: true, subject: true }).shape,
);

export const AccessRevoked = eventType('AccessRevoked', z.strictObject({ grant: ref('event') }), {
  dates: 'happening',
  member: ({ grant }) => grant,
  amendable: false,
  summary: 'A grant ends.',
});

export const VocabularySet = eventType(
  'VocabularySet',
  z.strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]{1,62}$/, 'lower-case letters, digits and hyphens')
      .describe('What the terms are for: "attendance-capacities", "statement-kinds", "roles".'),
    terms: z
      .array(z.strictObject({ term: clearText(100), meaning: clearText(300).optional() }))
      .max(200)
      .refine((terms) => new Set(terms.map(({ term }) => term)).size === terms.length, 'a term must not stand twice'),
  }),
  {
    dates: 'happening',
    summary: 'The partnership’s own terms for something, as a whole; they replace the earlier ones.',
  },
);

export const partnershipEvents = [PartnershipRegistered, AccessGranted, AccessRevoked, VocabularySet] as const;
export type PartnershipEvent = EventOf<(typeof partnershipEvents)[number]>;
