import { attendanceConflicts, nextMeetingClaims, restsOf, type Fact, type Source } from '@app/domain';
import { isOwnFact, meetingState } from '../meetings/meeting.js';
import type { Witness } from '../query/evidence.js';
import type { ScannedThing } from '../query/scan-things.js';
import { breachesIn } from './breaches.js';
import { breachesInCall } from './calls.js';
import type { Contradiction } from './contradiction.js';
import { isReportedIn } from '../query/reported-in.js';
import { breachesOfPriorities } from './priorities.js';
import { breachesOfRelations } from './relations.js';
import { breachesOfSeats } from './seats.js';
import { breachesInVote } from './votes.js';

/** What contradicts what within the record of one thing. */
export function contradictionsIn({ kind, id, facts }: ScannedThing, witness: Witness): Contradiction[] {
  const [first] = facts;
  if (!first) return [];
  const standing = facts.filter((fact) => !fact.withdrawn && isOwnFact(fact, first));
  const own = standing.filter((fact) => isReportedIn(fact, id));
  return [
    ...(kind === 'meeting' ? ofMeeting(standing) : []),
    ...(kind === 'action' && !first.withdrawn ? breachesIn(standing) : []),
    ...(kind === 'vote' && !first.withdrawn ? breachesInVote(standing) : []),
    ...(kind === 'call' && !first.withdrawn ? breachesInCall(standing) : []),
    ...(kind === 'priority-list' && !first.withdrawn ? breachesOfPriorities(standing) : []),
    ...(kind === 'body' && !first.withdrawn ? breachesOfSeats(standing, id) : []),
    ...(kind === 'body' && !first.withdrawn ? breachesOfRelations(standing, id) : []),
    ...disputed(own, standing),
    ...uncertain(own),
    ...quotes(own, witness),
  ];
}

function ofMeeting(facts: readonly Fact[]): Contradiction[] {
  const state = meetingState(facts);
  const attendance = attendanceConflicts(state).map((attendee): Contradiction => ({
    kind: 'attendance',
    match: 'definite',
    facts: restsOf(attendee),
    words: 'The record contradicts itself about this attendee, and nobody has settled it.',
    ...(attendee.party && { party: attendee.party }),
  }));
  const claims = nextMeetingClaims(state).filter(({ conflict }) => conflict);
  return [
    ...attendance,
    ...claims.map((group): Contradiction => ({
      kind: 'next-dates',
      match: 'definite',
      facts: group.claims,
      words: 'The dates given for the next meeting cannot both be so.',
    })),
  ];
}

const disputed = (own: readonly Fact[], facts: readonly Fact[]): Contradiction[] =>
  own
    .filter(({ disputes }) => disputes.length > 0)
    .map((fact) => ({
      kind: 'disputed',
      match: 'definite',
      facts: [fact, ...facts.filter(({ recorded }) => fact.disputes.some(({ id }) => id === recorded.id))],
      words: 'Somebody holds that this is not so; both statements stand.',
    }));

const uncertain = (facts: readonly Fact[]): Contradiction[] =>
  facts
    .filter(({ certainty }) => certainty === 'disputed')
    .map((fact) => ({
      kind: 'certainty',
      match: 'definite',
      facts: [fact],
      words: 'It is recorded as disputed.',
    }));

function quotes(facts: readonly Fact[], witness: Witness): Contradiction[] {
  const having = (verdict: false | 'unverified') =>
    facts.filter((fact) => fact.sources.some((source) => isQuote(source) && witness.verdict(source, fact) === verdict));
  const [wrong, open] = [having(false), having('unverified')];
  return [
    ...(wrong.length > 0
      ? [
          {
            kind: 'quote',
            match: 'definite',
            facts: wrong,
            words: 'A quote does not stand at the lines that it gives.',
          } as const,
        ]
      : []),
    ...(open.length > 0
      ? [
          {
            kind: 'unverified-quote',
            match: 'possible',
            facts: open,
            words: 'A quote cannot be compared: the text is not on file, or no longer readable.',
          } as const,
        ]
      : []),
  ];
}

type Quote = Extract<Source, { documentId: string }> & { readonly quote: string };
const isQuote = (source: Source): source is Quote => 'documentId' in source && source.quote !== undefined;
