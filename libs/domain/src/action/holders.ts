import type { Fact } from '../facts.js';
import { inForce, type InForce } from '../in-force.js';
import type { Party } from '../party.js';
import { and3, type Bounds, type Ternary } from '../time/index.js';
import type { HoldingEvent, OwnerRef } from './action.events.js';

export type Holding = Fact<HoldingEvent>;
type Naming = Exclude<Holding, { type: 'ActionReleased' }>;

/** A party that some fact makes an owner, and whether it is one at the date asked for. */
export interface Holder {
  /** What tells owners apart: kind and id; for words, the event and the place at which they stand. */
  readonly key: string;
  readonly party: Party;
  readonly owns: Ternary;
  readonly lead: Ternary;
  /** The facts that decide it: one, or those of which it cannot be told which came last. */
  readonly rests: readonly Holding[];
}

export interface Holders {
  /** Everybody whom any fact names as owner, whether they own it then or not, in the order of the log. */
  readonly named: readonly Holder[];
  readonly unowned: Ternary;
  /** Whether several own it together. */
  readonly joint: Ternary;
  readonly performers: readonly {
    readonly party: Party;
    readonly performs: true | 'unknown';
    readonly rests: readonly Holding[];
  }[];
}

/**
 * Who owns it at a date. Each owner is decided by the facts that touch them alone, so what is unknown of one leaves the
 * others as they are. `certain` says which facts may displace others: all of them for an answer, firm ones for a rule.
 */
export function holdersAt(holdings: readonly Holding[], at: Bounds, certain?: (change: Holding) => boolean): Holders {
  const last = inForce(holdings, at, certain);
  // Assignments touch everybody and say everything: where there is nothing else, one look answers for all.
  const lastAmong = (changes: readonly Holding[]) =>
    changes.length === holdings.length ? last : inForce(changes, at, certain);
  const leads = lastAmong(holdings.filter(setsLead)).possible;
  const named = [...partiesOf(holdings)].map(([key, party]): Holder => {
    const { possible, nothing } = lastAmong(holdings.filter((change) => touches(change, key)));
    const owns = told([...possible.map((change) => names(change, key)), ...(nothing === false ? [] : [false])]);
    return { key, party, owns, lead: and3(owns, told(leads.map((change) => leadOf(change) === key))), rests: possible };
  });
  return {
    named,
    unowned: isUnowned(named, last),
    joint: isJoint(named, last),
    performers: performersIn(lastAmong(holdings.filter(setsPerformers))),
  };
}

/** Whether the party that the reference names owns it at that date; false where no fact ever names it. */
export function holderOf(holders: Holders, ref: OwnerRef): Holder | undefined {
  return holders.named.find(({ key }) => key === refKey(ref));
}

const told = (values: readonly boolean[]): Ternary =>
  values.length === 0 || values.every((value) => !value) ? false : values.every(Boolean) ? true : 'unknown';

const ownerKey = (fact: Naming, place: number, party: Party): string =>
  'id' in party ? `${party.kind}:${party.id}` : `words:${fact.recorded.id}:${place}`;
const refKey = (ref: OwnerRef): string =>
  ref.kind === 'words' ? `words:${ref.assignment}:${ref.place}` : `${ref.kind}:${ref.id}`;

const ownerKeys = (fact: Naming): string[] => fact.data.owners.map((party, place) => ownerKey(fact, place, party));
const names = (change: Holding, key: string) => change.type !== 'ActionReleased' && ownerKeys(change).includes(key);

function touches(change: Holding, key: string): boolean {
  if (change.type === 'ActionAssigned' || names(change, key)) return true;
  return change.data.from === undefined || change.data.from.some((ref) => refKey(ref) === key);
}

function partiesOf(holdings: readonly Holding[]): Map<string, Party> {
  const parties = new Map<string, Party>();
  for (const fact of holdings) {
    if (fact.type !== 'ActionReleased')
      fact.data.owners.forEach((party, i) => parties.set(ownerKey(fact, i, party), party));
  }
  return parties;
}

/** An assignment says who leads, if only that nobody does; a transfer only where it names a lead. */
const setsLead = (change: Holding) =>
  change.type === 'ActionAssigned' || (change.type === 'ActionTransferred' && change.data.lead !== undefined);

function leadOf(change: Holding): string | undefined {
  if (change.type === 'ActionReleased' || change.data.lead === undefined) return undefined;
  return ownerKeys(change)[change.data.lead];
}

function isUnowned(named: readonly Holder[], { possible, nothing }: InForce<Holding>): Ternary {
  if (named.some(({ owns }) => owns === true)) return false;
  if (named.every(({ owns }) => owns === false)) return true;
  const somebodyWhicheverCameLast = nothing === false && possible.every(({ type }) => type !== 'ActionReleased');
  return somebodyWhicheverCameLast ? false : 'unknown';
}

function isJoint(named: readonly Holder[], { possible }: InForce<Holding>): Ternary {
  const mayOwn = named.filter(({ owns }) => owns !== false);
  if (mayOwn.length < 2) return false;
  if (mayOwn.filter(({ owns }) => owns === true).length > 1) return true;
  // One of several assignments, each of one owner: who it is cannot be told, but it is one alone.
  const alone = possible.every((change) => change.type === 'ActionAssigned' && change.data.owners.length === 1);
  return alone ? false : 'unknown';
}

function performersIn({ possible, nothing }: InForce<Holding>): Holders['performers'] {
  const found = new Map<string, { party: Party; rests: Holding[] }>();
  for (const change of possible) {
    if (change.type === 'ActionReleased') continue;
    for (const [place, party] of (change.data.performers ?? []).entries()) {
      const key = ownerKey(change, place, party);
      const rests = found.get(key)?.rests ?? [];
      found.set(key, { party, rests: rests.includes(change) ? rests : [...rests, change] });
    }
  }
  return [...found.values()].map(({ party, rests }) => {
    const sure = nothing === false && rests.length === possible.length;
    return { party, performs: sure || ('unknown' as const), rests };
  });
}

function setsPerformers(change: Holding): boolean {
  if (change.type === 'ActionAssigned') return true;
  return change.type === 'ActionTransferred' ? change.data.performers !== undefined : change.data.from === undefined;
}
