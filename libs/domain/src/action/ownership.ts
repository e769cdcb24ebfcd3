import type { Fact } from '../facts.js';
import { isPlan } from '../in-force.js';
import type { Party } from '../party.js';
import type { Certainty } from '../source.js';
import type { BodyStatus } from '../structure/body-status.js';
import { onDay, type Day, type EventDate, type Ternary } from '../time/index.js';
import type { ActionState } from './action.state.js';
import { holdersAt, type Holder, type Holders } from './holders.js';

/** What ownership asks of the structure. */
export interface Structure {
  bodyOn(bodyId: string, day: Day): BodyStatus;
}

/** What the recorded owner comes to on the day. */
export type Effective =
  /** The owner as recorded: a person, an organisation, a body in force, or the words for several. */
  | { readonly is: 'owner'; readonly members?: readonly string[] }
  /** A body that is planned or not in being yet; what is recorded of its beginning. */
  | { readonly is: 'pending'; readonly from: EventDate; readonly planned: boolean }
  | { readonly is: 'cannot-be-told'; readonly candidates: readonly string[] }
  | { readonly is: 'unknown'; readonly reason: string; readonly excluded: readonly string[] };

export interface Owner {
  readonly key: string;
  readonly recorded: Party;
  readonly owns: true | 'unknown';
  readonly lead: Ternary;
  readonly status: 'in-force' | 'planned';
  readonly effective: Effective;
  readonly basis: 'recorded';
  readonly certainty: Certainty;
  readonly condition?: string;
  readonly rests: readonly Fact[];
}

export interface Ownership {
  /** `unknown`: the day lies inside a fuzzy bound; `owners` are those that may own it, `excluded` those that do not. */
  readonly answer: 'owned' | 'unowned' | 'unknown';
  readonly unowned: Ternary;
  readonly joint: Ternary;
  readonly owners: readonly Owner[];
  readonly excluded: readonly Party[];
  readonly performers: Holders['performers'];
  /** Where some owners are planned only: who owns it until that is confirmed. */
  readonly untilConfirmed?: readonly Owner[];
  readonly rests: readonly Fact[];
}

/**
 * Who owns an action on a day (docs/domain.md, "Who owns it on a given day"): the owners on record, each answered by
 * itself, and what each comes to in the structure of that day. Sub-actions never inherit an owner.
 */
export function ownership({ recorded, holdings }: ActionState, day: Day, structure: Structure): Ownership {
  const holders = holdersAt(holdings, onDay(day));
  const owners = ownersOf(holders, day, structure);
  const unknown = owners.some(({ owns }) => owns === 'unknown');
  const confirmed = holdings.filter((change) => !isPlan(change));
  return {
    answer: holders.unowned === true ? 'unowned' : owners.some(({ owns }) => owns === true) ? 'owned' : 'unknown',
    unowned: holders.unowned,
    joint: holders.joint,
    owners,
    excluded: unknown ? holders.named.filter(({ owns }) => owns === false).map(({ party }) => party) : [],
    performers: holders.performers,
    ...(owners.some(({ status }) => status === 'planned') && {
      untilConfirmed: ownersOf(holdersAt(confirmed, onDay(day)), day, structure),
    }),
    rests: owners.length > 0 ? [...new Set(owners.flatMap(({ rests }) => rests))] : lastWord(recorded, holdings, day),
  };
}

/** Where nobody owns it: the release that came last, or the entry itself, which names nobody. */
function lastWord(recorded: Fact | undefined, holdings: ActionState['holdings'], day: Day): readonly Fact[] {
  const last = holdings.filter(({ effectiveFrom: { earliest } }) => earliest === null || earliest <= day).at(-1);
  return last ? [last] : recorded ? [recorded] : [];
}

function ownersOf({ named }: Holders, day: Day, structure: Structure): Owner[] {
  return named.flatMap((holder) => (holder.owns === false ? [] : [ownerOf(holder, holder.owns, day, structure)]));
}

function ownerOf({ key, party, lead, rests }: Holder, owns: true | 'unknown', day: Day, structure: Structure): Owner {
  const [effective, grounds] = effectiveOf(party, day, structure);
  const decisive = rests.findLast((change) => change.type !== 'ActionReleased');
  return {
    key,
    recorded: party,
    owns,
    lead,
    status: rests.some(isPlan) ? 'planned' : 'in-force',
    effective,
    basis: 'recorded',
    certainty: decisive?.certainty ?? 'fact',
    ...(decisive?.data.condition !== undefined && { condition: decisive.data.condition }),
    rests: [...rests, ...grounds],
  };
}

function effectiveOf(party: Party, day: Day, structure: Structure): [Effective, readonly Fact[]] {
  switch (party.kind) {
    case 'person':
    case 'organisation':
      return [{ is: 'owner' }, []];
    case 'collective':
      return [{ is: 'owner', ...(party.members && { members: party.members }) }, []];
    case 'unresolved':
      return [{ is: 'cannot-be-told', candidates: party.candidates ?? [] }, []];
    case 'seat':
      return [{ is: 'unknown', reason: 'its holder is not on record', excluded: [] }, []];
    case 'body':
      return bodyAsOwner(structure.bodyOn(party.id, day));
  }
}

function bodyAsOwner(body: BodyStatus): [Effective, readonly Fact[]] {
  switch (body.status) {
    case 'in-force':
      return [{ is: 'owner' }, body.evidence];
    case 'not-yet':
      return [{ is: 'pending', from: body.from, planned: body.planned }, body.evidence];
    case 'unknown':
      return [{ is: 'unknown', reason: body.reason, excluded: body.excluded }, body.evidence];
  }
}
