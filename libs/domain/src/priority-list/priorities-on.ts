import type { EventOf } from '../event.js';
import type { Fact } from '../facts.js';
import { hasBegun, inForce, isPlan, isStatedFlatly, only, tell, type InForce, type Told } from '../in-force.js';
import { and3, holdsOn, onDay, or3, type Day, type Ternary } from '../time/index.js';
import type { PriorityDesignated, PriorityListStarted } from './priority-list.events.js';
import { isHeading, ofEntry, type CapException, type Entry, type Lock, type Longlisting, type Order, type PriorityListState, type Wording } from './priority-list.state.js'; // prettier-ignore
import { capOn, holdingOn, roomOn, type CapOn, type HoldingOn, type Room } from './room.js';
import { stageOf, stageOn, stagesOf, type PriorityStage } from './stages.js';
import { contestsOn, wordingOn, type Contest } from './wording.js';

export type Designated = EventOf<typeof PriorityDesignated>['data']['designation'];

/** An entry of a list on one day. */
export interface EntryOn {
  readonly entry: Entry;
  /** `unknown`: a fuzzy date leaves open whether it was on the list yet. */
  readonly exists: true | 'unknown';
  readonly stage: Told<PriorityStage> & { readonly planned?: Told<PriorityStage> };
  /** Which fact gives it its words; one alone, with `nothing` false, is the answer. */
  readonly words: InForce<Wording>;
  readonly contested: Ternary;
  /** Every challenge made by then, settled ones too. */
  readonly contests: readonly Contest[];
  /** What the record says, on what grounds; `possible` is empty where it says nothing. */
  readonly designation: Told<Designated>;
  /** Its own, and those of the whole list. */
  readonly locks: readonly HoldingOn<Lock>[];
}

/** A list of priorities on one day. */
export interface PrioritiesOn {
  readonly exists: Ternary;
  readonly started: Fact<EventOf<typeof PriorityListStarted>>;
  /** In order: a heading, and after it those under it. Retired ones are among them. */
  readonly entries: readonly EntryOn[];
  /** The order in force; none where entries stand by their places and as they were recorded. */
  readonly order: InForce<Order>;
  /** Headings are not counted. */
  readonly adopted: { readonly certain: number; readonly possible: number };
  readonly cap: CapOn;
  readonly exceptions: readonly HoldingOn<CapException>[];
  readonly room: Room;
  /** Of the whole list. */
  readonly locks: readonly HoldingOn<Lock>[];
  /** Long lists that are known to have been there by then, not all of their contents on record. */
  readonly longlists: readonly { readonly fact: Longlisting; readonly begun: true | 'unknown' }[];
}

/** Undefined where the list's beginning is not among the facts: withdrawn, or not yet recorded or stated. */
export function prioritiesOn(list: PriorityListState, day: Day): PrioritiesOn | undefined {
  const { started } = list;
  if (!started) return undefined;
  const entries = list.entries.flatMap((entry) => entryOn(list, entry, day) ?? []);
  const orders = inForce(
    list.orders.filter((order) => !isPlan(order)),
    onDay(day),
  );
  const counted = entries.filter(({ entry }) => !isHeading(entry));
  const adopted = {
    certain: counted.filter(({ stage }) => stage.value === 'adopted').length,
    possible: counted.filter(({ stage }) => stage.possible.includes('adopted') || isToBeAdopted(stage)).length,
  };
  const cap = capOn(list, day);
  const exceptions = holdingOn(list.exceptions, day);
  return {
    exists: holdsOn({ from: started.effectiveFrom, to: started.effectiveTo }, day),
    started,
    entries: inOrder(entries, only(orders)),
    order: orders,
    adopted,
    cap,
    exceptions,
    room: roomOn(cap, exceptions, adopted),
    locks: holdingOn(list.locks.filter(isOfList), day),
    longlists: list.longlists.flatMap((fact) => {
      const begun = hasBegun(fact, onDay(day));
      return begun === false ? [] : [{ fact, begun }];
    }),
  };
}

/** Its adoption was stated ahead of a date that has come: nothing has confirmed it, and the cap counts it. */
const isToBeAdopted = ({ planned }: EntryOn['stage']): boolean =>
  planned?.rests.some((step) => isStatedFlatly(step) && stageOf(step) === 'adopted') ?? false;

const isOfList = ({ data }: Lock): boolean => data.entryId === undefined;

/** Undefined for an entry that was certainly not on the list by that day. */
export function entryOn(list: PriorityListState, entry: Entry, day: Day): EntryOn | undefined {
  const { id } = entry.recorded;
  const steps = stagesOf(list, id);
  const exists = existsOn(entry, steps, day);
  if (exists === false) return undefined;
  const contests = contestsOn(list, id, day);
  return {
    entry,
    exists,
    stage: stageOn(steps, day),
    words: wordingOn(list, id, day),
    contested: or3(...contests.map(({ open }) => open)),
    contests,
    designation: designationOn(list, id, day),
    locks: holdingOn(
      list.locks.filter((lock) => isOfList(lock) || lock.data.entryId === id),
      day,
    ),
  };
}

/** A step that is recorded of an earlier day than the entry itself shows that it was on the list by then. */
function existsOn(entry: Entry, steps: readonly Fact[], day: Day): Ternary {
  const begun = [entry, ...steps.filter((step) => !isPlan(step))].map((fact) => hasBegun(fact, onDay(day)));
  const { effectiveTo } = entry;
  return and3(or3(...begun), effectiveTo ? holdsOn({ from: onDay(day), to: effectiveTo }, day) : true);
}

const designationOn = (list: PriorityListState, entryId: string, day: Day): EntryOn['designation'] =>
  tell(inForce(ofEntry(list.designations, entryId), onDay(day)), ({ data }) => data.designation);

/**
 * By the order in force, then by the place given with the entry, then as recorded. A heading that the order leaves out
 * goes where the first of those under it goes.
 */
function inOrder(entries: readonly EntryOn[], order: Order | undefined): EntryOn[] {
  const ranks = new Map((order?.data.order ?? []).map((id, i) => [id, i]));
  const below = (id: string) => entries.filter(({ entry }) => entry.data.heading === id);
  const rank = ({ entry }: EntryOn): number => {
    const { id } = entry.recorded;
    return ranks.get(id) ?? Math.min(Infinity, ...below(id).map((one) => ranks.get(one.entry.recorded.id) ?? Infinity));
  };
  const compare = (a: EntryOn, b: EntryOn): number =>
    apart(rank(a), rank(b)) || apart(placeOf(a), placeOf(b)) || (isLater(a, b) ? 1 : -1);
  const ids = new Set(entries.map(({ entry }) => entry.recorded.id as string));
  const top = entries.filter(({ entry }) => entry.data.heading === undefined || !ids.has(entry.data.heading));
  return top.sort(compare).flatMap((one) => [one, ...below(one.entry.recorded.id).sort(compare)]);
}

const placeOf = ({ entry }: EntryOn): number => entry.data.place ?? Infinity;
/** Infinite places are equal to one another, which a difference does not tell. */
const apart = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
const isLater = (a: EntryOn, b: EntryOn): boolean => a.entry.recorded.position > b.entry.recorded.position;
