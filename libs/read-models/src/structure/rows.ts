import type { Fact } from '@app/domain';
import { MAY_BE_BROKEN } from '../query/doubts.js';
import type { Row } from '../query/thing-projection.js';
import { endedRows } from '../restructures/rows.js';
import { identityRows, rightRows, seatRows } from './right-rows.js';

/** Under what a thing of the structure is found beside `all`. */
export function rowsOf(kind: string, id: string, facts: readonly Fact[]): readonly Row[] {
  return [
    ...(kind === 'body' && facts.some(mayBreach) ? [MAY_BE_BROKEN] : []),
    ...endedRows(kind, id, facts),
    ...rightRows(id, facts),
    ...seatRows(kind, facts),
    ...identityRows(kind, facts),
  ];
}

/** What rules are about that hold over several facts. */
const mayBreach = ({ type }: Fact): boolean =>
  type === 'BodyPhaseSet' || type === 'RelationStated' || type === 'RelationDenied' || type === 'RelationEnded';
