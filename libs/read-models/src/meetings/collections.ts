import { z } from 'zod';
import {
  AgendaItemRecorded, AttendanceResolved, AttendanceStated, CorrectionTargetResolved, InitialsResolved, InterestsDeclared, isBefore,
  MinutesAgreed, MinutesCorrected, NextMeetingClaimed, nextMeetingClaims, OwnerMarkMatched, OwnerMarkRecorded, PaperPresented,
  type EventOf, type Fact,
} from '@app/domain'; // prettier-ignore
import type { Query } from '../query/answer.js';
import { eventAddress } from '../query/event-address.js';
import { factSchema, factView } from '../query/fact-view.js';
import { memberQueries, type Collection } from '../query/members.js';
import { gapsOf, missing, MissingFields } from '../query/missing.js';
import type { Shown } from '../query/shown.js';
import { MEETINGS, meetingState } from './meeting.js';

const byItem = { item: z.uuid().optional().describe('At this agenda item.') };
const atItem: Collection['keep'] = ({ data }, { item }) =>
  item === undefined || (data as { itemId?: string }).itemId === item;

const agendaItems: Collection = {
  path: 'agenda-items',
  type: AgendaItemRecorded,
  none: 'No agenda item is recorded.',
  order: (fact) => (fact.data as EventOf<typeof AgendaItemRecorded>['data']).place,
};

const interests: Collection = {
  path: 'interests',
  type: InterestsDeclared,
  none: 'The record says nothing of interests, not even that there were none.',
  filters: byItem,
  keep: atItem,
};

const papers: Collection = {
  path: 'papers',
  type: PaperPresented,
  none: 'No paper is recorded.',
  filters: byItem,
  keep: atItem,
};

const ownerMarks: Collection = {
  path: 'owner-marks',
  type: OwnerMarkRecorded,
  none: 'No owner mark is recorded.',
  filters: byItem,
  keep: atItem,
  order: (fact, facts) => {
    const { itemId, order } = fact.data as EventOf<typeof OwnerMarkRecorded>['data'];
    return placeOf(facts, itemId) * 1_000 + order;
  },
  beside: markMatch,
  besideSchema: {
    match: factSchema(OwnerMarkMatched, 'OwnerMarkMatch')
      .nullable()
      .describe('The last reading: to which actions it belongs, candidates, or that it cannot be told.'),
    earlier: z.array(factSchema(OwnerMarkMatched, 'EarlierMatch')),
    missing: MissingFields,
  },
};

const placeOf = (facts: readonly Fact[], itemId: string): number =>
  (facts.find(({ recorded }) => recorded.id === itemId)?.data as { place?: number } | undefined)?.place ?? 0;

function markMatch(fact: Fact, facts: readonly Fact[], { reading, witness }: Shown) {
  const { id } = fact.recorded;
  const matches = facts.filter((other) => isMatchOf(other, id));
  const views = matches.map((match) => factView(match, reading.ask, witness));
  const match = views.at(-1) ?? null;
  const unread = missing(gapsOf(facts, reading.ask), 'match', 'Nobody has read yet to what it belongs.', id);
  return { view: { match, earlier: views.slice(0, -1), missing: match ? {} : { match: unread } }, cites: matches };
}

const isMatchOf = ({ type, data, withdrawn }: Fact, id: string): boolean =>
  type === 'OwnerMarkMatched' && !withdrawn && (data as { markId: string }).markId === id;

const corrections: Collection = {
  path: 'corrections',
  type: MinutesCorrected,
  none: 'No correction of minutes was made at this meeting.',
  beside: correctionTarget,
  besideSchema: {
    target: factSchema(CorrectionTargetResolved, 'CorrectionTarget')
      .nullable()
      .describe('The recorded meeting that words were found to mean.'),
    missing: MissingFields,
  },
};

function correctionTarget(fact: Fact, facts: readonly Fact[], { reading, witness }: Shown) {
  const isOfIt = ({ type, data, withdrawn }: Fact) =>
    type === 'CorrectionTargetResolved' &&
    !withdrawn &&
    (data as { correctionId: string }).correctionId === fact.recorded.id;
  const target = facts.findLast(isOfIt);
  const { of } = fact.data as EventOf<typeof MinutesCorrected>['data'];
  const isOpen = of.kind === 'words' && !target;
  const unknown = missing(
    gapsOf(facts, reading.ask),
    'target',
    'The corrected meeting is named in words only.',
    fact.recorded.id,
  );
  return {
    view: {
      target: target ? factView(target, reading.ask, witness) : null,
      missing: isOpen ? { target: unknown } : {},
    },
    cites: target ? [target] : [],
  };
}

const nextDates: Collection = {
  path: 'next-dates',
  type: NextMeetingClaimed,
  none: 'The record says nothing of a next meeting.',
  beside: (fact, facts) => ({ view: { conflictsWith: contradicting(fact, facts) }, cites: [] }),
  besideSchema: {
    conflictsWith: z.array(z.string()).describe('Addresses of the claims that cannot be true beside this one.'),
  },
};

/** Claims about the next meeting of the same body on days that exclude one another. */
function contradicting(fact: Fact, facts: readonly Fact[]): string[] {
  const group = nextMeetingClaims(meetingState(facts)).find(({ claims }) =>
    claims.some(({ recorded }) => recorded.id === fact.recorded.id),
  );
  const own = group?.claims.find(({ recorded }) => recorded.id === fact.recorded.id);
  if (!group || !own) return [];
  const bounds = ({ data: { when } }: typeof own) => ({ earliest: when.earliest ?? null, latest: when.latest ?? null });
  const excludes = (other: typeof own) =>
    isBefore(bounds(own), bounds(other)) === true || isBefore(bounds(other), bounds(own)) === true;
  return group.claims.filter(excludes).map(({ recorded }) => eventAddress(recorded));
}

const collections: readonly Collection[] = [
  agendaItems,
  interests,
  papers,
  ownerMarks,
  corrections,
  nextDates,
  { path: 'initials', type: InitialsResolved, none: 'No initials are resolved for this meeting.' },
  { path: 'agreements', type: MinutesAgreed, none: 'The record does not say that minutes were agreed.' },
  { path: 'attendances', type: AttendanceStated, none: '', single: true },
  {
    path: 'resolutions',
    type: AttendanceResolved,
    none: 'Nobody has settled it.',
    under: { path: 'attendances', field: 'attendanceId' },
  },
  {
    path: 'matches',
    type: OwnerMarkMatched,
    none: 'Nobody has read it yet.',
    under: { path: 'owner-marks', field: 'markId' },
  },
  {
    path: 'targets',
    type: CorrectionTargetResolved,
    none: 'Nobody has settled it.',
    under: { path: 'corrections', field: 'correctionId' },
  },
];

export const meetingCollections: readonly Query[] = memberQueries(MEETINGS, collections);
