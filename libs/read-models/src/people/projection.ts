import { parseStreamId, type Recorded } from '@app/domain';
import { thingId } from '../query/thing.js';
import { ALL, outer, thingOf, thingProjection } from '../query/thing-projection.js';

/** People. That two are the same, or are not, is kept with both. */
export const peopleProjection = thingProjection({
  name: 'people',
  version: 1,
  documents(event) {
    const { kind, partnership } = parseStreamId(event.stream);
    if (kind !== 'person') return [];
    const others = otherPeople(event).map((id) => thingId(partnership, 'person', id));
    return [...new Set([thingOf(event), ...others])];
  },
  rows: (_facts, first) => [{ field: ALL, ...outer(first) }],
});

function otherPeople({ type, data }: Recorded): readonly string[] {
  const { other, concerned } = data as { other?: string; concerned?: { type: string; ids: readonly string[] } };
  if (type === 'PersonsIdentified' && other !== undefined) return [other];
  return concerned?.type === 'PersonsIdentified' ? concerned.ids : [];
}
