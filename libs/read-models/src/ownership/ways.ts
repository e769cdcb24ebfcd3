import {
  and3, comesTo, endingsOf, isGone, or3, orphanedAmong,
  type ComesTo, type Day, type Fact, type Orphaned, type Structure, type Ternary, type Whom, isSeat,
} from '@app/domain'; // prettier-ignore
import { structureOf } from '../query/further-needs.js';
import type { Need, Reading } from '../query/reading.js';
import { factsIn, loadAll } from '../query/shown.js';
import { UNDIVIDED } from '../query/thing-projection.js';
import { ENDED } from '../restructures/rows.js';
import { everyThing } from '../structure/every-thing.js';

/** How somebody comes to own an action. */
export const VIAS = ['recorded', 'seat', 'group', 'succession'] as const;
export type Via = (typeof VIAS)[number];

/** An action as far as it says who owns it. */
export interface Owned {
  readonly id: string;
  readonly owners: readonly (Whom & { readonly owns: Ternary })[];
}

/** Seats that somebody holds on the day, or may, and the bodies that these are on. */
interface Places {
  readonly seats: ReadonlyMap<string, Ternary>;
  readonly groups: ReadonlyMap<string, Ternary>;
}

/** A body that some restructure ends, or is to end. */
export interface EndedBody {
  readonly id: string;
  readonly facts: readonly Fact[];
}

export const endedBodies = (reading: Reading): Promise<readonly EndedBody[]> =>
  everyThing(reading, 'body', ENDED, UNDIVIDED);

/** How work went on when bodies ended: what the filters of a list ask about many actions, loaded once. */
export class Ways {
  private constructor(
    private readonly structure: Structure,
    private readonly day: Day,
    /** Who gets work of whom, of those that end. */
    private readonly heirs: ReadonlyMap<string, readonly string[]>,
    private readonly places: ReadonlyMap<string, Places>,
  ) {}

  /** For questions about these owners, where they are about any. */
  static async of(reading: Reading, owners: readonly string[] = []): Promise<Ways> {
    const { effectiveAt } = reading.ask;
    const bodies = await endedBodies(reading);
    const seats = bodies.flatMap(({ id, facts }) => facts.filter(isSeat).filter(({ data }) => data.bodyId === id));
    const needs = [
      ...bodies.map(({ id }): Need => ({ kind: 'body', id })),
      ...seats.map(({ recorded }): Need => ({ kind: 'seat', id: recorded.id })),
      ...owners.map((id): Need => ({ kind: 'holder', id })),
    ];
    const shown = { facts: factsIn(reading, await loadAll(reading, needs)) };
    const structure = structureOf(shown);
    const heirs: (readonly [string, readonly string[]])[] = [
      ...bodies.map(({ id, facts }) => [id, endingsOf(facts, id).flatMap(heirsOf)] as const),
      ...seats.map(({ recorded, data }) => [recorded.id as string, [data.bodyId]] as const),
    ];
    const places = owners.map((id) => [id, placesOf(structure, id, effectiveAt)] as const);
    return new Ways(structure, effectiveAt, new Map(heirs), new Map(places));
  }

  /** Owners on record whose actions may come to one of these in these ways. */
  ownersFor(ids: readonly string[], vias: readonly Via[] | undefined): string[] {
    const found = new Set(ids);
    for (const id of ids) {
      const { seats, groups } = this.places.get(id) ?? NOWHERE;
      for (const seat of seats.keys()) found.add(seat);
      if (vias?.includes('group')) for (const group of groups.keys()) found.add(group);
    }
    for (let before = -1; before < found.size;) {
      before = found.size;
      for (const [from, to] of this.heirs) if (to.some((heir) => found.has(heir))) found.add(from);
    }
    return [...found];
  }

  /** Owners on record whose work nobody may have got. */
  get ending(): readonly string[] {
    return this.heirs.size > 0 ? [...this.heirs.keys()] : NOBODY;
  }

  /** Whether the party owns it, in one of these ways; without any: in effect, but not as one of a group. */
  isOwnedBy({ id, owners }: Owned, by: string, vias: readonly Via[] | undefined): Ternary {
    return or3(
      ...owners
        .filter(({ owns }) => owns !== false)
        .map((owner) => {
          const came = comesTo(owner, id, this.day, this.structure);
          const isRecorded = vias?.includes('recorded') === true && owner.id === by;
          return and3(owner.owns, isRecorded ? true : this.comesBy(owner, came, by, vias));
        }),
    );
  }

  isOrphaned({ id, owners }: Owned): Orphaned {
    return orphanedAmong(
      owners.flatMap((owner) =>
        owner.owns === false ? [] : [{ ...comesTo(owner, id, this.day, this.structure), owns: owner.owns }],
      ),
    );
  }

  private comesBy(owner: Whom, came: ComesTo, by: string, vias: readonly Via[] | undefined): Ternary {
    const { effective, to = owner, chain, ifEnded } = came;
    if (ifEnded) {
      const { ifEnded: _, ...there } = came;
      const whileThere = this.comesBy(owner, there, by, vias);
      const since = this.comesBy(owner, ifEnded, by, vias);
      return whileThere === since ? since : 'unknown';
    }
    if (effective.is === 'orphaned' || isGone(effective)) return false;
    const { seats, groups } = this.places.get(by) ?? NOWHERE;
    const through = (via: Via) => vias === undefined || vias.includes(via);
    return or3(
      to.id === by && (chain.length > 0 ? through('succession') : vias === undefined),
      to.kind === 'seat' && through('seat') && (seats.get(to.id ?? '') ?? false),
      to.kind === 'body' && vias?.includes('group') === true && (groups.get(to.id ?? '') ?? false),
    );
  }
}

/** What no entry has. */
const NOBODY = ['nobody'];
const NOWHERE: Places = { seats: new Map(), groups: new Map() };

function placesOf(structure: Structure, personId: string, day: Day): Places {
  const held = structure.seatsOf(personId, day).filter(({ holds, planned }) => holds !== false && !planned);
  const by = (key: 'seatId' | 'bodyId') =>
    new Map([...new Set(held.map((seat) => seat[key]))].map((id) => [id, or3(...held.filter((seat) => seat[key] === id).map(({ holds }) => holds))])); // prettier-ignore
  return { seats: by('seatId'), groups: by('bodyId') };
}

function heirsOf({ disposition }: ReturnType<typeof endingsOf>[number]): string[] {
  const { work, exceptions = [] } = disposition ?? {};
  return [
    ...(work?.is === 'to' ? [work.body] : []),
    ...exceptions.flatMap(({ work: other }) => (other.is === 'to' && 'id' in other.owner ? [other.owner.id] : [])),
  ];
}
