import type { Fact } from '../facts.js';
import { partyKey, type Party } from '../party.js';
import type { Moment, Says } from './attendance.events.js';
import type { MeetingState } from './meeting.state.js';

type Stated = MeetingState['attendances'][number];
type Resolved = MeetingState['resolutions'][number];
type Corrected = MeetingState['corrections'][number];
type Item = MeetingState['items'][number];

/** What the record says of one attendee. */
export interface Attendee {
  /** Kind and id where they were read; the id of the one statement where the words are nobody known, or there are none. */
  readonly key: string;
  readonly party?: Party;
  readonly statements: readonly Stated[];
  /** The last one; it settles what the statements leave open. */
  readonly resolution?: Resolved;
  /** The one that decides it, in the minutes as corrected. */
  readonly correction?: Corrected;
  /** `conflict`: the statements say both, and nobody has resolved it. */
  readonly says: Says | 'conflict';
}

/** Grouped by whom they are about, in the order of their first statement. */
export function attendeesOf({ attendances, resolutions }: MeetingState): Attendee[] {
  const groups = groupBy(attendances, ({ data: { attendee }, recorded }) =>
    attendee && 'id' in attendee ? partyKey(attendee) : recorded.id,
  );
  return [...groups].map(([key, statements]) => {
    const ids = new Set<string>(statements.map(({ recorded }) => recorded.id));
    const resolution = resolutions.findLast(({ data }) => ids.has(data.attendanceId));
    const party = statements[0]?.data.attendee;
    const says = resolution?.data.says ?? said(statements);
    return { key, statements, says, ...(party && { party }), ...(resolution && { resolution }) };
  });
}

export function groupBy<T, K>(list: readonly T[], keyOf: (value: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const value of list) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return groups;
}

const isPresent = ({ data }: Stated) => data.says === 'present';

/** Apologies and absence go together; presence goes with neither. */
function said(statements: readonly Stated[]): Attendee['says'] {
  const present = statements.filter(isPresent).length;
  if (present > 0 && present < statements.length) return 'conflict';
  return statements.at(-1)?.data.says ?? 'absent';
}

/**
 * Those of whom the record contradicts itself with nothing to settle it: there and not there, or seen at an item before
 * they joined or after they left.
 */
export function attendanceConflicts(state: MeetingState): Attendee[] {
  return attendeesOf(state).filter(
    (attendee) => !attendee.resolution && (attendee.says === 'conflict' || isSeenWhileAway(state, attendee)),
  );
}

/** The facts on which one line of the attendance rests. */
export const restsOf = ({ statements, resolution, correction }: Attendee): readonly Fact[] => [
  ...statements,
  ...(resolution ? [resolution] : []),
  ...(correction ? [correction] : []),
];

export interface Presence {
  readonly is: 'in' | 'not-in' | 'unknown';
  /** In the room for a part of the item only: joined or left during it. */
  readonly part?: true;
  readonly rests: readonly Fact[];
}

/**
 * Whether somebody was in the room at an item. Who is listed as present and neither joined nor left was there
 * throughout; who joined at one item was not there before it; who spoke at an item was there. Statements that
 * contradict, and times of the clock, which no item has, leave it unknown.
 */
export function presenceAt(state: MeetingState, attendee: Attendee, item: Item): Presence {
  const rests = restsOf(attendee);
  if (attendee.says === 'conflict') return { is: 'unknown', rests };
  if (attendee.says !== 'present') return { is: 'not-in', rests };
  const seen = isSeenAt(attendee, item);
  const moved = inRoomAt(state, attendee, item);
  if (moved === 'unknown') return { is: seen ? 'in' : 'unknown', rests };
  if (moved === 'not-in') return { is: seen ? 'unknown' : 'not-in', rests };
  return moved === 'part' ? { is: 'in', part: true, rests } : { is: 'in', rests };
}

const isSeenAt = ({ statements }: Attendee, item: Item): boolean =>
  statements.some(({ data }) => data.seenAt?.includes(item.recorded.id));

const isSeenWhileAway = (state: MeetingState, attendee: Attendee): boolean =>
  state.items.some((item) => isSeenAt(attendee, item) && inRoomAt(state, attendee, item) === 'not-in');

interface Movement {
  readonly at: number;
  readonly into: boolean;
}

function inRoomAt(state: MeetingState, attendee: Attendee, item: Item): 'in' | 'part' | 'not-in' | 'unknown' {
  const moments = momentsOf(attendee);
  if (moments.some(({ moment }) => 'time' in moment)) return 'unknown';
  const places = placesOf(state);
  const movements = moments
    .map(({ moment, into }): Movement => ({ at: places.momentAt(moment), into }))
    .sort((a, b) => a.at - b.at);
  const start = places.momentAt({ itemId: item.recorded.id, point: 'start' });
  const halves = [between(movements, start + 0.5), between(movements, start + 1.5)];
  if (halves.includes('unknown')) return 'unknown';
  return halves.every((half) => half === true) ? 'in' : halves.includes(true) ? 'part' : 'not-in';
}

/** By the movement before and the one after; they must agree (two comings without a going in between do not). */
function between(movements: readonly Movement[], at: number): boolean | 'unknown' {
  const before = movements.findLast((movement) => movement.at < at)?.into;
  const next = movements.find((movement) => movement.at > at);
  const after = next && !next.into;
  if (before !== undefined && after !== undefined && before !== after) return 'unknown';
  return before ?? after ?? true;
}

function momentsOf({ statements, resolution }: Attendee): { moment: Moment; into: boolean }[] {
  const settled = resolution && (resolution.data.from ?? resolution.data.to) ? [resolution.data] : undefined;
  return (settled ?? statements.filter(isPresent).map(({ data }) => data)).flatMap(({ from, to }) => [
    ...(from ? [{ moment: from, into: true }] : []),
    ...(to ? [{ moment: to, into: false }] : []),
  ]);
}

/** The items in the order of the meeting, and where on that line a moment lies: two steps an item. */
export function placesOf({ items }: MeetingState) {
  const ordered = [...items].sort((a, b) => a.data.place - b.data.place);
  const steps = { start: 0, during: 1, end: 2 };
  return {
    ordered,
    momentAt(moment: Moment): number {
      if ('time' in moment) return Number.NaN;
      return 2 * ordered.findIndex(({ recorded }) => recorded.id === moment.itemId) + steps[moment.point];
    },
  };
}
