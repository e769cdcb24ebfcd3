import { endingsOf, structureFrom, type Fact, type Structure, isHolding, isSeat } from '@app/domain';
import { quotedDocuments } from './evidence.js';
import type { Need } from './reading.js';
import type { ThingKind } from './things.js';

/**
 * What else must be looked at to say who owns something that belongs to this: whoever got the work of a body, and came
 * of it; the body of a seat; the seats that a person held; and the documents that say so.
 */
export const furtherNeeds = (need: Need, facts: readonly Fact[]): readonly Need[] =>
  isOfStructure(need)
    ? [...nextTo(need, facts), ...quotedDocuments(facts).map((id): Need => ({ kind: 'document', id }))]
    : [];

/** From these one thing leads to the next. */
export const isOfStructure = ({ kind }: Pick<Need, 'kind'>): boolean =>
  kind === 'body' || kind === 'seat' || kind === 'holder';

function nextTo({ kind, id }: Need, facts: readonly Fact[]): readonly Need[] {
  switch (kind) {
    case 'body':
      return endingsOf(facts, id).flatMap(({ successors, disposition }) => [
        ...successors.map((successor): Need => ({ kind: 'body', id: successor })),
        ...(disposition?.work.is === 'to' ? [{ kind: 'body', id: disposition.work.body } as const] : []),
        ...(disposition?.exceptions ?? []).flatMap(({ work }) => (work.is === 'to' ? needsOf(work.owner) : [])),
      ]);
    case 'seat':
      return facts.filter(isSeat).map(({ data }): Need => ({ kind: 'body', id: data.bodyId }));
    case 'holder':
      return facts.filter(isHolding).flatMap(({ data: { seatId, bodyId } }): Need[] => [
        { kind: 'seat', id: seatId },
        { kind: 'body', id: bodyId },
      ]);
    default:
      return [];
  }
}

/** What must be looked at for an owner. */
export function needsOf({ kind, id }: { readonly kind: string; readonly id?: string | undefined }): readonly Need[] {
  if (id === undefined) return [];
  if (kind === 'person') return [{ kind: 'holder', id }];
  return kind === 'body' || kind === 'seat' ? [{ kind, id }] : [];
}

/** The structure by what was loaded of it. */
export const structureOf = (shown: { facts(kind: ThingKind, id: string): readonly Fact[] }): Structure =>
  structureFrom((kind, id) => shown.facts(kind, id));
