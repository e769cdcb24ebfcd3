import { z } from 'zod';
import { eventType, type EventOf } from '../event.js';
import { clearText, ref, words } from '../schema.js';
import { relationEvents } from './relations.events.js';
import { restructureEvents } from './restructures.events.js';
import { rightEvents } from './rights.events.js';
import { seatEvents } from './seats.events.js';
import { standingEvents } from './standing.events.js';

/** What sort of body; `class` is several in words, its members unnamed ("Themed Partnership Boards"). */
export const BodyKind = z.enum([
  'board',
  'group',
  'team',
  'network',
  'partnership',
  'committee',
  'forum',
  'class',
  'other',
]);
export type BodyKind = z.infer<typeof BodyKind>;

/** `primary` replaces the earlier one; the others stand beside it. */
export const NameKind = z.enum(['primary', 'alias', 'acronym', 'misprint']);
export type NameKind = z.infer<typeof NameKind>;

const ofTheSameName = {
  distinctFrom: z.array(ref('body')).max(20).optional().describe('Bodies of the same name that are certainly others.'),
  maybeSameAs: z.array(ref('body')).max(20).optional().describe('Bodies of the same name that may be this one.'),
};

/** What a client says; the body in the path is the `bodyId` of the event. */
export const BodyPayload = z
  .strictObject({
    name: clearText(),
    kind: BodyKind,
    acronym: clearText(50).optional(),
    described: words(2_000).optional().describe('What the record says that it is, as printed.'),
    memberOf: ref('body').optional().describe('The class that it is one of.'),
    ...ofTheSameName,
  })
  .meta({ id: 'Body' });

export const BodyEstablished = eventType('BodyEstablished', BodyPayload.extend({ bodyId: ref('body') }), {
  dates: 'state',
  begins: 'member',
  member: ({ bodyId }) => bodyId,
  summary:
    'A board, group or team, or a class of them in words; in being from not later than it was stated, unless phases tell.',
});

export const BodyNamePayload = z
  .strictObject({ name: clearText(), kind: NameKind, ...ofTheSameName })
  .meta({ id: 'BodyName' });

export const BodyNamed = eventType('BodyNamed', BodyNamePayload.extend({ bodyId: ref('body') }), {
  dates: 'state',
  member: ({ bodyId }) => bodyId,
  summary: 'A body goes by a name, for a time.',
});

export const OrganisationPayload = z
  .strictObject({
    name: clearText(),
    acronym: clearText(50).optional(),
    sort: words(300).optional().describe('As printed: "housing association", "acute trust".'),
  })
  .meta({ id: 'Organisation' });

export const OrganisationIntroduced = eventType(
  'OrganisationIntroduced',
  OrganisationPayload.extend({ organisationId: ref('organisation') }),
  {
    dates: 'state',
    begins: 'member',
    member: ({ organisationId }) => organisationId,
    summary: 'A council, trust, company or charity: outside the tree of bodies, but owner, employer or seat’s source.',
  },
);

export const OrganisationNamePayload = z
  .strictObject({ name: clearText(), kind: NameKind })
  .meta({ id: 'OrganisationName' });

export const OrganisationNamed = eventType(
  'OrganisationNamed',
  OrganisationNamePayload.extend({ organisationId: ref('organisation') }),
  {
    dates: 'state',
    member: ({ organisationId }) => organisationId,
    summary: 'An organisation goes by a name, for a time.',
  },
);

export const structureEvents = [
  BodyEstablished, BodyNamed, OrganisationIntroduced, OrganisationNamed, ...standingEvents, ...relationEvents,
  ...seatEvents, ...rightEvents, ...restructureEvents,
] as const; // prettier-ignore
export type StructureEvent = EventOf<(typeof structureEvents)[number]>;
