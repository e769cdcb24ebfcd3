import { parseStreamId, type Fact } from '@app/domain';

interface InStructure {
  readonly seatId?: string;
  readonly restructureId?: string;
  readonly bodyId?: string;
  readonly organisationId?: string;
  readonly of?: { readonly id: string };
  readonly from?: { readonly id: string };
  readonly member?: string;
  readonly concerned?: { readonly member?: string };
}

/**
 * The thing in whose record a fact is reported on. A fact of the structure stands in the documents of all that it names,
 * and one of another meeting in that of the meeting it corrects; each is reported of one thing only.
 */
export function homeOf(fact: Fact): string | undefined {
  const { kind, id } = parseStreamId(fact.recorded.stream);
  return kind === 'structure' ? inStructure(fact) : id;
}

export const isReportedIn = (fact: Fact, id: string): boolean => homeOf(fact) === id;

/** A relation has no document of its own: it is reported of the body that it leads from. */
function inStructure({ type, data, recorded }: Fact): string | undefined {
  if (type === 'SeatCreated') return recorded.id;
  const { seatId, restructureId, bodyId, organisationId, of, from, member, concerned } = data as InStructure;
  return seatId ?? restructureId ?? bodyId ?? organisationId ?? of?.id ?? from?.id ?? member ?? concerned?.member;
}
