import { actionAggregate } from './action/action.js';
import { withAnything } from './anything/anything.js';
import { FactAmended } from './anything/anything.events.js';
import { callAggregate } from './call/call.js';
import type { Aggregate } from './decider.js';
import { documentAggregate } from './document/document.js';
import { Statement, type Decided, type EventType } from './event.js';
import type { StreamKind } from './ids.js';
import { meetingAggregate } from './meeting/meeting.js';
import { partnershipAggregate } from './partnership/partnership.js';
import { personAggregate } from './person/person.js';
import { priorityListAggregate } from './priority-list/priority-list.js';
import { walk, type Found } from './schema.js';
import { statementListAggregate } from './statement/statement-list.js';
import { statementAggregate } from './statement/statement.js';
import { structureAggregate } from './structure/structure.js';
import { voteAggregate } from './vote/vote.js';

/** Every kind of stream, with what may be said on anything. The one place that knows them all. */
export const AGGREGATES = {
  partnership: withAnything(partnershipAggregate),
  structure: withAnything(structureAggregate),
  document: withAnything(documentAggregate),
  person: withAnything(personAggregate),
  meeting: withAnything(meetingAggregate),
  action: withAnything(actionAggregate),
  statement: withAnything(statementAggregate),
  'statement-list': withAnything(statementListAggregate),
  vote: withAnything(voteAggregate),
  'priority-list': withAnything(priorityListAggregate),
  call: withAnything(callAggregate),
} as const satisfies { readonly [K in StreamKind]: Pick<Aggregate<unknown>, 'kind' | 'events'> };

const eventTypes: ReadonlyMap<string, EventType> = new Map(
  Object.values(AGGREGATES).flatMap((aggregate) => aggregate.events.map((event) => [event.type, event] as const)),
);

/** Undefined for a type that this version of the program does not know. */
export const eventTypeOf = (type: string): EventType | undefined => eventTypes.get(type);
export const allEventTypes = (): readonly EventType[] => [...eventTypes.values()];

type Walkable = Pick<Decided, 'type' | 'data' | 'statedOn' | 'effectiveFrom' | 'effectiveTo' | 'sources' | 'because'>;

/**
 * Visits every marked leaf of an event: of its payload, its dates, its sources and its reasons, and of what an
 * amendment puts in the place of another event's, by that event's schema. Pointers begin with /data, /sources, …
 */
export function walkEvent(event: Walkable, visit: (found: Found) => void): void {
  walkPayload(event.type, event.data, '/data', visit);
  const { sources, because, statedOn, effectiveFrom, effectiveTo } = event;
  walk(Statement, { sources, because }, visit);
  // Hardly a date has words.
  if (statedOn.text ?? effectiveFrom.text ?? effectiveTo?.text) {
    walk(Statement, { statedOn, effectiveFrom, effectiveTo }, visit);
  }
}

function walkPayload(type: string, data: unknown, pointer: string, visit: (found: Found) => void): void {
  const known = eventTypeOf(type);
  if (!known) return;
  walk(known.data, data, (found) => visit({ ...found, pointer: pointer + found.pointer }));
  if (type === FactAmended.type) {
    const { replacement, concerned } = data as (typeof FactAmended)['data']['_zod']['output'];
    if (replacement) walkPayload(concerned.type, replacement.data, `${pointer}/replacement/data`, visit);
  }
}
