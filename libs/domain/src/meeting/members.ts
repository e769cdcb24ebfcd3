import { refuse, type Command, type Decision, type References, type Remedy } from '../decider.js';
import type { Fact } from '../facts.js';

const BEGUN_BY = {
  'agenda-item': 'AgendaItemRecorded',
  'owner-mark': 'OwnerMarkRecorded',
  attendance: 'AttendanceStated',
  correction: 'MinutesCorrected',
} as const;
export type MeetingMember = keyof typeof BEGUN_BY;

/** The fact that began a member of a meeting; undefined where it has none of that id, or it was withdrawn. */
export function memberIn(facts: readonly Fact[], kind: MeetingMember, id: string | undefined): Fact | undefined {
  return facts.find((fact) => fact.recorded.id === id && fact.type === BEGUN_BY[kind] && !fact.withdrawn);
}

/** As the general check of references does for things with streams of their own. */
export function refuseUnknown(kind: MeetingMember, id: string, pointer: string): Decision {
  return refuse('unknown-reference', `Not on record in this partnership: ${kind}.`, {
    pointers: [pointer],
    details: { missing: [{ kind, id }] },
  });
}

/** A member must be one of the meeting that is named beside it. */
export function refuseForeignMember(
  refs: References,
  kind: MeetingMember,
  named: { readonly meetingId: string | undefined; readonly id: string; readonly pointer: string },
): Decision | undefined {
  const facts = named.meetingId === undefined ? [] : refs.facts('meeting', named.meetingId);
  return memberIn(facts, kind, named.id) ? undefined : refuseUnknown(kind, named.id, named.pointer);
}

/** An item of an agenda is one of the meeting that is named beside it. */
export function refuseForeignItem(
  {
    meetingId,
    agendaItemId: id,
  }: { readonly meetingId?: string | undefined; readonly agendaItemId?: string | undefined },
  refs: References,
): Decision | undefined {
  return id === undefined
    ? undefined
    : refuseForeignMember(refs, 'agenda-item', { meetingId, id, pointer: '/agendaItemId' });
}

/** The way out where a fact stands in the way: it was recorded or read wrongly. */
export const amending = ({ target }: Command, { recorded }: Fact, why: string): Remedy => ({
  command: 'AmendFact',
  target,
  member: recorded.revision.toString(),
  why,
});
