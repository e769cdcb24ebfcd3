import type { ComesTo, Whom } from '@app/domain';
import { gapsOf, missing, type Missing } from '../query/missing.js';
import type { Shown } from '../query/shown.js';

/** What a gap in the beginning of a body may be noted as. */
const OF_BEGINNING: readonly string[] = ['beginning', 'from', 'status'];

/** What is noted to be missing on the seat or the body to which an owner comes, where that is why nobody is in effect. */
export function notedOf(
  { is }: ComesTo['effective'],
  { kind, id }: Whom,
  { facts, reading }: Pick<Shown, 'facts' | 'reading'>,
): { readonly noted?: Missing } {
  if (id === undefined || (kind !== 'seat' && kind !== 'body')) return {};
  if (is !== 'vacant' && is !== 'pending' && is !== 'cannot-be-told') return {};
  const isOf = (about: string) => (kind === 'seat' ? about === 'holders' : OF_BEGINNING.includes(about));
  const gaps = gapsOf(facts(kind, id), reading.ask);
  const last = gaps.findLast(({ data }) => data.member === id && isOf(data.about));
  return last ? { noted: missing([last], last.data.about, '', id) } : {};
}
