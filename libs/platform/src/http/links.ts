import { parseStreamId, type Evidence, type Fact } from '@app/domain';
import { eventAddress } from '@app/read-models';

/** The root of everything that is a partnership's. */
export const partnershipHref = (partnership: string): string => `/v1/partnerships/${partnership}`;

const COLLECTION = {
  document: 'documents',
  person: 'people',
  meeting: 'meetings',
  action: 'actions',
  statement: 'statements',
  'statement-list': 'statement-lists',
  vote: 'votes',
  'priority-list': 'priority-lists',
  call: 'calls',
} as const;

/** Where the thing is read that an event is about; undefined where the event does not tell which body it is. */
export function thingHref({ recorded, data }: Pick<Fact, 'recorded' | 'data'>): string | undefined {
  const { partnership, kind, id } = parseStreamId(recorded.stream);
  const root = partnershipHref(partnership);
  if (kind === 'partnership') return root;
  if (kind !== 'structure') return `${root}/${COLLECTION[kind]}/${id}`;
  const { bodyId, organisationId } = data as { bodyId?: string; organisationId?: string };
  if (bodyId !== undefined) return `${root}/bodies/${bodyId}`;
  return organisationId === undefined ? undefined : `${root}/organisations/${organisationId}`;
}

/** The event itself, as recorded and as amended; what is said on it is posted below. */
export const eventHref = (event: Pick<Evidence, 'stream' | 'revision'>): string =>
  `${partnershipHref(parseStreamId(event.stream).partnership)}/events/${eventAddress(event)}`;

/** An event as a problem cites it. */
export const evidenceLink = (evidence: Evidence) => ({
  href: eventHref(evidence),
  id: evidence.id,
  type: evidence.type,
  position: evidence.position.toString(),
  sources: evidence.sources,
});
