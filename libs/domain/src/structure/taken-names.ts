import { refuse, type Command, type Decision } from '../decider.js';
import type { Fact } from '../facts.js';
import { foldName } from '../folding.js';
import { placeOf } from '../in-force.js';
import { meet, type Naming } from './names.js';
import { withoutGivenUp } from './restructures.js';
import type { NameKind } from './structure.events.js';
import type { StructureState } from './structure.state.js';
import { endsIn } from './succession.js';

type Refused = Extract<Decision, { ok: false }>;

interface Named {
  readonly name: string;
  readonly kind: NameKind;
  readonly distinctFrom?: readonly string[] | undefined;
  readonly maybeSameAs?: readonly string[] | undefined;
}

/**
 * A name in use for another living body, over days that certainly meet, unless one of the two is said to be another
 * than the other, or perhaps the same. Acronyms and misprints are shared freely.
 */
export function refuseTakenName(
  state: StructureState,
  command: Command,
  bodyId: string,
  named: Named,
  pointer = '/name',
): Refused | undefined {
  if (!isName(named)) return undefined;
  const folded = foldName(named.name);
  const { effectiveFrom, effectiveTo } = command;
  const said = { of: bodyId, kind: named.kind, fact: { ...placeOf(command), effectiveFrom, effectiveTo } };
  const told = [...(named.distinctFrom ?? []), ...(named.maybeSameAs ?? [])];
  const namings = namingsIn(state);
  const taken = namings
    .filter((other) => state.bodies.has(other.of) && other.of !== bodyId)
    .filter((other) => isName(other) && foldName(other.name) === folded)
    .filter((other) => meet(said, other, namings, endsIn(state.restructures)) === true)
    .filter(({ of }) => !told.includes(of) && !speaksOf(state, of, bodyId) && !speaksOf(state, bodyId, of));
  if (taken.length === 0) return undefined;
  return refuse('body-name-taken', 'A body of this name is on record: say that this is another, or perhaps the same.', {
    pointers: [pointer],
    details: { bodies: [...new Set(taken.map(({ of }) => of))] },
    evidence: taken.map(({ fact }) => fact),
  });
}

/** But for those by a restructure that was given up before its day. */
function namingsIn({ namings, restructures }: StructureState): readonly Naming[] {
  const standing = new Set<Fact>(withoutGivenUp(restructures));
  return namings.filter(({ fact }) => fact.type !== 'BoardRestructured' || standing.has(fact));
}

const isName = ({ kind }: { readonly kind: NameKind }): boolean => kind === 'primary' || kind === 'alias';

/** Whether facts about `bodyId` say how it stands to `other`, a body of the same name. */
function speaksOf(state: StructureState, bodyId: string, other: string): boolean {
  return state.namings.some(({ of, fact }) => {
    if (of !== bodyId || (fact.type !== 'BodyEstablished' && fact.type !== 'BodyNamed')) return false;
    return [...(fact.data.distinctFrom ?? []), ...(fact.data.maybeSameAs ?? [])].includes(other);
  });
}
