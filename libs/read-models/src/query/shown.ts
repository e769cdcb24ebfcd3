import type { Fact } from '@app/domain';
import { Witness } from './evidence.js';
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

/** The things that were asked for, by `needKey`; those that are not there are left out. */
export async function loadAll(reading: Reading, needs: readonly Need[]): Promise<ReadonlyMap<string, Known>> {
  const wanted = new Map<ThingKind, string[]>();
  for (const { kind, id } of needs) wanted.set(kind, [...(wanted.get(kind) ?? []), id]);
  const loaded = new Map<string, Known>();
  for (const [kind, ids] of wanted) {
    for (const [id, known] of await reading.all(kind, ids)) loaded.set(needKey({ kind, id }), known);
  }
  return loaded;
}

export const showing = (reading: Reading, witness: Witness, loaded: ReadonlyMap<string, Known>): Shown => ({
  reading,
  witness,
  facts: (kind, id) => {
    const known = loaded.get(needKey({ kind, id }));
    return known ? reading.see(known).facts : [];
  },
});

/** What a view of these facts looks at. */
export async function shownFor(reading: Reading, facts: readonly Fact[], needs: readonly Need[] = []): Promise<Shown> {
  return showing(reading, await Witness.of(reading, facts), await loadAll(reading, needs));
}
