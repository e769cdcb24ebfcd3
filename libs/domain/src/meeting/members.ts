import type { Decision, References } from '../decider.js';
import { refuseUnknownMember } from '../unknown-reference.js';

interface AtItem {
  readonly meetingId?: string | undefined;
  readonly agendaItemId?: string | undefined;
}

/** An item of an agenda is one of the meeting that is named beside it. */
export const refuseForeignItem = ({ meetingId, agendaItemId }: AtItem, refs: References): Decision | undefined =>
  agendaItemId === undefined
    ? undefined
    : refuseUnknownMember(refs, 'agenda-item', { of: meetingId, id: agendaItemId, pointer: '/agendaItemId' });
