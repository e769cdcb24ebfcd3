import type { EventOf } from '../event.js';
import type { Fact } from '../facts.js';
import { isPlan } from '../in-force.js';
import { holdsOn, type Day } from '../time/index.js';
import type { RelationEnd } from './relations.events.js';
import type { IdentityStated } from './rights.events.js';
import type { BodyEstablished, BodyNamed } from './structure.events.js';

/** `contradictory`: said to be one and said to be two, and nobody has settled it. */
export type Verdict = 'same' | 'different' | 'open' | 'contradictory';

/** What the record says of whether two entries are one body or organisation. */
export interface IdentityOn {
  readonly other: RelationEnd;
  readonly verdict: Verdict;
  /** Those that the verdict rests on: an open question is closed by whoever answers it. */
  readonly rests: readonly Fact[];
}

/** One comparison of two entries, as one fact says. */
interface Comparison {
  readonly of: RelationEnd;
  readonly other: RelationEnd;
  readonly verdict: 'same' | 'different' | 'open';
  readonly fact: Fact;
}

/**
 * How an entry stands to others that may be the same, as far as anybody compared them by that day: from statements of
 * identity at either entry, and from what was said when a name in use was given again. Nothing is inferred from one
 * pair for another, and a likely identity leaves the question open.
 */
export function identitiesOn(structureFacts: readonly Fact[], id: string, day: Day): readonly IdentityOn[] {
  const others = new Map<string, { other: RelationEnd; said: Comparison[] }>();
  for (const comparison of comparisonsIn(structureFacts)) {
    const other = otherThan(id, comparison);
    if (!other || !mayHoldOn(comparison.fact, day)) continue;
    const known = others.get(other.id) ?? { other, said: [] };
    known.said.push(comparison);
    others.set(other.id, known);
  }
  return [...others.values()].map(({ other, said }) => ({ other, ...judged(said) }));
}

function judged(said: readonly Comparison[]): Pick<IdentityOn, 'verdict' | 'rests'> {
  const settled = said.filter(({ verdict, fact }) => verdict !== 'open' && !isPlan(fact));
  const [first] = settled;
  if (!first) return { verdict: 'open', rests: said.map(({ fact }) => fact) };
  const agree = settled.every(({ verdict }) => verdict === first.verdict);
  return { verdict: agree ? first.verdict : 'contradictory', rests: settled.map(({ fact }) => fact) };
}

function otherThan(id: string, { of, other }: Comparison): RelationEnd | undefined {
  return of.id === id ? other : other.id === id ? of : undefined;
}

function comparisonsIn(facts: readonly Fact[]): readonly Comparison[] {
  return facts.flatMap((fact) => (fact.withdrawn ? [] : comparisonsOf(fact)));
}

function comparisonsOf(fact: Fact): readonly Comparison[] {
  switch (fact.type) {
    case 'IdentityStated': {
      const { of, other, verdict } = fact.data as EventOf<typeof IdentityStated>['data'];
      return other ? [{ of, other, verdict, fact }] : [];
    }
    case 'BodyEstablished':
    case 'BodyNamed': {
      const {
        bodyId,
        distinctFrom = [],
        maybeSameAs = [],
      } = fact.data as EventOf<typeof BodyEstablished | typeof BodyNamed>['data'];
      const compared =
        (verdict: Comparison['verdict']) =>
        (id: string): Comparison => ({
          of: { kind: 'body', id: bodyId },
          other: { kind: 'body', id },
          verdict,
          fact,
        });
      return [...distinctFrom.map(compared('different')), ...maybeSameAs.map(compared('open'))];
    }
    default:
      return [];
  }
}

/** A name that is to be given later, or was borne once, says what it says of its bearer whatever the day. */
const mayHoldOn = ({ type, effectiveFrom, effectiveTo }: Fact, day: Day): boolean =>
  type !== 'IdentityStated' || holdsOn({ from: effectiveFrom, to: effectiveTo }, day) !== false;
