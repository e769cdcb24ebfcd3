import { parseStreamId, type Recorded } from '@app/domain';
import { thingId } from '../query/thing.js';
import { ALL, thingOf, thingProjection } from '../query/thing-projection.js';

const isPart = (documentId: string): boolean => documentId.split('/')[1] === 'document-part';

/**
 * Papers. The parts of a text stand in documents of their own, so that a title does not cost a read of the text.
 */
export const documentsProjection = thingProjection({
  name: 'documents',
  version: 1,
  documents(event) {
    const { kind, partnership, id } = parseStreamId(event.stream);
    if (kind !== 'document') return [];
    const part = event.type === 'DocumentTextFiled' && (event.data as { part: number }).part;
    return part ? [thingOf(event), thingId(partnership, 'document-part', `${id}.${part}`)] : [thingOf(event)];
  },
  kept: (event, documentId) => (isPart(documentId) ? event : withoutText(event)),
  rows: (_facts, _first, { kind }) => (kind === 'document-part' ? [] : [{ field: ALL, from: null, to: null }]),
});

function withoutText(event: Recorded): Recorded {
  if (event.type !== 'DocumentTextFiled') return event;
  const { text: _, ...rest } = event.data as { text: string };
  return { ...event, data: rest };
}
