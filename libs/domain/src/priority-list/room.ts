import { inForce, isPlan, type InForce } from '../in-force.js';
import { holdsOn, onDay, type Day, type Ternary } from '../time/index.js';
import type { Cap, CapException, Lock, PriorityListState } from './priority-list.state.js';

/** A fact that holds on the day, or may. */
export interface HoldingOn<F> {
  readonly fact: F;
  readonly holds: true | 'unknown';
}

type Dated = CapException | Lock;

/** Those that hold on the day, or may; what is only planned holds on none until it is confirmed. */
export const holdingOn = <F extends Dated>(facts: readonly F[], day: Day): HoldingOn<F>[] =>
  facts.flatMap((fact) => {
    const holds: Ternary = isPlan(fact) ? false : holdsOn({ from: fact.effectiveFrom, to: fact.effectiveTo }, day);
    return holds === false ? [] : [{ fact, holds }];
  });

/** The cap on a day. `in-words`: it gives no figure, and so never stands in the way of anything. */
export interface CapOn {
  readonly told: 'number' | 'in-words' | 'none' | 'unknown';
  readonly possible: readonly Cap[];
}

export function capOn({ caps }: PriorityListState, day: Day): CapOn {
  const set = inForce(
    caps.filter((cap) => !isPlan(cap)),
    onDay(day),
  );
  return { told: toldBy(set), possible: set.possible };
}

function toldBy({ possible, nothing }: InForce<Cap>): CapOn['told'] {
  const [first] = possible;
  if (!first) return 'none';
  if (nothing !== false || possible.some(({ data }) => data.max !== first.data.max)) return 'unknown';
  return first.data.max === undefined ? 'in-words' : 'number';
}

/** How many more priorities there may be; negative where there are too many. */
export type Room =
  | { readonly told: 'number'; readonly left: number }
  | { readonly told: 'cannot-be-told'; readonly because: 'no-cap' | 'cap-in-words' | 'cap-unknown' }
  /** Dates leave open how many there are, or how many there may be. */
  | { readonly told: 'between'; readonly least: number; readonly most: number };

/** `adopted`: how many there certainly are, and how many there may be. */
export function roomOn(
  cap: CapOn,
  exceptions: readonly HoldingOn<CapException>[],
  adopted: { readonly certain: number; readonly possible: number },
): Room {
  if (cap.told === 'none') return { told: 'cannot-be-told', because: 'no-cap' };
  if (cap.told === 'in-words') return { told: 'cannot-be-told', because: 'cap-in-words' };
  const max = cap.possible[0]?.data.max;
  if (cap.told === 'unknown' || max === undefined) return { told: 'cannot-be-told', because: 'cap-unknown' };
  const extra = (some: readonly HoldingOn<CapException>[]) => some.reduce((sum, { fact }) => sum + fact.data.extra, 0);
  const least = max + extra(exceptions.filter(({ holds }) => holds === true)) - adopted.possible;
  const most = max + extra(exceptions) - adopted.certain;
  return least === most ? { told: 'number', left: least } : { told: 'between', least, most };
}
