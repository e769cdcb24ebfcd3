import type { Fact } from '@app/domain';
import { Witness } from './evidence.js';
import { furtherNeeds, isOfStructure } from './further-needs.js';
import type { Need, Reading } from './reading.js';
import type { Known, ThingKind } from './things.js';

/** What a view may look at beside its own thing. */
export interface Shown {
  readonly reading: Reading;
  readonly witness: Witness;
  /** Facts of another thing; none where it was not among the needs. */
  facts(kind: ThingKind, id: string): readonly Fact[];
}

export const needKey = ({ kind, id }: Need): string => `${kind} ${id}`;

/**
 * The things that were asked for, and those to which their part of the structure leads, by `needKey`; those that are
 * not there are left out.
 */
export async function loadAll(reading: Reading, needs: readonly Need[]): Promise<ReadonlyMap<string, Known>> {
  const loaded = new Map<string, Known>();
  const asked = new Set<string>();
  for (let wanted = needs; wanted.length > 0;) {
    const fresh = [...new Map(wanted.map((need) => [needKey(need), need])).values()].filter(
      (need) => !asked.has(needKey(need)),
    );
    fresh.forEach((need) => asked.add(needKey(need)));
    for (const [need, known] of await loadOnce(reading, fresh)) loaded.set(needKey(need), known);
    wanted = fresh.flatMap((need) => furtherFrom(reading, need, loaded));
  }
  return loaded;
}

async function loadOnce(reading: Reading, needs: readonly Need[]): Promise<[Need, Known][]> {
  const wanted = new Map<ThingKind, string[]>();
  for (const { kind, id } of needs) wanted.set(kind, [...(wanted.get(kind) ?? []), id]);
  const found: [Need, Known][] = [];
  for (const [kind, ids] of wanted) {
    for (const [id, known] of await reading.all(kind, ids)) found.push([{ kind, id }, known]);
  }
  return found;
}

function furtherFrom(reading: Reading, need: Need, loaded: ReadonlyMap<string, Known>): readonly Need[] {
  const known = isOfStructure(need) ? loaded.get(needKey(need)) : undefined;
  return known ? furtherNeeds(need, reading.see(known).facts) : [];
}

/** Everything among the loaded to which these needs lead, themselves too: what an item made of them depends on. */
export function reached(
  reading: Reading,
  needs: readonly Need[],
  loaded: ReadonlyMap<string, Known>,
): readonly string[] {
  const found = new Set<string>();
  for (let next = needs; next.length > 0;) {
    const fresh = next.filter((need) => !found.has(needKey(need)));
    fresh.forEach((need) => found.add(needKey(need)));
    next = fresh.flatMap((need) => furtherFrom(reading, need, loaded));
  }
  return [...found];
}

/** What views of these facts look at. */
export async function showing(
  reading: Reading,
  facts: readonly Fact[],
  loaded: ReadonlyMap<string, Known>,
): Promise<Shown> {
  const around = [...loaded].filter(([key]) => isOfStructure({ kind: key.split(' ')[0] as ThingKind }));
  const cited = around.flatMap(([, known]) => reading.see(known).facts);
  return { reading, witness: await Witness.of(reading, [...facts, ...cited]), facts: factsIn(reading, loaded) };
}

/** Facts of what was loaded; none of anything else. */
export const factsIn =
  (reading: Reading, loaded: ReadonlyMap<string, Known>): Shown['facts'] =>
  (kind, id) => {
    const known = loaded.get(needKey({ kind, id }));
    return known ? reading.see(known).facts : [];
  };

/** What a view of these facts looks at. */
export async function shownFor(reading: Reading, facts: readonly Fact[], needs: readonly Need[] = []): Promise<Shown> {
  return showing(reading, facts, await loadAll(reading, needs));
}
