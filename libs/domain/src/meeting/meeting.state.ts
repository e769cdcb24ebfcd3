import type { EventOf } from '../event.js';
import type { Fact } from '../facts.js';
import type { AttendanceResolved, AttendanceStated } from './attendance.events.js';
import type { InitialsResolved, OwnerMarkMatched, OwnerMarkRecorded } from './marks.events.js';
import type {
  AgendaItemRecorded, CorrectionTargetResolved, InterestsDeclared, MeetingEvent,
  MeetingRecorded, MinutesAgreed, MinutesCorrected, NextMeetingClaimed, PaperPresented,
} from './meeting.events.js'; // prettier-ignore

/** The facts of a meeting by what they are about; each list is in the order of the log. */
export interface MeetingState {
  readonly recorded?: Fact<EventOf<typeof MeetingRecorded>>;
  readonly items: readonly Fact<EventOf<typeof AgendaItemRecorded>>[];
  readonly attendances: readonly Fact<EventOf<typeof AttendanceStated>>[];
  readonly resolutions: readonly Fact<EventOf<typeof AttendanceResolved>>[];
  readonly interests: readonly Fact<EventOf<typeof InterestsDeclared>>[];
  readonly papers: readonly Fact<EventOf<typeof PaperPresented>>[];
  readonly marks: readonly Fact<EventOf<typeof OwnerMarkRecorded>>[];
  readonly matches: readonly Fact<EventOf<typeof OwnerMarkMatched>>[];
  readonly initials: readonly Fact<EventOf<typeof InitialsResolved>>[];
  /** Made at this meeting, of the minutes of others. */
  readonly agreements: readonly Fact<EventOf<typeof MinutesAgreed>>[];
  readonly corrections: readonly Fact<EventOf<typeof MinutesCorrected>>[];
  readonly targets: readonly Fact<EventOf<typeof CorrectionTargetResolved>>[];
  readonly nextMeetings: readonly Fact<EventOf<typeof NextMeetingClaimed>>[];
}

export const initial: MeetingState = {
  items: [], attendances: [], resolutions: [], interests: [], papers: [], marks: [], matches: [], initials: [],
  agreements: [], corrections: [], targets: [], nextMeetings: [],
}; // prettier-ignore

export function evolve(state: MeetingState, said: Fact): MeetingState {
  const fact = said as Fact<MeetingEvent>;
  switch (fact.type) {
    case 'MeetingRecorded':
      return { ...state, recorded: fact };
    case 'AgendaItemRecorded':
      return { ...state, items: [...state.items, fact] };
    case 'AttendanceStated':
      return { ...state, attendances: [...state.attendances, fact] };
    case 'AttendanceResolved':
      return { ...state, resolutions: [...state.resolutions, fact] };
    case 'InterestsDeclared':
      return { ...state, interests: [...state.interests, fact] };
    case 'PaperPresented':
      return { ...state, papers: [...state.papers, fact] };
    case 'OwnerMarkRecorded':
      return { ...state, marks: [...state.marks, fact] };
    case 'OwnerMarkMatched':
      return { ...state, matches: [...state.matches, fact] };
    case 'InitialsResolved':
      return { ...state, initials: [...state.initials, fact] };
    case 'MinutesAgreed':
      return { ...state, agreements: [...state.agreements, fact] };
    case 'MinutesCorrected':
      return { ...state, corrections: [...state.corrections, fact] };
    case 'CorrectionTargetResolved':
      return { ...state, targets: [...state.targets, fact] };
    case 'NextMeetingClaimed':
      return { ...state, nextMeetings: [...state.nextMeetings, fact] };
    default: {
      const unknown: never = fact;
      return unknown;
    }
  }
}
