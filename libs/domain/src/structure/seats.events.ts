import { z } from 'zod';
import { eventType } from '../event.js';
import { Party } from '../party.js';
import { clearText, ref, words } from '../schema.js';

const Post = z
  .strictObject({
    text: words(300).describe('As printed: "Chair of the LEP".'),
    bodyId: ref('body').optional().describe('The body whose post it is.'),
    organisationId: ref('organisation').optional().describe('The organisation whose post it is.'),
  })
  .meta({ id: 'Post' });

const seat = {
  described: words(500).describe('As printed: "District Council Representation".'),
  category: clearText(100).optional().describe('In the partnership’s own terms: "core", "co-opted".'),
  represents: z.array(Party).max(20).optional().describe('Whom whoever sits there represents.'),
  posts: z
    .strictObject({
      taken: z.enum(['all', 'one', 'not-stated']).describe('all: this and that; one: this or that.'),
      of: z.array(Post).min(1).max(20),
    })
    .optional()
    .describe('The posts that fill it.'),
  empty: z.literal(true).optional().describe('The record says that nobody holds it.'),
  exOfficio: z.literal(true).optional().describe('Whoever holds the post sits there.'),
  candidates: z
    .array(z.strictObject({ text: words(300), party: Party.optional() }))
    .max(20)
    .optional()
    .describe('Who may take it, where that is undecided: "possibly the new Trust".'),
};
/** What a client says; the body in the path is the `bodyId` of the event. */
export const SeatPayload = z.strictObject(seat).meta({ id: 'Seat' });

export const SeatCreated = eventType('SeatCreated', z.strictObject({ bodyId: ref('body'), ...seat }), {
  dates: 'state',
  begins: 'member',
  path: ({ bodyId }) => ({ target: bodyId }),
  summary: 'A seat on a body, whether anybody holds it or not.',
});

const holding = {
  holder: Party,
  role: clearText(100).optional().describe('A term of the partnership’s vocabulary `roles`: "Chair", "Responsible".'),
  onBehalfOf: Party.optional(),
};
export const HoldingPayload = z.strictObject(holding).meta({ id: 'SeatHolding' });

export const SeatFilled = eventType(
  'SeatFilled',
  z.strictObject({ bodyId: ref('body'), seatId: ref('seat'), ...holding }),
  {
    dates: 'state',
    member: ({ seatId }) => seatId,
    path: ({ bodyId, seatId }) => ({ target: bodyId, member: seatId }),
    summary: 'Somebody holds a seat; several may.',
  },
);

const leaving = { reason: words(1_000).optional() };
export const VacancyPayload = z.strictObject(leaving).meta({ id: 'SeatVacancy' });

export const SeatVacated = eventType(
  'SeatVacated',
  z.strictObject({
    bodyId: ref('body'),
    seatId: ref('seat'),
    holding: ref('event'),
    personId: ref('person').optional().describe('Who leaves, where the holding is of a person.'),
    ...leaving,
  }),
  {
    dates: 'happening',
    member: ({ seatId }) => seatId,
    path: ({ bodyId, seatId, holding }) => ({ target: bodyId, member: seatId, sub: holding }),
    summary: 'A holder leaves a seat.',
  },
);

export const seatEvents = [SeatCreated, SeatFilled, SeatVacated] as const;
