import type { Fact } from '../facts.js';
import type { Placed } from '../in-force.js';
import { isCertainLater } from './states.js';
import {
  and3, holdsOn, isOnOrBefore, not3, overlaps,
  type Day, type EventDate, type Period, type Ternary,
} from '../time/index.js'; // prettier-ignore
import { changesOfFact, withoutGivenUp } from './restructures.js';
import type { NameKind, StructureEvent } from './structure.events.js';

/** One name that a body or an organisation goes by, as one fact says. */
export interface Naming {
  /** The body or organisation. */
  readonly of: string;
  readonly name: string;
  readonly kind: NameKind;
  readonly fact: Fact<StructureEvent>;
}

/** A naming, as far as it says for how long: that of a fact, or of a command. */
export interface NamingPeriod extends Pick<Naming, 'of' | 'kind'> {
  readonly fact: Placed & { readonly effectiveFrom: EventDate; readonly effectiveTo?: EventDate | undefined };
}

/** A name on a day: it certainly holds, or it cannot be told. */
export interface NameOn extends Naming {
  readonly holds: true | 'unknown';
}

/** The names that a fact of the structure gives; none for facts about something else. */
export function namingsIn(fact: Fact): readonly Naming[] {
  const known = fact as Fact<StructureEvent>;
  switch (known.type) {
    case 'BodyEstablished':
      return introduced(known.data.bodyId, known);
    case 'OrganisationIntroduced':
      return introduced(known.data.organisationId, known);
    case 'BodyNamed':
      return [{ of: known.data.bodyId, name: known.data.name, kind: known.data.kind, fact: known }];
    case 'OrganisationNamed':
      return [{ of: known.data.organisationId, name: known.data.name, kind: known.data.kind, fact: known }];
    case 'BoardRestructured':
      return renamed(known);
    default:
      return [];
  }
}

/** A new name that is only intended or likely is none yet. */
const renamed = (fact: Fact<StructureEvent>): Naming[] =>
  changesOfFact(fact).flatMap(({ held, change: { original: [of] = [], name } }) =>
    held || of === undefined || name === undefined ? [] : [{ of, name, kind: 'primary', fact }],
  );

function introduced(of: string, fact: Fact<StructureEvent> & { data: { name: string; acronym?: string } }): Naming[] {
  const { name, acronym } = fact.data;
  return [
    { of, name, kind: 'primary', fact },
    ...(acronym === undefined ? [] : [{ of, name: acronym, kind: 'acronym' as const, fact }]),
  ];
}

/**
 * What a body (or an organisation) is called on a day, the primary name first. A primary name holds until the next
 * one; of two, the next is the one that is certain later, and on equal dates the one recorded later. Where a start is
 * not recorded, earlier days answer `unknown`; a name that certainly does not hold is left out.
 */
export function bodyNamesOn(facts: readonly Fact[], bodyId: string, day: Day): readonly NameOn[] {
  const namings = withoutGivenUp(facts.filter(({ withdrawn }) => !withdrawn)).flatMap(namingsIn);
  return namesOn(
    namings.filter(({ of }) => of === bodyId),
    day,
  );
}

export const organisationNamesOn = bodyNamesOn;

export function namesOn(namings: readonly Naming[], day: Day): readonly NameOn[] {
  const held = namings.flatMap((naming) => {
    const replaced = successorsOf(naming, namings).map(({ fact }) => isOnOrBefore(fact.effectiveFrom, day));
    const holds = and3(holdsOn(periodOf(naming), day), ...replaced.map(not3));
    return holds === false ? [] : [{ ...naming, holds }];
  });
  return [...held.filter(isPrimary), ...held.filter((naming) => !isPrimary(naming))];
}

/** Days on which whoever is named ends: a name is in use no longer than that. */
type Ends = (of: string) => readonly EventDate[];

/** Whether some day sees both in use. */
export const meet = (a: NamingPeriod, b: NamingPeriod, namings: readonly Naming[], ends: Ends): Ternary =>
  and3(
    ...periodsOf(a, namings, ends).flatMap((one) => periodsOf(b, namings, ends).map((other) => overlaps(one, other))),
  );

/** For how long it holds by itself, until each primary name that comes after it, and until the body ends. */
const periodsOf = (naming: NamingPeriod, namings: readonly Naming[], ends: Ends): readonly Period[] => [
  periodOf(naming),
  ...[...successorsOf(naming, namings).map(({ fact }) => fact.effectiveFrom), ...ends(naming.of)].map((to) => ({
    ...periodOf(naming),
    to,
  })),
];

const periodOf = ({ fact }: NamingPeriod): Period => ({ from: fact.effectiveFrom, to: fact.effectiveTo });
const isPrimary = ({ kind }: Pick<Naming, 'kind'>): boolean => kind === 'primary';

/** The primary names that come after this one, where it is one itself. */
function successorsOf(naming: NamingPeriod, namings: readonly Naming[]): readonly Naming[] {
  if (!isPrimary(naming)) return [];
  return namings.filter(
    (other) => other.of === naming.of && isPrimary(other) && isCertainLater(other.fact, naming.fact),
  );
}
