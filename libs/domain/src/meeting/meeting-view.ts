import { partyKey, type Party } from '../party.js';
import { isBefore, type Bounds, type FuzzyDate } from '../time/index.js';
import type { Says } from './attendance.events.js';
import type { MeetingState } from './meeting.state.js';
import type { Correction } from './meeting.events.js';
import { attendeesOf, groupBy, placesOf, type Attendee } from './presence.js';

type Corrected = MeetingState['corrections'][number];

/** What the record of a meeting says, with the facts behind every part of it. */
export interface MeetingView {
  readonly recorded: NonNullable<MeetingState['recorded']>;
  /** In the order of the meeting. */
  readonly items: MeetingState['items'];
  readonly attendance: readonly Attendee[];
  /** Lines of lists only, each attendee once. */
  readonly listed: Readonly<Record<Says, number>>;
  readonly initials: MeetingState['initials'];
  readonly marks: readonly MarkView[];
  readonly interests: MeetingState['interests'];
  readonly papers: MeetingState['papers'];
  readonly nextMeetings: readonly NextMeetingClaims[];
  /** Agreed and corrected at this meeting: the minutes of others. */
  readonly agreements: MeetingState['agreements'];
  readonly corrections: readonly { readonly made: Corrected; readonly target?: MeetingState['targets'][number] }[];
}

export interface MarkView {
  readonly mark: MeetingState['marks'][number];
  /** The last reading; without one nobody has read it yet. */
  readonly match?: MeetingState['matches'][number];
  readonly earlier: MeetingState['matches'];
}

/** What is said of the next meeting of one body, or of those that convened this one. */
export interface NextMeetingClaims {
  readonly body?: string;
  readonly claims: MeetingState['nextMeetings'];
  /** At least two of them cannot both be so. */
  readonly conflict: boolean;
}

/** As minuted. Undefined where the meeting itself is not among the facts. */
export function meetingView(state: MeetingState): MeetingView | undefined {
  const { recorded, interests, papers, initials, agreements } = state;
  if (!recorded) return undefined;
  const attendees = attendeesOf(state);
  return {
    recorded,
    items: placesOf(state).ordered,
    attendance: attendees,
    listed: {
      present: listed(attendees, 'present'),
      apologies: listed(attendees, 'apologies'),
      absent: listed(attendees, 'absent'),
    },
    initials,
    marks: marksOf(state),
    interests,
    papers,
    nextMeetings: nextMeetingClaims(state),
    agreements,
    corrections: state.corrections.map((made) => {
      const target = state.targets.find(({ data }) => data.correctionId === made.recorded.id);
      return { made, ...(target && { target }) };
    }),
  };
}

const listed = (attendees: readonly Attendee[], says: Says): number =>
  attendees.filter(({ statements }) => statements.some(({ data }) => data.shownBy === 'list' && data.says === says))
    .length;

function marksOf({ marks, matches, items }: MeetingState): MarkView[] {
  const placeOf = (mark: MarkView['mark']) =>
    items.find(({ recorded }) => recorded.id === mark.data.itemId)?.data.place ?? 0;
  return [...marks]
    .sort((a, b) => placeOf(a) - placeOf(b) || a.data.order - b.data.order)
    .map((mark) => {
      const own = matches.filter(({ data }) => data.markId === mark.recorded.id);
      const match = own.at(-1);
      return { mark, ...(match && { match }), earlier: own.slice(0, -1) };
    });
}

/** Claims by body, each group with whether two of its dates exclude one another. */
export function nextMeetingClaims({ nextMeetings }: MeetingState): NextMeetingClaims[] {
  return [...groupBy(nextMeetings, ({ data }) => data.body)].map(([body, claims]) => ({
    ...(body !== undefined && { body }),
    claims,
    conflict: claims.some((a) => claims.some((b) => isBefore(boundsOf(a.data.when), boundsOf(b.data.when)) === true)),
  }));
}

const boundsOf = ({ earliest, latest }: FuzzyDate): Bounds => ({ earliest: earliest ?? null, latest: latest ?? null });

/** What later meetings corrected in these minutes, in the order of the log; both versions stay readable. */
export interface AsCorrected extends MeetingView {
  /** Corrections of words, which a person must apply when reading. */
  readonly rewordings: readonly {
    readonly correction: Extract<Correction, { about: 'words' }>;
    readonly made: Corrected;
  }[];
}

/**
 * As corrected: `corrections` are those aimed at this meeting, from the streams of the meetings at which they were
 * made. A correction of somebody's attendance decides it, and adds whom the minutes left out.
 */
export function asCorrected(view: MeetingView, corrections: readonly Corrected[]): AsCorrected {
  const each = corrections.flatMap((made) => made.data.corrections.map((correction) => ({ correction, made })));
  const attendance = new Map<string, Attendee>(view.attendance.map((entry) => [entry.key, entry]));
  for (const { correction, made } of each) {
    if (correction.about !== 'attendance') continue;
    const { party, says } = correction;
    const key = 'id' in party ? partyKey(party) : `${made.recorded.id}/${attendance.size}`;
    attendance.set(key, { ...(attendance.get(key) ?? unlisted(key, party)), says, correction: made });
  }
  return {
    ...view,
    attendance: [...attendance.values()],
    rewordings: each.flatMap(({ correction, made }) => (correction.about === 'words' ? [{ correction, made }] : [])),
  };
}

const unlisted = (key: string, party: Party): Omit<Attendee, 'says'> => ({ key, party, statements: [] });

/** Those to whom the record gives a capacity, by name or without one; empty where it says nothing of it. */
export const inCapacity = (view: MeetingView, capacity: string): readonly Attendee[] =>
  view.attendance.filter(({ statements }) =>
    statements.some(({ data }) => data.capacity?.toLowerCase() === capacity.toLowerCase()),
  );
