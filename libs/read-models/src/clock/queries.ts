import { position, type Instant, type Position } from '@app/domain';
import type { ReadContext } from '../query/context.js';
import { clockProjection, FIELD, SCOPE } from './projection.js';

/** The last position whose running maximum of `recordedAt` is not after the instant; 0 before the first event. */
export async function positionAt(context: ReadContext, instant: Instant): Promise<Position> {
  const { docs } = await context.find(clockProjection.name, {
    scope: SCOPE,
    field: FIELD,
    // As the entries have it; without, all of them would be sorted.
    values: [''],
    // A space and digits follow the instant in a key; a tilde sorts behind them.
    keys: { to: `${instant} ~` },
    at: { effectiveAt: null, position: context.position },
    openEnded: true,
    descending: true,
    limit: 1,
    ends: true,
  });
  const [, digits = '0'] = docs[0]?.key.split(' ') ?? [];
  return position(BigInt(digits));
}
