import type { AnyEvent, Recorded, Stated } from './event.js';
import type { CertaintyRevised, FactAmended, FactDisputed } from './anything/anything.events.js';
import type { EventOf } from './event.js';
import type { EventId } from './ids.js';
import type { Certainty } from './source.js';

type Amended = EventOf<typeof FactAmended>;
type Disputed = EventOf<typeof FactDisputed>;
type Revised = EventOf<typeof CertaintyRevised>;

/** An event as it stands after every amendment of it; `recorded` is the event itself. */
export type Fact<E extends AnyEvent = AnyEvent> = E extends AnyEvent
  ? Stated & {
      readonly type: E['type'];
      readonly data: E['data'];
      readonly recorded: Recorded;
      /** Nothing is left of it but its trace. */
      readonly withdrawn: boolean;
      /** Those in force and those superseded, in the order of the log. */
      readonly amendments: readonly Recorded<Amended>[];
      readonly disputes: readonly Recorded<Disputed>[];
      /** The last one decides the certainty. */
      readonly revisions: readonly Recorded<Revised>[];
    }
  : never;

/**
 * The facts that a stream (or any set of its events, in the order of the log) amounts to: one per event, amended,
 * with the last revision of its certainty. Amendments may be amended themselves: of those that stand, the last one
 * replaces the event's data and dates whole. Total: an amendment of an event that is not among these is left out.
 */
export function factsOf<E extends AnyEvent>(events: readonly Recorded[]): Fact<E>[] {
  const amendments = new Map<EventId, Recorded<Amended>[]>();
  const disputes = new Map<EventId, Recorded<Disputed>[]>();
  const revisions = new Map<EventId, Recorded<Revised>[]>();
  for (const event of events) {
    if (isAmendment(event)) push(amendments, event.data.amends, event);
    else if (isDispute(event)) push(disputes, event.data.eventId, event);
    else if (isRevision(event)) push(revisions, event.data.eventId, event);
  }
  return events.map((event) => {
    const own = amendments.get(event.id) ?? [];
    const stands = amend(event, amendments);
    const revised = (revisions.get(event.id) ?? []).filter((revision) => amend(revision, amendments));
    const shown = stands ?? event;
    return {
      type: event.type,
      data: shown.data,
      statedOn: shown.statedOn,
      effectiveFrom: shown.effectiveFrom,
      effectiveTo: shown.effectiveTo,
      sources: shown.sources,
      because: shown.because,
      certainty: certaintyOf(shown, revised),
      recorded: event,
      withdrawn: stands === undefined,
      amendments: own,
      disputes: (disputes.get(event.id) ?? []).filter((dispute) => amend(dispute, amendments)),
      revisions: revised,
    } as unknown as Fact<E>;
  });
}

/** The event as amended, or undefined when it is withdrawn. Ends, since an amendment is later than what it amends. */
function amend(event: Recorded, amendments: ReadonlyMap<EventId, readonly Recorded<Amended>[]>): Recorded | undefined {
  const own = amendments.get(event.id);
  if (!own) return event;
  for (let i = own.length - 1; i >= 0; i--) {
    const amendment = amend(own[i] as Recorded, amendments) as Recorded<Amended> | undefined;
    if (!amendment) continue;
    const { replacement } = amendment.data;
    if (replacement === null) return undefined;
    return {
      ...event,
      data: replacement.data,
      statedOn: replacement.statedOn,
      effectiveFrom: replacement.effectiveFrom,
      effectiveTo: replacement.effectiveTo,
      sources: replacement.sources,
      certainty: replacement.certainty,
      because: replacement.because,
    };
  }
  return event;
}

function certaintyOf(event: Stated, revisions: readonly Recorded<Revised>[]): Certainty {
  return revisions.at(-1)?.data.becomes ?? event.certainty;
}

const isAmendment = (e: Recorded): e is Recorded<Amended> => e.type === 'FactAmended';
const isDispute = (e: Recorded): e is Recorded<Disputed> => e.type === 'FactDisputed';
const isRevision = (e: Recorded): e is Recorded<Revised> => e.type === 'CertaintyRevised';

function push<T>(map: Map<EventId, T[]>, id: string, value: T): void {
  const list = map.get(id as EventId);
  if (list) list.push(value);
  else map.set(id as EventId, [value]);
}
