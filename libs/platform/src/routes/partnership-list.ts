import { DEFAULT_ZONE, dayOf, type Position } from '@app/domain';
import { Page, Temporal } from '@app/read-models';
import { z } from 'zod';
import { Membership } from '../auth/my-partnerships.js';
import { invalid } from '../problems/problem.js';

/** As of every list. Nothing else can be asked: a grant opens a partnership today, whatever day is asked about. */
export const PartnershipPaging = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('At most this many items.'),
  cursor: z.string().max(2_000).optional().describe('`page.next` of the page before.'),
});
type Paging = z.output<typeof PartnershipPaging>;

export const PartnershipList = z
  .object({
    items: z.array(Membership),
    page: Page,
    temporal: Temporal.describe('The grants of today: by the clock of each partnership, by that of London for all.'),
  })
  .meta({ id: 'PartnershipList' });

/** One page of them, behind the partnership that the cursor names. Throws `validation-failed` for a cursor that fits none. */
export function pageOfPartnerships(
  all: readonly Membership[],
  { limit, cursor }: Paging,
  { position, now }: { readonly position: Position; readonly now: Date },
): z.output<typeof PartnershipList> {
  const after = cursor === undefined ? undefined : Buffer.from(cursor, 'base64url').toString();
  const start = after === undefined ? 0 : all.findIndex(({ partnership }) => partnership === after) + 1;
  if (after !== undefined && start === 0) {
    throw invalid({ parameter: 'cursor', detail: 'is not one that this list gave' });
  }
  const items = all.slice(start, start + limit);
  const last = start + items.length < all.length ? items.at(-1) : undefined;
  const at = position.toString();
  return {
    items,
    page: {
      next: last ? Buffer.from(last.partnership).toString('base64url') : null,
      limit,
      total: all.length,
    },
    temporal: { effectiveAt: dayOf(now, DEFAULT_ZONE), asOf: at, statedBy: null, position: at, uncertain: [] },
  };
}
