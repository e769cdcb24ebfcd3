import { z } from 'zod';
import { eventType, type EventOf } from '../event.js';
import { Party } from '../party.js';
import { ref, words } from '../schema.js';
import { fuzzyDate } from '../time/index.js';

export const OffersCalled = eventType(
  'OffersCalled',
  z.strictObject({
    text: words(4_000).optional().describe('The call as printed.'),
    title: words(300).optional().describe('A short title of one’s own.'),
    addressees: z.array(Party).max(200).optional().describe('Who is asked; words for several stay words.'),
    actions: z.array(ref('action')).max(200).optional().describe('For which actions.'),
    deadline: z
      .array(fuzzyDate(words(500)))
      .max(10)
      .optional(),
    receivedBy: Party.optional().describe('To whom offers go.'),
    purpose: words(2_000).optional().describe('What they are for, as printed.'),
    terms: words(2_000).optional().describe('As printed: "each may decide".'),
    meetingId: ref('meeting').optional(),
    agendaItemId: ref('agenda-item').optional().describe('An item of that meeting.'),
  }),
  { dates: 'happening', begins: 'thing', summary: 'Several are asked what they can offer; each decides.' },
);

export const OfferMade = eventType(
  'OfferMade',
  z.strictObject({
    by: Party,
    offer: words(4_000).optional(),
    actions: z.array(ref('action')).max(50).optional().describe('Of those called for.'),
  }),
  { dates: 'happening', begins: 'member', summary: 'Somebody offers something.' },
);

export const OfferDeclined = eventType(
  'OfferDeclined',
  z.strictObject({ by: Party, reason: words(2_000).optional() }),
  { dates: 'happening', summary: 'Somebody offers nothing, as everybody may.' },
);

const acceptance = { by: Party.optional(), terms: words(2_000).optional() };
export const AcceptancePayload = z.strictObject(acceptance).meta({ id: 'OfferAcceptance' });

export const OfferAccepted = eventType('OfferAccepted', z.strictObject({ offerId: ref('event'), ...acceptance }), {
  dates: 'happening',
  member: ({ offerId }) => offerId,
  summary: 'An offer is accepted; it assigns nobody by itself.',
});

export const callEvents = [OffersCalled, OfferMade, OfferDeclined, OfferAccepted] as const;
export type CallEvent = EventOf<(typeof callEvents)[number]>;
