import { z } from 'zod';
import { eventType } from '../event.js';
import { ref, words } from '../schema.js';

export const RELATION_TYPES = [
  'subOrganizationOf', 'reportsTo', 'holdsToAccount', 'delegatesTo', 'advises', 'supports', 'challenges',
  'contributesTo', 'linksWith',
] as const; // prettier-ignore
/** Names follow the W3C Organization Ontology where it has one (`subOrganizationOf`, `reportsTo`). */
export const RelationType = z.enum(RELATION_TYPES).meta({ id: 'RelationType' });
export type RelationType = z.infer<typeof RelationType>;

/** One end of a relation: a body, or an organisation, which stands outside the tree. */
export const RelationEnd = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('body'), id: ref('body') }),
    z.strictObject({ kind: z.literal('organisation'), id: ref('organisation') }),
  ])
  .meta({ id: 'RelationEnd' });
export type RelationEnd = z.infer<typeof RelationEnd>;

const said = {
  type: RelationType,
  scope: words(1_000).optional().describe('For what, as printed; the whole where absent.'),
};

/** What a client says: the body in the path stands at one end, `from` or `to` is the other one. */
export const RelationPayload = z
  .strictObject({
    ...said,
    to: RelationEnd.optional().describe('The relation goes from the body in the path to this one.'),
    from: RelationEnd.optional().describe('The relation goes from this one to the body in the path.'),
  })
  .refine(({ to, from }) => (to === undefined) !== (from === undefined), 'needs one of to and from')
  .meta({ id: 'Relation' });

const edge = { ...said, from: RelationEnd, to: RelationEnd };
type Ends = { readonly from: RelationEnd; readonly to: RelationEnd };

/** One of the two is a body; where both are, either may have stood in the path. */
const bodyAmong = ({ from, to }: Ends): string => (from.kind === 'body' ? from.id : to.id);
const path = (ends: Ends) => ({ target: bodyAmong(ends) });

export const RelationStated = eventType('RelationStated', z.strictObject(edge), {
  dates: 'state',
  begins: 'member',
  path,
  ends: ['from', 'to'],
  summary: 'How a body stands to another body or an organisation; several may hold at once.',
});

export const RelationDenied = eventType('RelationDenied', z.strictObject(edge), {
  dates: 'state',
  begins: 'member',
  path,
  ends: ['from', 'to'],
  summary: 'The record says that such a relation does not hold.',
});

export const RelationEnded = eventType(
  'RelationEnded',
  z.strictObject({ relation: ref('event'), from: RelationEnd, to: RelationEnd }),
  {
    dates: 'happening',
    member: ({ relation }) => relation,
    path: ({ relation, ...ends }) => ({ target: bodyAmong(ends), member: relation }),
    summary: 'A stated relation, or a denial, holds no longer.',
  },
);

export const relationEvents = [RelationStated, RelationDenied, RelationEnded] as const;
