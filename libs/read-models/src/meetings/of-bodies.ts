import type { Reading } from '../query/reading.js';
import { meetingsProjection } from './projection.js';

/** More meetings of one body than that are not looked through for its actions. */
const MOST = 500;

/** Ids of the meetings that these bodies convened. */
export async function meetingsOf(
  { context, ask, target }: Reading,
  bodies: readonly string[],
): Promise<readonly string[]> {
  const { docs } = await context.find(meetingsProjection.name, {
    scope: target.partnership,
    field: 'body',
    values: bodies,
    at: { effectiveAt: null, position: ask.asOf },
    ...(ask.statedBy !== null && { openEnded: true }),
    limit: MOST,
  });
  return docs.map(({ id }) => id.split('/')[2] as string);
}
