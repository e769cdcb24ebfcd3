import { isSingle, parseStreamId, type Evidence, type StreamId } from '@app/domain';
import { eventAddress } from '@app/read-models';

/** The root of everything that is a partnership's. */
export const partnershipHref = (partnership: string): string => `/v1/partnerships/${partnership}`;

const COLLECTION = {
  partnership: '',
  structure: '/structure',
  document: '/documents',
  person: '/people',
  meeting: '/meetings',
  action: '/actions',
} as const;

/** Where a stream's own thing is read. */
export function streamHref(stream: StreamId): string {
  const { partnership, kind, id } = parseStreamId(stream);
  const collection = partnershipHref(partnership) + COLLECTION[kind];
  return isSingle(kind) ? collection : `${collection}/${id}`;
}

/** An event as a problem cites it. */
export const evidenceLink = (evidence: Evidence) => ({
  href: `${partnershipHref(parseStreamId(evidence.stream).partnership)}/events/${eventAddress(evidence)}`,
  id: evidence.id,
  type: evidence.type,
  position: evidence.position.toString(),
  sources: evidence.sources,
});
