import { isSole, type DecisionRight, type Fact } from '@app/domain';
import { CONFLICT } from '../query/doubts.js';
import { outer, type Row } from '../query/thing-projection.js';

/** Under this field stands every right that a body is said to have. */
export const RIGHT = 'right';

const always = { from: null, to: null };
const conflict = (value: string): Row => ({ field: CONFLICT, value, ...always });

/** Rights stand with every body that they name; they are found with the one that has them. */
export function rightRows(id: string, facts: readonly Fact[]): readonly Row[] {
  const rights = facts.filter((fact) => fact.type === 'DecisionRightStated' && bodyOf(fact) === id);
  return [
    ...rights.map((fact) => ({ field: RIGHT, value: rightIn(fact), ...outer(fact) })),
    ...(rights.some((fact) => isSole(rightIn(fact))) ? [conflict('decision-right')] : []),
  ];
}

const bodyOf = (fact: Fact) => (fact as DecisionRight).data.bodyId;
const rightIn = (fact: Fact) => (fact as DecisionRight).data.right;

/** Where rules about who sits there may turn out to be broken: several holdings, somebody left, the body ended. */
export function seatRows(kind: string, facts: readonly Fact[]): readonly Row[] {
  const has = (type: string) => facts.some((fact) => fact.type === type);
  const holdings = facts.filter(({ type }) => type === 'SeatFilled').length;
  const mayBreach = holdings > 1 || has('SeatVacated') || (has('SeatCreated') && has('BoardRestructured'));
  return kind === 'body' && mayBreach ? [conflict('breach')] : [];
}

/** Where somebody asked whether two entries are one. */
export function identityRows(kind: string, facts: readonly Fact[]): readonly Row[] {
  const asks = ({ type, data }: Fact) =>
    type === 'IdentityStated' ? true : (data as { maybeSameAs?: unknown }).maybeSameAs !== undefined;
  return (kind === 'body' || kind === 'organisation') && facts.some(asks) ? [conflict('identity')] : [];
}
