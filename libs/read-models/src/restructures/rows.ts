import { endedBy, type Fact, isImplementation } from '@app/domain';
import type { Row } from '../query/thing-projection.js';

/** Under this field stand the bodies that some restructure ends, or is to end, whenever that is. */
export const ENDED = 'ended';

export function endedRows(kind: string, id: string, facts: readonly Fact[]): readonly Row[] {
  if (kind !== 'body') return [];
  const ends = facts.some((fact) => isImplementation(fact) && fact.data.changes.flatMap(endedBy).includes(id));
  return ends ? [{ field: ENDED, from: null, to: null }] : [];
}
