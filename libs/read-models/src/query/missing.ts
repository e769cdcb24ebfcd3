import { z } from 'zod';
import { holdsOn, type Fact, periodOf } from '@app/domain';
import type { GapNoted } from '@app/domain';
import type { Ask } from './ask.js';
import { eventAddress } from './event-address.js';

/** Why a field has no value, or a list no items. */
export const Missing = z
  .strictObject({
    status: z.enum(['not-recorded', 'cannot-be-told', 'unknown']),
    reason: z.string().nullable().describe('In words: those of the gap noted in the record, where there is one.'),
    event: z.string().optional().describe('Address of the event that noted the gap.'),
    redacted: z.literal(true).optional(),
  })
  .meta({
    id: 'Missing',
    examples: [{ status: 'not-recorded', reason: 'The record does not name a chair.' }],
  });
export type Missing = z.output<typeof Missing>;

/** Fields without a value, by name; nested ones by a dotted path. */
export const MissingFields = z.record(z.string(), Missing).describe('Fields without a value, and why.');

type Gap = { readonly data: (typeof GapNoted)['data']['_zod']['output']; readonly fact: Fact };

const STATUS = {
  'not-in-the-record': 'not-recorded',
  'lost-in-copying': 'cannot-be-told',
  'declared-incomplete': 'not-recorded',
  'cannot-be-told': 'cannot-be-told',
} as const;

const WORDS = {
  'not-in-the-record': 'It is not in the record.',
  'lost-in-copying': 'It was lost in copying.',
  'declared-incomplete': 'The paper itself says that it is incomplete here.',
  'cannot-be-told': 'It cannot be told from the record.',
} as const;

/** The gaps noted among these facts that are known on that day. */
export const gapsOf = (facts: readonly Fact[], ask: Pick<Ask, 'effectiveAt'>): Gap[] =>
  facts
    .filter((fact) => fact.type === 'GapNoted' && !fact.withdrawn && holdsOn(periodOf(fact), ask.effectiveAt) !== false)
    .map((fact) => ({ fact, data: fact.data as Gap['data'] }));

/** Why `field` (of the thing, or of its member) has no value: from the gap noted for it, else `otherwise`. */
export function missing(gaps: readonly Gap[], field: string, otherwise: Missing | string, member?: string): Missing {
  const noted = gaps.findLast(({ data }) => data.about === field && data.member === member);
  if (!noted) return typeof otherwise === 'string' ? { status: 'not-recorded', reason: otherwise } : otherwise;
  const { reason, words } = noted.data;
  return { status: STATUS[reason], reason: words ?? WORDS[reason], event: eventAddress(noted.fact.recorded) };
}
