import { eventTypeOf, parseStreamId, refuse, type EventId, type StreamId } from '@app/domain';
import type { Read } from './codec.js';
import type { Digest } from './digest.js';
import { KeyReused } from './faults.js';
import type { History } from './history.js';
import type { Appended } from './ports.js';
import type { Prepared } from './recording.js';
import type { Outcome, Receipt, RunRequest } from './request.js';

/** The receipt of an earlier try, unless it was for another body. */
export function repeated(request: RunRequest, own: History, earlier: readonly Read[], digest: Digest): Outcome {
  if (earlier.every((event) => event.digest === digest)) {
    return { ok: true, receipt: receiptOf(earlier), repeated: true };
  }
  if (request.externalId === undefined) throw new KeyReused(request.commandId);
  const ids = new Set<EventId>(earlier.map(({ id }) => id));
  return refuse('external-id-in-use', 'Something else is recorded under this external id.', {
    details: { externalId: request.externalId },
    evidence: own.facts.filter(({ recorded }) => ids.has(recorded.id)),
  });
}

/** The event as the log would give it back, its words open. */
export function asRead({ decided, envelope }: Prepared, stream: StreamId, { revision, position }: Appended): Read {
  return { ...decided, ...envelope, stream, revision, position, version: eventTypeOf(decided.type)?.version ?? 1 };
}

export function receiptOf(events: readonly Read[]): Receipt {
  const [first] = events;
  if (!first) throw new Error('a command records at least one event');
  return {
    id: madeBy(first),
    stream: first.stream,
    events: events.map(({ id, type, revision, position }) => ({ id, type, revision, position })),
  };
}

function madeBy({ id, type, data, stream }: Read): string {
  const known = eventTypeOf(type);
  if (known?.begins === 'thing') return parseStreamId(stream).id;
  return (known?.begins === 'member' ? known.member?.(data) : undefined) ?? id;
}
