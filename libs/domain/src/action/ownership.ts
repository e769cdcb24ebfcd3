import type { Fact } from '../facts.js';
import { parseStreamId } from '../ids.js';
import { isPlan } from '../in-force.js';
import type { Party } from '../party.js';
import { leastSure, type Certainty } from '../source.js';
import type { Structure } from '../structure/structure-on.js';
import { onDay, type Day, type Ternary } from '../time/index.js';
import type { ActionState } from './action.state.js';
import { holdersAt, type Holder, type Holders } from './holders.js';
import {
  comesTo,
  isGone,
  type OwnerBasis,
  type ComesTo,
  type Effective,
  type Link,
  type Whom,
} from './succession-of-work.js';

export interface Owner {
  readonly key: string;
  readonly recorded: Party;
  readonly owns: true | 'unknown';
  readonly lead: Ternary;
  readonly status: 'in-force' | 'planned';
  readonly effective: Effective;
  /** Whom it came to through restructures, where that is not the owner on record. */
  readonly to?: Whom;
  readonly basis: OwnerBasis;
  /** The restructures on the way, in effective order. */
  readonly chain: readonly Link[];
  /** Where a body may have ended by that day: what it came to if it has. */
  readonly ifEnded?: ComesTo;
  /** Of the assignment and of every restructure on the way: that of the least sure. */
  readonly certainty: Certainty;
  readonly condition?: string;
  readonly rests: readonly Fact[];
}

export type Orphaned = 'all' | 'partly' | false | 'unknown';

export const OWNERSHIP_ANSWERS = [
  'owned', 'unowned', 'pending', 'vacant', 'cannot-be-told', 'orphaned', 'mixed', 'unknown',
] as const; // prettier-ignore

export interface Ownership {
  /**
   * What the owners on record come to: `owned` where one of them is in effect; otherwise what all of them come to, or
   * `mixed`. `unowned`: none is on record. `unknown`: the day lies inside a fuzzy bound; `owners` are those that may own
   * it, `excluded` those that do not.
   */
  readonly answer: (typeof OWNERSHIP_ANSWERS)[number];
  readonly unowned: Ternary;
  readonly joint: Ternary;
  /** Whether its owners are gone without anybody having got their work: all of them, or some of several. */
  readonly orphaned: Orphaned;
  readonly owners: readonly Owner[];
  readonly excluded: readonly Party[];
  readonly performers: Holders['performers'];
  /** Where some owners are planned only: who owns it until that is confirmed. */
  readonly untilConfirmed?: readonly Owner[];
  readonly rests: readonly Fact[];
}

/**
 * Who owns an action on a day (docs/domain.md, "Who owns it on a given day"): the owners on record, each answered by
 * itself, and what each comes to in the structure of that day, through the restructures that were implemented by then.
 * Nothing is fanned out: no event of the action says any of that. Sub-actions never inherit an owner.
 */
export function ownership({ recorded, holdings }: ActionState, day: Day, structure: Structure): Ownership {
  const holders = holdersAt(holdings, onDay(day));
  const [first = recorded] = holdings;
  const action = first ? parseStreamId(first.recorded.stream).id : '';
  const owners = ownersOf(holders, action, day, structure);
  const unknown = owners.some(({ owns }) => owns === 'unknown');
  const confirmed = holdings.filter((change) => !isPlan(change));
  return {
    answer: holders.unowned === true ? 'unowned' : answerOf(owners),
    unowned: holders.unowned,
    joint: holders.joint,
    orphaned: orphanedAmong(owners),
    owners,
    excluded: unknown ? holders.named.filter(({ owns }) => owns === false).map(({ party }) => party) : [],
    performers: holders.performers,
    ...(owners.some(({ status }) => status === 'planned') && {
      untilConfirmed: ownersOf(holdersAt(confirmed, onDay(day)), action, day, structure.confirmed),
    }),
    rests: owners.length > 0 ? [...new Set(owners.flatMap(({ rests }) => rests))] : lastWord(recorded, holdings, day),
  };
}

function answerOf(owners: readonly Owner[]): Ownership['answer'] {
  const found = new Set(owners.filter(({ owns }) => owns === true).map(({ effective }) => effective.is));
  if (found.has('owner')) return 'owned';
  const [only = 'unknown'] = found;
  return found.size > 1 ? 'mixed' : only === 'owner' ? 'owned' : only;
}

/** Of all owners; one of whom it cannot be told leaves the whole open. */
export function orphanedAmong(owners: readonly Pick<Owner, 'owns' | 'effective' | 'ifEnded'>[]): Orphaned {
  const told = owners.map(isOrphaned);
  if (told.every((one) => one === false)) return false;
  if (told.every((one) => one === true)) return 'all';
  return told.includes('unknown') ? 'unknown' : 'partly';
}

/** Unknown where the owner may be one of those who are left, or the body one of those that are gone. */
const isOrphaned = (owner: Pick<Owner, 'owns' | 'effective' | 'ifEnded'>): Ternary =>
  owner.effective.is === 'orphaned' ? owner.owns : mayBeOrphaned(owner) ? 'unknown' : false;

const mayBeOrphaned = ({ effective, ifEnded }: Pick<ComesTo, 'effective' | 'ifEnded'>): boolean =>
  effective.is === 'orphaned' || isGone(effective) || (ifEnded !== undefined && mayBeOrphaned(ifEnded));

/** Where nobody owns it: the release that came last, or the entry itself, which names nobody. */
function lastWord(recorded: Fact | undefined, holdings: ActionState['holdings'], day: Day): readonly Fact[] {
  const last = holdings.filter(({ effectiveFrom: { earliest } }) => earliest === null || earliest <= day).at(-1);
  return last ? [last] : recorded ? [recorded] : [];
}

function ownersOf({ named }: Holders, action: string, day: Day, structure: Structure): Owner[] {
  return named.flatMap((holder) =>
    holder.owns === false ? [] : [ownerOf(holder, holder.owns, comesTo(holder.party, action, day, structure))],
  );
}

function ownerOf(
  { key, party, lead, rests: assigned }: Holder,
  owns: true | 'unknown',
  { effective, to, basis, chain, ifEnded, rests }: ComesTo,
): Owner {
  const decisive = assigned.findLast((change) => change.type !== 'ActionReleased');
  return {
    key,
    recorded: party,
    owns,
    lead,
    status: assigned.some(isPlan) || chain.some(({ planned }) => planned) ? 'planned' : 'in-force',
    effective,
    ...(to && { to }),
    basis,
    chain,
    ...(ifEnded && { ifEnded }),
    certainty: leastSure([decisive?.certainty ?? 'fact', ...chain.map(({ certainty }) => certainty)]),
    ...(decisive?.data.condition !== undefined && { condition: decisive.data.condition }),
    rests: [...assigned, ...rests],
  };
}
